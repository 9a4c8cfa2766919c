import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { PaymentTest, sessionOf, type StartedPayment } from './support.js';

let shop: PaymentTest;
let order: string;

beforeAll(async () => {
  shop = await PaymentTest.start();
});
beforeEach(() => {
  order = shop.placeOrder();
});
afterEach(() => {
  shop.ordering.beforeEnd = () => Promise.resolve();
  shop.standIn.control.clearFaults();
  shop.standIn.control.webhooks({});
});
afterAll(() => shop.close());

const lastStatus = async (): Promise<string | undefined> => (await shop.payments(order)).items.at(-1)?.status;

describe('cancelling an order', () => {
  it('cancels its intent at Stripe first', async () => {
    const payment = await shop.starts(order);
    expect(await shop.cancels(order)).toMatchObject({
      status: 200,
      body: { orderId: order, status: 'cancelled' },
    });
    expect(await lastStatus()).toBe('canceled');
    await expect(shop.confirms(payment)).rejects.toThrow(/canceled/);
  });

  it('expires its session at Stripe first', async () => {
    const payment = await shop.starts(order, 'checkout_session');
    await shop.cancels(order);
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(payment.checkoutUrl));
    expect(session.status).toBe('expired');
    await expect(shop.paysOnPage(payment)).rejects.toThrow(/expired/);
  });

  it('expires the session, not the intent, while the bank asks the customer', async () => {
    const payment = await shop.starts(order, 'checkout_session');
    await shop.paysOnPage(payment, 'pm_card_threeDSecure2Required');
    expect(await shop.cancels(order)).toMatchObject({ status: 200 });
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(payment.checkoutUrl));
    expect(session.status).toBe('expired');
  });

  it('needs no Stripe if nobody has begun to pay, and may be asked twice', async () => {
    shop.standIn.control.fault({ kind: 'status-429', operation: '*' });
    expect(await shop.cancels(order)).toMatchObject({ status: 200 });
    expect(await shop.cancels(order)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('is refused when the money has come, which is settled then', async () => {
    shop.standIn.control.webhooks({ off: true });
    const payment = await shop.starts(order);
    await shop.confirms(payment);
    expect(await shop.cancels(order)).toMatchObject({ status: 409, body: { code: 'payment.already-paid' } });
    expect(shop.ordering.statusOf(order)).toBe('pending');
    expect(await lastStatus()).toBe('succeeded');
  });

  it.each(['payment_intent', 'checkout_session'] as const)(
    'is refused while a payment by %s is being processed',
    async (method) => {
      const payment = await shop.starts(order, method);
      if (method === 'payment_intent') await shop.confirms(payment, 'pm_card_async');
      else await shop.paysOnPage(payment, 'pm_card_async');
      expect(await shop.cancels(order)).toMatchObject({ status: 409, body: { code: 'payment.in-progress' } });
      expect(shop.ordering.statusOf(order)).toBe('pending');
    },
  );

  it('changes nothing while Stripe is away', async () => {
    await shop.starts(order);
    shop.standIn.control.fault({ kind: 'status-429', operation: 'payment_intents.cancel' });
    expect(await shop.cancels(order)).toMatchObject({
      status: 503,
      body: { code: 'payment.provider-unavailable' },
    });
    expect(shop.ordering.statusOf(order)).toBe('pending');
    expect(await shop.cancels(order)).toMatchObject({ status: 200 });
  });

  it('finds a payment whose answer got lost, and stops it', async () => {
    shop.standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', times: 3 });
    await shop.tries(order);
    expect(await lastStatus()).toBe('unknown');
    expect(await shop.cancels(order)).toMatchObject({ status: 200 });
    const { data } = await shop.stripe.paymentIntents.list({ limit: 1 });
    expect(data).toMatchObject([{ status: 'canceled', metadata: { order_id: order } }]);
  });

  it('looks again when a payment is opened in the same moment', async () => {
    let rivals = 0;
    shop.ordering.beforeEnd = async () => {
      rivals += 1;
      if (rivals === 1) await shop.starts(order);
    };
    expect(await shop.cancels(order)).toMatchObject({ status: 200 });
    expect(rivals).toBe(2);
    expect(await lastStatus()).toBe('canceled');
  });

  it('is for its customer, its guest and the staff', async () => {
    const customerId = newId();
    const { orderId } = shop.ordering.place({ customerId });
    const asked = (headers: Record<string, string>) =>
      shop.client.send('POST', `/v1/orders/${orderId}/cancellation`, { reason: 'Too late' }, headers);
    expect(await asked({})).toMatchObject({ status: 404 });
    expect(await asked({ authorization: shop.bearer(newId()) })).toMatchObject({ status: 404 });
    const staff = shop.bearer(newId(), 'orders:place orders:manage');
    expect(await asked({ authorization: staff })).toMatchObject({ status: 200 });
    expect(await asked({ authorization: shop.bearer(customerId) })).toMatchObject({ status: 200 });
  });

  it.each([[{ reason: '' }], [{ reason: null }], [{ reason: 'x'.repeat(201) }], [{ cause: 'none' }]])(
    'refuses %j',
    async (body) => {
      const path = `/v1/orders/${order}/cancellation`;
      expect(await shop.client.send('POST', path, body)).toMatchObject({ status: 400 });
    },
  );
});

describe('the expiry of orders whose time is over', () => {
  it('stops their payments and ends them', async () => {
    const payment = await shop.starts(order);
    shop.ordering.holdEnds(order);
    expect(await shop.expire()).toMatchObject({ expired: 1 });
    expect(shop.ordering.statusOf(order)).toBe('expired');
    await expect(shop.confirms(payment)).rejects.toThrow(/canceled/);
    expect(await lastStatus()).toBe('canceled');
  });

  it('leaves alone what was paid in the last moment, and settles it', async () => {
    shop.standIn.control.webhooks({ off: true });
    await shop.confirms(await shop.starts(order));
    shop.ordering.holdEnds(order);
    expect(await shop.expire()).toMatchObject({ expired: 0 });
    expect(shop.ordering.statusOf(order)).toBe('pending');
    expect(await lastStatus()).toBe('succeeded');
  });

  it('leaves alone what is being processed, and is not blocked by it', async () => {
    const slow = Array.from({ length: 3 }, () => shop.placeOrder());
    for (const id of slow) {
      await shop.confirms(await shop.starts(id), 'pm_card_async');
      shop.ordering.holdEnds(id);
    }
    shop.ordering.holdEnds(order);
    const result = await shop.expire();
    expect(result.kept).toBeGreaterThanOrEqual(3);
    expect(shop.ordering.statusOf(order)).toBe('expired');
    expect(slow.map((id) => shop.ordering.statusOf(id))).toEqual(['pending', 'pending', 'pending']);
    for (const id of slow) shop.ordering.change(id, { isOverdue: false });
  });

  it('releases nothing that Stripe knows of while Stripe is away, and all the rest', async () => {
    await shop.starts(order);
    const unpaid = shop.placeOrder();
    for (const id of [order, unpaid]) shop.ordering.holdEnds(id);
    shop.standIn.control.fault({ kind: 'status-429', operation: 'payment_intents.cancel' });
    expect(await shop.expire()).toMatchObject({ expired: 1, postponed: 1 });
    expect(shop.ordering.statusOf(order)).toBe('pending');
    expect(shop.ordering.statusOf(unpaid)).toBe('expired');
    expect(await shop.expire()).toMatchObject({ expired: 1, postponed: 0 });
  });

  it('races with the customer: each order is paid or released, never both, never neither', async () => {
    const orders = Array.from({ length: 16 }, () => shop.placeOrder());
    const payments = await Promise.all(orders.map((id) => shop.starts(id)));
    for (const id of orders) shop.ordering.holdEnds(id);
    const pays = (payment: StartedPayment | undefined): Promise<string | undefined> =>
      shop.confirms(payment!).then(
        ({ id }) => id,
        () => undefined,
      );
    // The expiry begins at one end, the customers at the other. One of each is over before the other begins: both happen, however
    // the rest turns out.
    const attempts = [await pays(payments.at(-1))];
    const expiry = shop.expire();
    const rest = payments.slice(1, -1).map(async (payment, index) => {
      await new Promise((resolve) => setTimeout(resolve, (orders.length - index) * 12));
      return pays(payment);
    });
    attempts.push(...(await Promise.all(rest)));
    await expiry;
    attempts.push(await pays(payments[0]));
    await shop.expire();
    await shop.quiet();
    const paid = attempts.filter((each) => typeof each === 'string');
    const told = (await shop.events('payment.payment-succeeded')).map(({ orderId }) => orderId);
    const outcomes = orders.map((id) => ({
      paid: told.filter((orderId) => orderId === id).length,
      status: shop.ordering.statusOf(id),
    }));
    expect(outcomes.filter((each) => each.paid === 1)).toHaveLength(paid.length);
    for (const { paid: times, status } of outcomes) expect(status).toBe(times === 1 ? 'pending' : 'expired');
    // Both must have happened, or nothing raced.
    expect(paid.length).toBeGreaterThan(0);
    expect(paid.length).toBeLessThan(orders.length);
  });

  it('ends a payment whose request was never answered, by the key or by the metadata', async () => {
    shop.standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', times: 3 });
    await shop.tries(order);
    await shop.letTimePass(25 * 3_600);
    shop.ordering.holdEnds(order);
    expect(await shop.expire()).toMatchObject({ expired: 1 });
    const { data } = await shop.stripe.paymentIntents.list({ limit: 1 });
    expect(data).toMatchObject([{ status: 'canceled', metadata: { order_id: order } }]);
  });
});
