import type { Money } from '#shared-kernel';
import type { ReportedStatus } from './payment-status.js';

/** How Stripe's objects of a payment are called. A session has no intent until the customer confirms it. */
export interface StripeReference {
  readonly intentId?: string | undefined;
  readonly sessionId?: string | undefined;
}

/** What Stripe said of a payment when it was asked. */
export interface PaymentReport extends StripeReference {
  readonly status: ReportedStatus;
  readonly chargeId?: string | undefined;
  /** Zero until it has succeeded. */
  readonly received: Money;
  /** The last declined attempt: which one it was, and Stripe's code for why. */
  readonly decline?: { readonly attempt: string; readonly code: string } | undefined;
}
