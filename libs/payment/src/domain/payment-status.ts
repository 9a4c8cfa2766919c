/**
 * - created: our row is written, Stripe may or may not have heard of it
 * - unknown: Stripe was asked and its answer got lost; never taken for a failure
 * - the others are Stripe's (https://docs.stripe.com/payments/paymentintents/lifecycle)
 */
export const paymentStatuses = [
  'created',
  'unknown',
  'requires_payment_method',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
] as const;

export type PaymentStatus = (typeof paymentStatuses)[number];

/** What Stripe can report. */
export type ReportedStatus = Exclude<PaymentStatus, 'created' | 'unknown'>;

interface Rule {
  /** What may follow by itself. Forward only, because reports arrive late, twice and out of order. */
  readonly next: readonly PaymentStatus[];
  /** The one way back: an attempt was declined, so the customer may try another card. */
  readonly canBeDeclined: boolean;
}

const rules: Readonly<Record<PaymentStatus, Rule>> = {
  created: {
    next: ['unknown', 'requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled'],
    canBeDeclined: true,
  },
  unknown: {
    next: ['requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled'],
    canBeDeclined: true,
  },
  requires_payment_method: {
    next: ['requires_action', 'processing', 'succeeded', 'canceled'],
    canBeDeclined: true,
  },
  requires_action: { next: ['processing', 'succeeded', 'canceled'], canBeDeclined: true },
  processing: { next: ['succeeded', 'canceled'], canBeDeclined: true },
  succeeded: { next: [], canBeDeclined: false },
  // Money that has come counts, even if we had given the payment up.
  canceled: { next: ['succeeded'], canBeDeclined: false },
};

export function canBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  return rules[from].next.includes(to);
}

export function canBeDeclined(from: PaymentStatus): boolean {
  return rules[from].canBeDeclined;
}

/** Nothing is expected of Stripe any more. */
export function isFinal(status: PaymentStatus): boolean {
  return status === 'succeeded' || status === 'canceled';
}
