import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { newId } from '#shared-kernel';
import { idToBytes } from '#platform/database/id-column.js';
import type { Answer, Problem } from '../../support/http.js';
import { intentOf, PaymentTest, webhookSecrets } from './support.js';

let shop: PaymentTest;

beforeAll(async () => {
  shop = await PaymentTest.start();
});
afterEach(() => {
  shop.standIn.control.webhooks({});
});
afterAll(() => shop.close());

interface Forgery {
  secret?: string;
  livemode?: boolean;
  type?: string;
  object?: object;
  id?: string;
  timestamp?: number;
}

/** A webhook as somebody else could send it; by default rightly signed. */
function sends(forgery: Forgery = {}, change = (body: string): string => body): Promise<Answer<Problem>> {
  const { secret = webhookSecrets[0], livemode = false, type = 'payment_intent.succeeded' } = forgery;
  const object = forgery.object ?? { id: 'pi_of_somebody_else', object: 'payment_intent', metadata: {} };
  const created = Math.floor(Date.now() / 1_000);
  const id = forgery.id ?? `evt_${newId()}`;
  const payload = JSON.stringify({ id, object: 'event', created, livemode, type, data: { object } }, null, 2);
  const signature = new Stripe('sk_test_x').webhooks.generateTestHeaderString({
    payload,
    secret,
    ...(forgery.timestamp === undefined ? {} : { timestamp: forgery.timestamp }),
  });
  return shop.client.send('POST', '/v1/webhooks/stripe', change(payload), {
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': signature,
  });
}

const inbox = (): Promise<{ type: string; outcome: string | null; source: string }[]> =>
  shop.database.query('SELECT type, outcome, source FROM payment_events ORDER BY received_at');

describe('webhooks that come three times each and shuffled', () => {
  it('settle every payment once', async () => {
    shop.standIn.control.webhooks({ duplicates: 2, shuffle: true });
    const orders = Array.from({ length: 12 }, () => shop.placeOrder());
    await Promise.all(
      orders.map(async (order, index) => {
        const payment = await shop.starts(order, index % 2 === 0 ? 'payment_intent' : 'checkout_session');
        if (index % 2 === 0) {
          await expect(shop.confirms(payment, 'pm_card_chargeDeclined')).rejects.toThrow(/declined/);
          await shop.confirms(payment);
        } else await shop.paysOnPage(payment);
      }),
    );
    await shop.quiet();
    for (const order of orders) await shop.sees(order, 'succeeded');
    const told = await shop.events('payment.payment-succeeded');
    expect(told.map(({ orderId }) => orderId).sort()).toEqual(orders.toSorted());
    const { duplicates, reordered } = shop.standIn.control.statistics().webhooks;
    expect(duplicates).toBeGreaterThan(24);
    expect(reordered).toBeGreaterThan(0);
    expect(await shop.ledger()).toEqual({ stripe: shop.truth.charged, sales: -shop.truth.charged });
    const events = await inbox();
    expect(events.filter(({ outcome }) => outcome !== 'recorded')).toEqual([]);
  });

  it('have no effect when they are sent again later', async () => {
    const written = async (): Promise<object> => ({
      inbox: (await inbox()).length,
      jobs: (await shop.events('payment.webhook-received')).length,
      ledger: await shop.ledger(),
    });
    const before = await written();
    await shop.standIn.control.redeliver({ times: 2 });
    await shop.quiet();
    expect(await written()).toEqual(before);
  });
});

describe('a webhook', () => {
  it('that comes before our own request has been answered is settled all the same', async () => {
    const order = shop.placeOrder();
    // The intent is made, and its answer is on its way for so long that the money is faster.
    shop.standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', times: 3 });
    expect((await shop.tries(order)).status).toBe(503);
    const { data } = await shop.stripe.paymentIntents.list({ limit: 1 });
    await shop.confirms({ id: '', status: '', returnPage: '', clientSecret: data[0]!.client_secret! });
    await shop.sees(order, 'succeeded');
  });

  it('about nothing of ours is accepted and ignored', async () => {
    const strangers = [
      { object: { id: 'pi_x', object: 'payment_intent', metadata: { payment_id: newId() } } },
      { object: { id: 'pi_y', object: 'payment_intent', metadata: { payment_id: "' OR 1=1 --" } } },
      { object: { id: 'pi_z', object: 'payment_intent' } },
      { type: 'charge.dispute.created', object: { id: 'du_x', object: 'dispute', charge: 'ch_x' } },
    ];
    const before = (await inbox()).length;
    for (const stranger of strangers) expect(await sends(stranger)).toMatchObject({ status: 200 });
    await shop.quiet();
    expect((await inbox()).slice(before).map(({ outcome }) => outcome)).toEqual(
      strangers.map(() => 'foreign'),
    );
  });

  it('of a type that the shop does not act on is accepted and forgotten', async () => {
    const before = (await inbox()).length;
    expect(
      await sends({ type: 'customer.created', object: { id: 'cus_1', object: 'customer' } }),
    ).toMatchObject({
      status: 200,
    });
    expect(await inbox()).toHaveLength(before);
  });

  it('tells events apart whose ids differ in a capital letter only', async () => {
    const before = (await inbox()).length;
    await sends({ id: 'evt_1abcdefGH' });
    await sends({ id: 'evt_1ABCDEFgh' });
    expect(await inbox()).toHaveLength(before + 2);
  });

  it('is not limited in number', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => sends({ id: 'evt_the_same' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('a forged webhook', () => {
  const hour = Math.floor(Date.now() / 1_000) - 3_600;
  it.each<[string, () => Promise<Answer<Problem>>]>([
    ['signed with another secret', () => sends({ secret: 'whsec_of_somebody_else' })],
    ['changed on its way', () => sends({}, (body) => body.replace('pi_of_somebody_else', 'pi_of_the_thief'))],
    ['only written in another way', () => sends({}, (body) => JSON.stringify(JSON.parse(body)))],
    ['replayed after an hour', () => sends({ timestamp: hour })],
    ['without a signature', () => shop.client.send('POST', '/v1/webhooks/stripe', { id: 'evt_1' })],
    [
      'with nonsense for a signature',
      () => shop.client.send('POST', '/v1/webhooks/stripe', {}, { 'stripe-signature': 't=1,v1=,v0' }),
    ],
    [
      'without a body',
      () => shop.client.send('POST', '/v1/webhooks/stripe', undefined, { 'stripe-signature': 't=1' }),
    ],
  ])('is refused when it is %s', async (_, send) => {
    const before = (await inbox()).length;
    expect(await send()).toMatchObject({ status: 400, body: { code: 'payment.bad-signature' } });
    expect(await inbox()).toHaveLength(before);
  });

  it('is refused when it is of the other mode', async () => {
    expect(await sends({ livemode: true })).toMatchObject({
      status: 400,
      body: { code: 'payment.wrong-mode' },
    });
  });

  it('can not settle a payment: the event is a hint, Stripe is asked', async () => {
    const order = shop.placeOrder();
    const { id, clientSecret } = await shop.starts(order);
    const object = {
      id: intentOf(clientSecret),
      object: 'payment_intent',
      status: 'succeeded',
      amount_received: 4_200,
    };
    await sends({ object });
    await shop.quiet();
    expect((await shop.payments(order)).items).toMatchObject([{ id, status: 'requires_payment_method' }]);
  });
});

describe('the inbox', () => {
  it('keeps what finds the payment, and nothing about people', async () => {
    const order = shop.placeOrder();
    const { id } = await shop.starts(order);
    const { clientSecret } = await shop.starts(order);
    await shop.confirms({ id, status: '', returnPage: '', clientSecret: clientSecret! });
    await shop.sees(order, 'succeeded');
    await shop.quiet();
    const rows = await shop.database.query<Record<string, unknown>>(
      'SELECT * FROM payment_events WHERE payment_id = ?',
      [idToBytes(id)],
    );
    expect(rows).toMatchObject([
      { type: 'payment_intent.succeeded', source: 'webhook', outcome: 'recorded' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('@');
  });
});
