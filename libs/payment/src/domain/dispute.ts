import type { Money } from '#shared-kernel';
import { disputeReinstated, disputeWithdrawn, type LedgerEntry } from './ledger.js';

/** What Stripe said of a dispute. It has no state of its own here: Stripe's is stored as it is. */
export interface DisputeReport {
  readonly id: string;
  /** Stripe's, e.g. `needs_response`, `won`, `lost`. */
  readonly status: string;
  readonly reason: string;
  readonly amount: Money;
  readonly openedAt: Date;
  readonly evidenceDueAt: Date | null;
  readonly isClosed: boolean;
  /** Stripe has taken the money; not so for mere inquiries. */
  readonly isWithdrawn: boolean;
  /** Stripe has given it back. */
  readonly isReinstated: boolean;
}

/** What the dispute has moved so far; the ledger records each effect once. */
export function entriesOf({ id, amount, isWithdrawn, isReinstated }: DisputeReport): LedgerEntry[] {
  return [
    ...(isWithdrawn ? disputeWithdrawn(id, amount) : []),
    ...(isReinstated ? disputeReinstated(id, amount) : []),
  ];
}
