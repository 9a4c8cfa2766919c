import type { Money } from '#shared-kernel';
import type { PaymentId, RefundId } from '../domain/ids.js';
import type { DisputeReport } from '../domain/dispute.js';
import type { PaymentMethod } from '../domain/payment.js';
import type { PaymentReport, StripeReference } from '../domain/payment-report.js';
import type { PaymentClues } from '../domain/payments.js';
import type { RefundReport } from '../domain/refund.js';

/** What a customer pays with: the secret goes to Stripe's library in the browser, the URL is Stripe's own page. */
export interface ProviderPayment extends PaymentReport {
  readonly clientSecret?: string | undefined;
  readonly checkoutUrl?: string | undefined;
}

/** Everything that the request depends on comes from the stored row, so that repeating it is the same request. */
export interface OpenRequest {
  readonly paymentId: PaymentId;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly email: string;
  readonly method: PaymentMethod;
  readonly amount: Money;
  readonly idempotencyKey: string;
  readonly sessionExpiresAt: Date | null;
  /** Our page, to which Stripe's sends the browser back. */
  readonly returnPage: string;
}

export interface RefundRequest {
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  readonly orderId: string;
  readonly intentId: string;
  readonly amount: Money;
  readonly idempotencyKey: string;
}

/** An event of Stripe, cut down to what finds the object that it is about. */
export interface StripeNotice {
  readonly id: string;
  readonly type: string;
  readonly happenedAt: Date;
  readonly objectId: string;
  readonly clues: PaymentClues;
}

/**
 * What the shop asks of Stripe. Amounts are in our minor units (ISO 4217); Stripe's own factors stay inside.
 * Every method but `readEvent` calls the network, so none may be called inside a unit of work.
 * All may throw ProviderUnavailable (what became of the request is unknown) and ProviderRefused (nothing was done).
 */
export abstract class StripeGateway {
  /** Makes the intent or the session; repeated with the same key it answers the same one. @throws IdempotencyKeySpent */
  abstract open(request: OpenRequest): Promise<ProviderPayment>;

  abstract retrieve(reference: StripeReference): Promise<ProviderPayment>;

  /** Looks for what `open` may have made between two times, by our metadata. */
  abstract lookUp(
    payment: { id: PaymentId; method: PaymentMethod },
    between: { from: Date; to: Date },
  ): Promise<ProviderPayment | undefined>;

  /** Cancels the intent or expires the session. Where Stripe refuses, the answer tells the state that kept it from it. */
  abstract stop(method: PaymentMethod, reference: StripeReference): Promise<ProviderPayment>;

  /** @throws IdempotencyKeySpent */
  abstract refund(request: RefundRequest): Promise<RefundReport>;

  abstract refundsOf(intentId: string): Promise<RefundReport[]>;

  abstract dispute(disputeId: string): Promise<DisputeReport>;

  /** @throws ForgedWebhook, WrongMode */
  abstract readEvent(rawBody: Uint8Array, signature: string | undefined): StripeNotice;

  abstract eventsSince(from: Date, types: readonly string[]): AsyncIterable<StripeNotice>;
}
