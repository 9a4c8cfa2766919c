import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { PaymentTest, type StartedPayment } from './support.js';

interface RefundRow {
  status: string;
  amount: number;
  reason: string;
  source: string;
  idempotency_key: string;
}

let shop: PaymentTest;
let order: string;
let payment: StartedPayment;

beforeAll(async () => {
  shop = await PaymentTest.start();
});
beforeEach(() => {
  order = shop.placeOrder();
});
afterAll(() => shop.close());

async function paid(card = 'pm_card_visa'): Promise<string> {
  payment = await shop.starts(order);
  const { id } = await shop.confirms(payment, card);
  await shop.sees(order, 'succeeded');
  return id;
}

const refunds = (): Promise<RefundRow[]> =>
  shop.database.query<RefundRow>(
    `SELECT r.status, r.amount, r.reason, r.source, r.idempotency_key
     FROM refunds r JOIN payments p ON p.id = r.payment_id
     WHERE p.order_id = UNHEX(REPLACE(?, '-', ''))
     ORDER BY r.created_at`,
    [order],
  );

const isNotAccepted = (reason = 'out-of-stock'): Promise<void> =>
  shop.publishes('ordering.payment-not-accepted', {
    ...{ orderId: order, number: 'TP-1', paymentId: payment.id, reason },
  });

/** The ledger of this payment, per account. */
async function ledger(): Promise<Record<string, number>> {
  const rows = await shop.database.query<{ account: string; amount: string }>(
    `SELECT account, SUM(amount) AS amount FROM ledger_entries
     WHERE payment_id = UNHEX(REPLACE(?, '-', '')) GROUP BY account`,
    [payment.id],
  );
  return Object.fromEntries(rows.map(({ account, amount }) => [account, Number(amount)]));
}

async function refundedOf(intent: string): Promise<number> {
  const { data } = await shop.stripe.refunds.list({ payment_intent: intent });
  return data.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0);
}

describe('a payment that its order could not take', () => {
  it('is refunded in full, by itself and once', async () => {
    const intent = await paid();
    await isNotAccepted();
    await isNotAccepted(); // ordering tells it once, but a restored backup may tell it again
    await shop.quiet();
    expect(await refunds()).toEqual([
      {
        ...{ status: 'succeeded', amount: 4_200, reason: 'out-of-stock', source: 'shop' },
        idempotency_key: `refund:late:${intent}`,
      },
    ]);
    expect(await refundedOf(intent)).toBe(4_200);
    expect(await ledger()).toEqual({ stripe: 0, sales: -4_200, refunds: 4_200 });
    const told = (await shop.events('payment.payment-refunded')).filter(({ orderId }) => orderId === order);
    expect(told).toMatchObject([
      { paymentId: payment.id, amount: 4_200, currency: 'USD', reason: 'out-of-stock' },
    ]);
    expect((await shop.payments(order)).items).toMatchObject([{ refunded: { amount: 4_200 } }]);
  });

  it('is refunded once although the answer got lost', async () => {
    const intent = await paid();
    shop.standIn.control.fault({ kind: 'lost', operation: 'refunds.create', times: 3 });
    await isNotAccepted();
    await shop.quiet();
    expect(await refundedOf(intent)).toBe(4_200);
    expect(await refunds()).toMatchObject([{ status: 'succeeded' }]);
    expect(await ledger()).toEqual({ stripe: 0, sales: -4_200, refunds: 4_200 });
  });

  it('is refunded after an outage, by the reconciliation if need be', async () => {
    const intent = await paid();
    shop.standIn.control.fault({ kind: 'status-429', operation: 'refunds.create', times: 1 });
    await isNotAccepted();
    await eventually(async () => expect(await refunds()).toMatchObject([{ status: 'requested' }]));
    await shop.letTimePass(60);
    await shop.reconcile();
    expect(await refundedOf(intent)).toBe(4_200);
    await shop.quiet();
    expect(await refunds()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('gives back only what staff have not given back already', async () => {
    const intent = await paid();
    await shop.stripe.refunds.create({ payment_intent: intent, amount: 1_200 });
    await shop.quiet();
    await isNotAccepted('already-paid');
    await shop.quiet();
    expect((await refunds()).map(({ amount, source }) => [amount, source])).toEqual([
      [1_200, 'stripe'],
      [3_000, 'shop'],
    ]);
    expect(await refundedOf(intent)).toBe(4_200);
    expect(await ledger()).toEqual({ stripe: 0, sales: -4_200, refunds: 4_200 });
  });

  it('that is disputed is left to staff: Stripe refuses the refund', async () => {
    await paid('pm_card_createDispute');
    await isNotAccepted();
    await shop.quiet();
    expect(await refunds()).toMatchObject([{ status: 'failed' }]);
    const [row] = await shop.database.query<{ status: string; closed_at: Date | null }>(
      "SELECT status, closed_at FROM disputes WHERE payment_id = UNHEX(REPLACE(?, '-', ''))",
      [payment.id],
    );
    expect(row).toEqual({ status: 'needs_response', closed_at: null });
    expect(await ledger()).toEqual({ stripe: 0, sales: -4_200, disputes: 4_200 });
  });
});

describe("refunds made in Stripe's dashboard", () => {
  it('are taken over, two equal ones as two', async () => {
    const intent = await paid();
    await shop.stripe.refunds.create({ payment_intent: intent, amount: 500 });
    await shop.stripe.refunds.create({ payment_intent: intent, amount: 500 });
    await shop.quiet();
    expect((await refunds()).map(({ amount, status, source }) => [amount, status, source])).toEqual([
      [500, 'succeeded', 'stripe'],
      [500, 'succeeded', 'stripe'],
    ]);
    expect(await ledger()).toEqual({ stripe: 3_200, sales: -4_200, refunds: 1_000 });
    expect((await shop.payments(order)).items).toMatchObject([{ refunded: { amount: 1_000 } }]);
  });

  it('that fail later bring the money back', async () => {
    const intent = await paid('pm_card_refundFail');
    const { id } = await shop.stripe.refunds.create({ payment_intent: intent });
    await shop.quiet();
    expect(await ledger()).toEqual({ stripe: 0, sales: -4_200, refunds: 4_200 });
    await shop.standIn.control.decideRefund(id, 'failed');
    await shop.quiet();
    expect(await refunds()).toMatchObject([{ status: 'failed' }]);
    expect(await ledger()).toEqual({ stripe: 4_200, sales: -4_200, refunds: 0 });
    expect((await shop.payments(order)).items).toMatchObject([{ refunded: { amount: 0 } }]);
  });

  it('that take their time are followed to their end', async () => {
    const intent = await paid('pm_card_pendingRefund');
    const { id } = await shop.stripe.refunds.create({ payment_intent: intent });
    await shop.quiet();
    expect(await refunds()).toMatchObject([{ status: 'pending' }]);
    await shop.standIn.control.decideRefund(id, 'succeeded');
    await shop.quiet();
    expect(await refunds()).toMatchObject([{ status: 'succeeded' }]);
  });
});

describe('a dispute', () => {
  it.each([
    ['won', { stripe: 4_200, sales: -4_200, disputes: 0 }],
    ['lost', { stripe: 0, sales: -4_200, disputes: 4_200 }],
  ] as const)('that is %s goes to the ledger', async (outcome, expected) => {
    const intent = await paid('pm_card_createDispute');
    await shop.quiet();
    const { data } = await shop.stripe.disputes.list({ payment_intent: intent });
    await shop.standIn.control.closeDispute(data[0]!.id, outcome);
    await shop.quiet();
    const rows = await shop.database.query<{ status: string; closed_at: Date | null }>(
      "SELECT status, closed_at FROM disputes WHERE payment_id = UNHEX(REPLACE(?, '-', ''))",
      [payment.id],
    );
    expect(rows).toEqual([{ status: outcome, closed_at: expect.any(Date) }]);
    expect(await ledger()).toEqual(expected);
  });
});

describe('all that happened here', () => {
  it('is the same at Stripe and in the ledger, which sums to zero', async () => {
    await shop.quiet();
    const total = await shop.ledger();
    const { charged, refunded } = shop.truth;
    expect(-total['sales']!).toBe(charged);
    expect(total['refunds']).toBe(refunded);
    expect(Object.values(total).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  });

  it('has an audit row for every transition', async () => {
    const [row] = await shop.database.query<{ payments: number; audited: number }>(
      `SELECT (SELECT COUNT(*) FROM payments WHERE status = 'succeeded') AS payments,
              (SELECT COUNT(*) FROM audit_log
               WHERE action = 'payment.change-status' AND after_state LIKE '%"succeeded"%') AS audited`,
    );
    expect(row?.audited).toBe(row?.payments);
  });
});
