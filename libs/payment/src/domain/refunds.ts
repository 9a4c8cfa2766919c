import type { PaymentId, RefundId } from './ids.js';
import type { Refund } from './refund.js';

export abstract class Refunds {
  /** @returns false if there is one with this key already */
  abstract add(refund: Refund): Promise<boolean>;

  /** Row, ledger entries and events in the caller's unit of work. */
  abstract save(refund: Refund): Promise<void>;

  /** Locks the rows; the caller holds the lock of the payment, so that two reporters can't both add one. */
  abstract ofPayment(paymentId: PaymentId): Promise<Refund[]>;

  /** Without a lock. */
  abstract withKey(idempotencyKey: string): Promise<Refund | undefined>;

  /** Without a lock. */
  abstract find(id: RefundId): Promise<Refund | undefined>;

  /** Refunds whose outcome is open and whose time to be asked about has come; sets their next one. */
  abstract takeDue(limit: number): Promise<RefundId[]>;
}
