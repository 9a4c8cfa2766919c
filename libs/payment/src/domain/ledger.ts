import type { Money } from '#shared-kernel';

/**
 * - stripe: what Stripe owes the shop (before its fees); a charge is positive
 * - sales, refunds, disputes: where it came from and went to
 */
export type LedgerAccount = 'stripe' | 'sales' | 'refunds' | 'disputes';

/** One side of a movement. The same effect is recorded once, whoever reports it and how often. */
export interface LedgerEntry {
  /** What moved the money, e.g. `charge:pi_1`; unique together with the account. */
  readonly effect: string;
  readonly account: LedgerAccount;
  /** Signed: positive is a debit. The entries of one effect sum to zero. */
  readonly amount: Money;
}

export function charged(intentId: string, amount: Money): LedgerEntry[] {
  return movement(`charge:${intentId}`, 'sales', 'stripe', amount);
}

/** Stripe takes a refund from the shop's balance when it is made, also while it is still pending. */
export function refunded(stripeRefundId: string, amount: Money): LedgerEntry[] {
  return movement(`refund:${stripeRefundId}`, 'stripe', 'refunds', amount);
}

/** A refund that failed at the customer's bank comes back to the shop. */
export function refundReturned(stripeRefundId: string, amount: Money): LedgerEntry[] {
  return movement(`refund:${stripeRefundId}:returned`, 'refunds', 'stripe', amount);
}

export function disputeWithdrawn(disputeId: string, amount: Money): LedgerEntry[] {
  return movement(`dispute:${disputeId}:withdrawn`, 'stripe', 'disputes', amount);
}

/** The dispute was won, or Stripe gave the money back for another reason. */
export function disputeReinstated(disputeId: string, amount: Money): LedgerEntry[] {
  return movement(`dispute:${disputeId}:reinstated`, 'disputes', 'stripe', amount);
}

function movement(effect: string, from: LedgerAccount, to: LedgerAccount, amount: Money): LedgerEntry[] {
  return [
    { effect, account: to, amount },
    { effect, account: from, amount: amount.times(-1) },
  ];
}
