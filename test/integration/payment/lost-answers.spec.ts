import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PaymentTest, sessionOf } from './support.js';

let shop: PaymentTest;

beforeAll(async () => {
  shop = await PaymentTest.start({ STRIPE_TIMEOUT_MS: '1500' });
});
beforeEach(() => shop.startOver());
afterAll(() => shop.close());

const create = {
  payment_intent: 'payment_intents.create',
  checkout_session: 'checkout.sessions.create',
} as const;

describe.each(['payment_intent', 'checkout_session'] as const)('a lost answer to making a %s', (method) => {
  const operation = create[method];
  const madeAtStripe = async (): Promise<number> =>
    method === 'payment_intent'
      ? shop.truth.intents
      : (await shop.stripe.checkout.sessions.list({ limit: 10 })).data.length;

  it('is asked for again by the SDK under the same key', async () => {
    shop.standIn.control.fault({ kind: 'lost', operation });
    await shop.starts(shop.placeOrder(), method);
    expect(await madeAtStripe()).toBe(1);
  });

  it('leaves the payment unknown, and the next request finds the one that was made', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'lost', operation, times: 3 });
    expect(await shop.tries(order, method)).toMatchObject({
      status: 503,
      body: { code: 'payment.provider-unavailable' },
    });
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'unknown' }]);
    await shop.starts(order, method);
    expect(await madeAtStripe()).toBe(1);
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'requires_payment_method' }]);
  });

  it('is found by the reconciliation', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'lost', operation, times: 3 });
    await shop.tries(order, method);
    await shop.letTimePass(60);
    expect(await shop.reconcile()).toMatchObject({ asked: 1, failed: 0 });
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'requires_payment_method' }]);
    expect(await madeAtStripe()).toBe(1);
  });

  it('is found by its metadata once the key is too old to be used again', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'lost', operation, times: 3 });
    await shop.tries(order, method);
    await shop.letTimePass(24 * 3_600);
    await shop.reconcile();
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'requires_payment_method' }]);
    expect(await madeAtStripe()).toBe(1);
  });

  it('that was a 500 and made nothing is given up; the next request makes the next payment', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'status-500', operation });
    expect((await shop.tries(order, method)).status).toBe(503);
    const { id } = await shop.starts(order, method);
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'canceled' }, { id }]);
    expect(await madeAtStripe()).toBe(1);
  });

  it('that was a 500 although it was made is found by its metadata', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'status-500', operation, applied: true });
    expect((await shop.tries(order, method)).status).toBe(503);
    await shop.starts(order, method);
    expect((await shop.payments(order)).items).toMatchObject([{ status: 'requires_payment_method' }]);
    expect(await madeAtStripe()).toBe(1);
  });
});

describe('an answer that is lost after the charge', () => {
  it('leaves one charge, a settled payment and a ledger that agrees', async () => {
    shop.standIn.control.webhooks({ off: true });
    const order = shop.placeOrder();
    const payment = await shop.starts(order);
    shop.standIn.control.fault({ kind: 'lost', operation: 'payment_intents.confirm', times: 2 });
    await expect(shop.confirms(payment)).rejects.toThrow(/connection/);
    expect(shop.truth).toMatchObject({ charges: 1, charged: 4_200 });
    // The customer does not know and tries again; the shop neither.
    await expect(shop.confirms(payment)).rejects.toThrow(/already succeeded/);
    expect(await shop.starts(order)).toMatchObject({ id: payment.id, status: 'succeeded' });
    expect(await shop.tries(order)).toMatchObject({ body: { code: 'payment.already-paid' } });
    expect(shop.truth.charges).toBe(1);
    expect(await shop.ledger()).toEqual({ stripe: 4_200, sales: -4_200 });
  });
});

describe('while Stripe is away', () => {
  it.each([
    ['answers 429', { kind: 'status-429', times: 5 } as const],
    // The SDK would try a third time; nobody waits for that.
    ['hangs', { kind: 'hang', times: 5 } as const, 2],
    ['cuts the connection', { kind: 'lost', times: 5 } as const],
  ])('and %s, paying answers 503 soon, and works again afterwards', async (_, fault, most = fault.times) => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ ...fault, operation: 'payment_intents.*' });
    const struck = (): number => shop.standIn.control.statistics().faults[fault.kind] ?? 0;
    const before = struck();
    const answer = await shop.tries(order);
    expect(answer).toMatchObject({ status: 503, body: { code: 'payment.provider-unavailable' } });
    expect(struck() - before).toBeLessThanOrEqual(most);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    shop.standIn.control.clearFaults();
    await shop.confirms(await shop.starts(order));
    await shop.sees(order, 'succeeded');
    // The SDK goes on trying for a while after we have given up; under the same key that makes nothing new.
    expect(shop.atStripe(order)).toEqual({ intents: 1, charges: 1 });
  });

  it('webhooks wait and are worked on afterwards', async () => {
    const order = shop.placeOrder();
    const payment = await shop.starts(order);
    shop.standIn.control.fault({ kind: 'status-500', operation: 'payment_intents.retrieve', times: 2 });
    await shop.confirms(payment);
    await shop.sees(order, 'succeeded');
  });

  it('the reconciliation stops and goes on at its next turn', async () => {
    const orders = Array.from({ length: 10 }, () => shop.placeOrder());
    for (const order of orders) await shop.starts(order);
    await shop.letTimePass(60);
    shop.standIn.control.fault({ kind: 'status-429', operation: 'payment_intents.retrieve', times: 100 });
    const stopped = await shop.reconcile();
    expect(stopped).toMatchObject({ settled: 0, failed: 0 });
    expect(stopped.asked).toBeLessThan(orders.length);
    shop.standIn.control.clearFaults();
    await shop.letTimePass(60);
    expect(await shop.reconcile()).toMatchObject({ asked: orders.length, failed: 0 });
  });
});

describe('without any webhook', () => {
  beforeEach(() => {
    shop.standIn.control.webhooks({ off: true });
  });

  it('the reconciliation settles what was paid', async () => {
    const orders = Array.from({ length: 3 }, () => shop.placeOrder());
    const [intent, session, unpaid] = [
      await shop.starts(orders[0]!),
      await shop.starts(orders[1]!, 'checkout_session'),
      await shop.starts(orders[2]!),
    ];
    await shop.confirms(intent);
    await shop.paysOnPage(session);
    await shop.letTimePass(60);
    expect(await shop.reconcile()).toEqual({ asked: 3, settled: 2, failed: 0 });
    expect((await shop.events('payment.payment-succeeded')).map(({ paymentId }) => paymentId).sort()).toEqual(
      [intent.id, session.id].sort(),
    );
    expect((await shop.payments(orders[2]!)).items).toMatchObject([
      { id: unpaid.id, status: 'requires_payment_method' },
    ]);
  });

  it('asks about what is open only when it is due, and never about what is final', async () => {
    const order = shop.placeOrder();
    const payment = await shop.starts(order);
    expect(await shop.reconcile()).toMatchObject({ asked: 0 });
    await shop.confirms(payment);
    await shop.letTimePass(60);
    expect(await shop.reconcile()).toMatchObject({ asked: 1, settled: 1 });
    await shop.letTimePass(60);
    expect(await shop.reconcile()).toMatchObject({ asked: 0 });
  });

  it('the comparison with the list of events takes in what was missed, once', async () => {
    const order = shop.placeOrder();
    await shop.confirms(await shop.starts(order));
    expect(await shop.recoverEvents()).toBe(1);
    await shop.sees(order, 'succeeded');
    expect(await shop.recoverEvents()).toBe(0);
    const sources = await shop.database.query('SELECT source FROM payment_events');
    expect(sources).toEqual([{ source: 'events-list' }]);
  });
});

describe('what is asked of Stripe', () => {
  it('repeats itself to the letter, so that the key is not refused', async () => {
    const order = shop.placeOrder();
    shop.standIn.control.fault({ kind: 'lost', operation: 'checkout.sessions.create', times: 3 });
    await shop.tries(order, 'checkout_session');
    shop.ordering.change(order, { email: 'other@example.test', number: 'TP-X', holdExpiresAt: new Date() });
    const { checkoutUrl } = await shop.starts(order, 'checkout_session', { returnUrl: 'http://shop.test/a' });
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(checkoutUrl));
    expect(session.customer_email).toBe('ada@example.test');
  });
});
