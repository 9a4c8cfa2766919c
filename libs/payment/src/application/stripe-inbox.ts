import type { PaymentId } from '../domain/ids.js';
import type { StripeNotice } from './stripe-gateway.js';

/** How an event came to us: Stripe told, or we asked for what it had told in vain. */
export type EventSource = 'webhook' | 'events-list';

/** What became of an event. `foreign`: it is about nothing of this shop. */
export type EventOutcome = 'recorded' | 'foreign';

/** Stripe's events as they came, one row each, whatever becomes of them. */
export abstract class StripeInbox {
  /** The event and the order to process it, in the caller's unit of work. @returns false if it is there already */
  abstract add(notice: StripeNotice, source: EventSource): Promise<boolean>;

  abstract find(stripeEventId: string): Promise<StripeNotice | undefined>;

  abstract markProcessed(stripeEventId: string, outcome: EventOutcome, paymentId?: PaymentId): Promise<void>;

  /** Those of the ids that are in the inbox. */
  abstract known(stripeEventIds: readonly string[]): Promise<ReadonlySet<string>>;
}
