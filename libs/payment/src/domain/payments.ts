import type { PaymentId } from './ids.js';
import type { Payment } from './payment.js';

/** What Stripe calls the thing that an event is about, and what our metadata on it says. */
export interface PaymentClues {
  readonly intentId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly chargeId?: string | undefined;
  readonly refundId?: string | undefined;
  readonly disputeId?: string | undefined;
  /** `payment_id` of the metadata. */
  readonly paymentId?: string | undefined;
}

export abstract class Payments {
  /** Row, events and audit in the caller's unit of work. @returns false if another request took this place of the order first */
  abstract add(payment: Payment): Promise<boolean>;

  /** Locks the row until the unit of work ends. @throws PaymentNotFound */
  abstract get(id: PaymentId): Promise<Payment>;

  /** Row, ledger entries, events and audit in the caller's unit of work. */
  abstract save(payment: Payment): Promise<void>;

  /** Without a lock. @throws PaymentNotFound */
  abstract find(id: PaymentId): Promise<Payment>;

  /** All payments of an order, the first one first; without a lock. */
  abstract ofOrder(orderId: string): Promise<Payment[]>;

  /** Whether an open payment exists; waits for transactions that are opening one right now. */
  abstract hasOpen(orderId: string): Promise<boolean>;

  /** By stored ids of Stripe first, since disputes and dashboard refunds carry no metadata of ours; then by the metadata. */
  abstract match(clues: PaymentClues): Promise<PaymentId | undefined>;

  /** Takes payments whose time to be asked about has come, and sets their next one. In a unit of work of its own. */
  abstract takeDue(limit: number): Promise<PaymentId[]>;
}
