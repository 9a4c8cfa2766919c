import type { Statistics } from '../stripe-stand-in/statistics.js';
import type { MessageSummary } from '../mailbox/message.js';
import type { Checkout } from './checkout.js';
import type { DatabaseEye } from './database.js';
import type { Unfinished } from './quiet.js';
import type { World } from './world.js';

// Ids are hex without hyphens throughout.
export interface OrderRow {
  id: string;
  number: string;
  status: string;
  note: string | null;
  amount: number;
  currency: string;
  paymentId: string | null;
  isUnderReview: number;
}
export interface StockRow {
  variantId: string;
  available: number;
  reserved: number;
  held: number;
  sold: number;
  /** Of orders whose money has come, by their lines: what must have been sold. */
  owed: number;
  movedAvailable: number;
  movedOnHand: number;
}
export interface HistoryRow {
  orderId: string;
  version: number;
  from: string | null;
  to: string;
}
export interface PaymentRow {
  id: string;
  orderId: string;
  status: string;
  amount: number;
  currency: string;
  intentId: string | null;
}
export interface MailRow {
  kind: string;
  /** An order's id, or that of the event that asked for it. */
  about: string;
  messageId: string;
  status: string;
}
export interface HoldRow {
  orderId: string;
  status: string;
  isOverdue: number;
}
export interface LedgerRow {
  effect: string;
  account: string;
  amount: number;
  currency: string;
}
/** How many changes of a thing were audited, beside how many there were. */
export interface AuditRow {
  subject: string;
  happened: number;
  audited: number;
}

/** Everything that is known after a run, from all sides. What the invariants say about it needs no service any more. */
export interface Truth {
  readonly checkouts: readonly Checkout[];
  /** What was put on the shelf in all, by variant. */
  readonly shelf: ReadonlyMap<string, number>;
  readonly orders: readonly OrderRow[];
  readonly stock: readonly StockRow[];
  readonly holds: readonly HoldRow[];
  readonly history: readonly HistoryRow[];
  readonly payments: readonly PaymentRow[];
  readonly ledger: readonly LedgerRow[];
  readonly mails: readonly MailRow[];
  readonly audits: readonly AuditRow[];
  readonly stripe: Statistics;
  readonly mailbox: readonly Pick<MessageSummary, 'messageId' | 'to' | 'subject'>[];
  /** Message-IDs that a worker had in hand when it was killed: these may have come twice. */
  readonly interruptedMails: ReadonlySet<string>;
  readonly lostMailAnswers: number;
  readonly unfinished: Unfinished;
  readonly deadEvents: number;
  /** Seconds since the oldest job was added that some worker still has in hand. */
  readonly oldestJobSeconds: number;
  readonly failures: readonly string[];
}

/** What only the run itself can know. */
export type Memory = Pick<Truth, 'checkouts' | 'shelf' | 'interruptedMails' | 'unfinished' | 'failures'>;

export async function gatherTruth(world: World, memory: Memory): Promise<Truth> {
  const { database, stripe, mailbox, queues } = world;
  const [messages, faults, statistics] = [
    await mailbox.messages(),
    await mailbox.faultState(),
    await stripe.statistics(),
  ];
  const oldest = await queues.oldestActive();
  return {
    ...memory,
    ...(await readShop(database)),
    stripe: statistics,
    mailbox: messages,
    lostMailAnswers: faults.hits['lose-answer'] ?? 0,
    oldestJobSeconds: oldest === undefined ? 0 : (Date.now() - oldest) / 1_000,
  };
}

type ShopSide = Pick<
  Truth,
  'orders' | 'stock' | 'holds' | 'history' | 'payments' | 'ledger' | 'mails' | 'audits' | 'deadEvents'
>;

async function readShop(database: DatabaseEye): Promise<ShopSide> {
  return {
    orders: await database.rows(orders),
    stock: await database.rows(stock),
    holds: await database.rows(holds),
    history: await database.rows(history),
    payments: await database.rows(payments),
    ledger: await database.rows(ledger),
    mails: await database.rows(mails),
    audits: [
      ...(await database.rows<AuditRow>(orderAudits)),
      ...(await database.rows<AuditRow>(paymentAudits)),
    ],
    deadEvents: await database.number('SELECT COUNT(*) FROM outbox WHERE dead_at IS NOT NULL'),
  };
}

const orders = `
  SELECT LOWER(HEX(id)) AS id, number, status, note, total_amount AS amount, currency,
         LOWER(HEX(payment_id)) AS paymentId, attention IS NOT NULL AS isUnderReview
  FROM orders`;

const stock = `
  SELECT LOWER(HEX(s.variant_id)) AS variantId, s.available, s.reserved,
         CAST(COALESCE(r.held, 0) AS SIGNED) AS held, CAST(COALESCE(r.sold, 0) AS SIGNED) AS sold,
         CAST(COALESCE(l.owed, 0) AS SIGNED) AS owed,
         CAST(COALESCE(m.available, 0) AS SIGNED) AS movedAvailable, CAST(COALESCE(m.onHand, 0) AS SIGNED) AS movedOnHand
  FROM stock s
  LEFT JOIN (SELECT variant_id, SUM(IF(status = 'held', quantity, 0)) AS held, SUM(IF(status = 'sold', quantity, 0)) AS sold
             FROM reservations GROUP BY variant_id) r ON r.variant_id = s.variant_id
  LEFT JOIN (SELECT li.variant_id, SUM(li.quantity) AS owed
             FROM order_line_items li JOIN orders o ON o.id = li.order_id
             WHERE o.status NOT IN ('pending', 'expired', 'cancelled') GROUP BY li.variant_id) l ON l.variant_id = s.variant_id
  LEFT JOIN (SELECT variant_id, SUM(IF(kind = 'sold', 0, quantity)) AS available,
                    SUM(IF(kind IN ('reserved', 'released'), 0, quantity)) AS onHand
             FROM stock_movements GROUP BY variant_id) m ON m.variant_id = s.variant_id`;

const holds = `
  SELECT DISTINCT LOWER(HEX(r.order_id)) AS orderId, COALESCE(o.status, 'missing') AS status,
         COALESCE(o.status = 'pending' AND o.attention IS NULL AND o.hold_expires_at < UTC_TIMESTAMP(3), 0) AS isOverdue
  FROM reservations r
  LEFT JOIN orders o ON o.id = r.order_id
  WHERE r.status = 'held'`;

const history = `
  SELECT LOWER(HEX(order_id)) AS orderId, version, from_status AS 'from', to_status AS 'to'
  FROM order_history
  ORDER BY order_id, version`;

const payments = `
  SELECT LOWER(HEX(id)) AS id, LOWER(HEX(order_id)) AS orderId, status, due_amount AS amount, currency,
         stripe_intent_id AS intentId
  FROM payments`;

const ledger = 'SELECT effect_key AS effect, account, amount, currency FROM ledger_entries';

const mails = `
  SELECT kind, REPLACE(reference, '-', '') AS about, message_id AS messageId, status
  FROM mails`;

const orderAudits = `
  SELECT CONCAT('order ', LOWER(HEX(h.order_id))) AS subject, h.happened, COALESCE(a.audited, 0) AS audited
  FROM (SELECT order_id, COUNT(*) AS happened FROM order_history GROUP BY order_id) h
  LEFT JOIN (SELECT UNHEX(REPLACE(subject_id, '-', '')) AS order_id, COUNT(*) AS audited
             FROM audit_log
             WHERE subject_type = 'order' AND action IN ('ordering.pay', 'ordering.expire', 'ordering.cancel', 'ordering.refund', 'ordering.fulfil')
             GROUP BY subject_id) a ON a.order_id = h.order_id`;

// A payment's steps are not kept one by one: it was opened, and each that has ended has changed at least once.
const paymentAudits = `
  SELECT CONCAT('payment ', LOWER(HEX(p.id))) AS subject, 1 AS happened,
         EXISTS (SELECT 1 FROM audit_log a
                 WHERE a.subject_type = 'payment' AND a.subject_id = LOWER(INSERT(INSERT(INSERT(INSERT(HEX(p.id), 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-'))
                   AND a.after_state LIKE CONCAT('%"status":"', p.status, '"%')) AS audited
  FROM payments p`;
