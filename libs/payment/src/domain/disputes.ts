import type { DisputeReport } from './dispute.js';
import type { PaymentId } from './ids.js';

export abstract class Disputes {
  /** Stores what Stripe says of it now, and its ledger entries, in the caller's unit of work. */
  abstract put(paymentId: PaymentId, report: DisputeReport): Promise<void>;
}
