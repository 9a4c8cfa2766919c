import type { Checkout } from './checkout.js';
import type { Encounters } from './client.js';
import type { Hits } from './faults/fault.js';
import { hexOf, isSettled, type Violation } from './invariants/violation.js';
import type { Truth } from './truth.js';

export interface Counts {
  /** Checkouts that were begun. */
  readonly tried: number;
  /** Orders that were answered with 201. */
  readonly acknowledged: number;
  /** Orders in the database, acknowledged or not. */
  readonly placed: number;
  readonly paid: number;
  readonly expired: number;
  readonly cancelled: number;
  /** Payments that went back. */
  readonly refunded: number;
  readonly declined: number;
  /** Confirmations in the mail box, repeated ones too. */
  readonly mails: number;
}

export interface FaultResult {
  readonly number: number;
  readonly title: string;
  readonly hits: Hits;
  readonly counts: Counts;
  readonly encounters: Encounters;
  readonly violations: readonly Violation[];
  readonly seconds: number;
  readonly quietAfterSeconds: number;
}

/** Of one fault's checkouts. */
export function countsOf(truth: Truth, checkouts: readonly Checkout[]): Counts {
  const keys = new Set(checkouts.map(({ key }) => key));
  const orders = truth.orders.filter(({ note }) => note !== null && keys.has(note));
  const ids = new Set(orders.map(({ id }) => id));
  const intents = truth.stripe.paymentIntents.filter(({ metadata }) =>
    ids.has(hexOf(metadata['order_id'] ?? '')),
  );
  const names = new Set(truth.mails.filter(({ about }) => ids.has(about)).map(({ messageId }) => messageId));
  const withStatus = (wanted: string): number => orders.filter(({ status }) => status === wanted).length;
  return {
    tried: checkouts.length,
    acknowledged: checkouts.filter(({ order }) => order !== undefined).length,
    placed: orders.length,
    paid: orders.filter(({ status }) => isSettled(status)).length,
    expired: withStatus('expired'),
    cancelled: withStatus('cancelled'),
    refunded: intents.filter(({ refunded }) => refunded > 0).length,
    declined: intents.reduce((sum, { failedCharges }) => sum + failedCharges, 0),
    mails: truth.mailbox.filter(({ messageId }) => names.has(messageId)).length,
  };
}
