import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { clientOf, noRedirects, payment, refusal, until } from './support.js';

let standIn: StandIn;
let stripe: Stripe;

beforeAll(async () => {
  standIn = await startStandIn({ settleMs: 30 });
  stripe = clientOf(standIn);
});

afterAll(() => standIn.close());

const intentOf = (amount: number, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', ...noRedirects, ...more });

describe('refunds', () => {
  it('give back in parts until nothing is left', async () => {
    const { id } = await payment(stripe, 'pm_card_visa', 2000);
    await stripe.refunds.create({ payment_intent: id, amount: 500, metadata: { refund_id: 'r1' } });
    await stripe.refunds.create({ payment_intent: id, amount: 500 });
    const tooMuch = await refusal(stripe.refunds.create({ payment_intent: id, amount: 1001 }));
    expect(tooMuch.message).toBe(
      'Refund amount ($10.01) is greater than unrefunded amount on charge ($10.00)',
    );
    const rest = await stripe.refunds.create({ payment_intent: id, expand: ['charge'] });
    expect(rest).toMatchObject({
      amount: 1000,
      status: 'succeeded',
      charge: { amount_refunded: 2000, refunded: true },
    });
    expect((await refusal(stripe.refunds.create({ payment_intent: id }))).code).toBe(
      'charge_already_refunded',
    );
    expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(3);
  });

  it('can be pending, then succeed', async () => {
    const { id } = await payment(stripe, 'pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await until(async () => (await stripe.refunds.retrieve(refund.id)).status === 'succeeded');
  });

  it('can look fine, then fail, and the charge is not refunded after all', async () => {
    const { id } = await payment(stripe, 'pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe('succeeded');
    await until(async () => (await stripe.refunds.retrieve(refund.id)).status === 'failed');
    const { latest_charge } = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(latest_charge).toMatchObject({ amount_refunded: 0, refunded: false });
  });

  it('are refused for what was not paid, and while the bank disputes the payment', async () => {
    const { id } = await intentOf(1999);
    expect((await refusal(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400);
    const disputed = await payment(stripe, 'pm_card_createDispute');
    expect((await refusal(stripe.refunds.create({ payment_intent: disputed.id }))).code).toBe(
      'charge_disputed',
    );
  });
});

describe('disputes', () => {
  it.each([
    ['won', ['charge.dispute.funds_reinstated', 'charge.dispute.closed']],
    ['lost', ['charge.dispute.closed']],
  ] as const)('are opened by the card for it, and %s by the control', async (outcome, told) => {
    const { id } = await payment(stripe, 'pm_card_createDispute', 3000);
    const dispute = (await stripe.disputes.list({ payment_intent: id })).data[0];
    expect(dispute).toMatchObject({ amount: 3000, status: 'needs_response', payment_intent: id });
    const closed = await standIn.control.closeDispute(dispute?.id ?? '', outcome);
    expect(closed.status).toBe(outcome);
    const { data } = await stripe.events.list({ type: 'charge.dispute.*', limit: 100 });
    const types = data
      .filter(({ data: { object } }) => 'id' in object && object.id === dispute?.id)
      .map(({ type }) => type);
    expect(types.toReversed()).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      ...told,
    ]);
  });
});

describe('lists', () => {
  it('come newest first, by pages, and the SDK walks through all of them', async () => {
    const customer = await stripe.customers.create({ email: 'list@example.test' });
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1)
      made.push((await intentOf(1000 + count, { customer: customer.id })).id);
    const seen: string[] = [];
    for await (const { id } of stripe.paymentIntents.list({ customer: customer.id, limit: 3 })) seen.push(id);
    expect(seen).toEqual(made.toReversed());
    const middle = await stripe.paymentIntents.list({
      customer: customer.id,
      limit: 2,
      ending_before: made[1],
    });
    expect(middle.data.map(({ id }) => id)).toEqual([made[3], made[2]]);
  });

  it('are narrowed by time and by type of event', async () => {
    const { created } = await payment(stripe, 'pm_card_visa');
    const { data } = await stripe.events.list({
      types: ['payment_intent.succeeded'],
      created: { gte: created },
      limit: 100,
    });
    expect(data.length).toBeGreaterThan(0);
    expect(data.every(({ type }) => type === 'payment_intent.succeeded')).toBe(true);
    expect((await stripe.events.list({ created: { gt: created + 3600 } })).data).toEqual([]);
    expect(await stripe.events.retrieve(data[0]?.id ?? '')).toMatchObject({ id: data[0]?.id });
  });
});

describe('the statistics', () => {
  it('tell what was truly charged and refunded, per currency and per intent', async () => {
    const own = await startStandIn();
    const client = clientOf(own);
    const { id } = await client.paymentIntents.create({
      amount: 800,
      currency: 'eur',
      metadata: { order_id: '9' },
      ...noRedirects,
    });
    await refusal(client.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }));
    await client.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    await client.refunds.create({ payment_intent: id, amount: 300 });
    const figures = await (await fetch(`${own.url}/_control/statistics`)).json();
    expect(figures).toMatchObject({
      currencies: { eur: { charged: 800, refunded: 300, charges: 1, refunds: 1 } },
      paymentIntents: [
        {
          id,
          metadata: { order_id: '9' },
          status: 'succeeded',
          amount: 800,
          succeededCharges: 1,
          failedCharges: 1,
        },
      ],
      requests: { 'payment_intents.confirm': 2 },
    });
    expect(await (await fetch(own.url)).text()).toContain('€8.00');
    expect((await fetch(`${own.url}/health`)).status).toBe(200);
    await own.close();
  });
});
