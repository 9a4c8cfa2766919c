import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HoldNotOver, OrderNotFound, OrderTransitionRefused, OrderUnderReview } from '#ordering';
import { newId } from '#shared-kernel';
import { eventually } from '../../support/eventually.js';
import { OrderingTest, type Buyer, type OrderAnswer } from './support.js';

let shop: OrderingTest;

beforeAll(async () => {
  shop = await OrderingTest.start();
}, 60_000);
afterAll(() => shop.close());

const guestOrder = async (n: number, quantity = 1): Promise<{ guest: Buyer; order: OrderAnswer }> => {
  const guest = await shop.buyer().puts(shop.article(n).id, quantity);
  return { guest, order: await guest.orders() };
};
const becomes = (guest: Buyer, order: OrderAnswer, status: string): Promise<OrderAnswer> =>
  eventually(async () => {
    const now = await guest.sees(order.id);
    if (now.status !== status) throw new Error(`The order is ${now.status}, not ${status}.`);
    return now;
  }, 10_000);
const told = (type: string, order: OrderAnswer, count = 1): Promise<Record<string, unknown>[]> =>
  eventually(async () => {
    const events = await shop.events(type, order.id);
    if (events.length < count) throw new Error(`${type} was told ${events.length} times.`);
    return events;
  }, 10_000);
const expires = async (order: OrderAnswer): Promise<void> => {
  await shop.holdRunsOut(order.id);
  await shop.ordering.expire(order.id);
};

describe('money that comes', () => {
  it('pays the order, sells the goods, closes the cart, and tells what a confirmation needs', async () => {
    const { guest, order } = await guestOrder(0, 2);
    const paymentId = await shop.moneyComes(order);
    const paid = await becomes(guest, order, 'paid');
    expect(paid.holdExpiresAt).toBeNull();
    expect(paid.paidAt).not.toBeNull();
    expect({ ...paid, status: 'pending', paidAt: null, holdExpiresAt: order.holdExpiresAt }).toEqual({
      ...order,
      orderToken: undefined,
    });
    expect(await shop.cartStatus(order.id)).toBe('closed');
    const [event] = await told('ordering.order-paid', order);
    expect(event).toMatchObject({
      paymentId,
      pageToken: expect.stringMatching(new RegExp(`^${order.id}\\.`)),
      email: guest.email,
      locale: 'en-US',
    });
    // A mail is passed on: its link opens a page for reading, not the order.
    expect(event!['pageToken']).not.toBe(order.orderToken);
    expect(await shop.history(order.id)).toEqual([
      { from: 'pending', to: 'paid', actor: 'system:payment', reason: `payment ${paymentId}` },
    ]);
    expect(await shop.audited(order.id)).toEqual(['ordering.pay']);
  });

  it('pays once, told three times at once', async () => {
    const { guest, order } = await guestOrder(1);
    const paymentId = newId();
    await Promise.all([1, 2, 3].map(() => shop.moneyComes(order, { paymentId })));
    await becomes(guest, order, 'paid');
    await eventually(async () => {
      const [open] = await shop.database.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM outbox WHERE type = ? AND done_at IS NULL AND payload LIKE ?',
        ['payment.payment-succeeded', `%${order.id}%`],
      );
      if (open!.n > 0) throw new Error(`${open!.n} events are not consumed yet.`);
    });
    expect(await shop.events('ordering.order-paid', order.id)).toHaveLength(1);
    expect(await shop.history(order.id)).toHaveLength(1);
  });

  it('from a second payment is to be given back', async () => {
    const { guest, order } = await guestOrder(1);
    await shop.moneyComes(order);
    await becomes(guest, order, 'paid');
    const paymentId = await shop.moneyComes(order);
    expect(await told('ordering.payment-not-accepted', order)).toEqual([
      { orderId: order.id, number: order.number, paymentId, reason: 'already-paid' },
    ]);
    expect(await shop.audited(order.id)).toContain('ordering.refuse-payment');
  });

  it.each([
    ['one cent too little', (total: number) => ({ amount: total - 1 })],
    ['another currency', () => ({ currency: 'EUR' })],
  ])('as %s waits for staff, and so does the order', async (_, difference) => {
    const { guest, order } = await guestOrder(2);
    const before = await shop.available(shop.article(2).id);
    await shop.moneyComes(order, difference(order.totals.total.amount));
    await told('ordering.payment-held', order);
    expect(await guest.sees(order.id)).toMatchObject({ status: 'pending', holdExpiresAt: null });
    expect(await shop.audited(order.id)).toEqual(['ordering.hold-payment']);
    expect(await shop.ordering.overdue(100)).not.toContain(order.id);
    expect((await shop.ordering.find(order.id))?.isPayable).toBe(false);
    await expect(shop.ordering.expire(order.id)).rejects.toThrow(OrderUnderReview);
    const by = { actor: 'guest', reason: 'no' };
    await expect(shop.ordering.cancel(order.id, by)).rejects.toThrow(OrderUnderReview);
    expect(await shop.available(shop.article(2).id)).toBe(before);
  });

  it('late, with the goods still there, pays all the same', async () => {
    const { guest, order } = await guestOrder(3);
    await expires(order);
    const before = await shop.available(shop.article(3).id);
    await shop.moneyComes(order);
    await becomes(guest, order, 'paid');
    expect(await shop.available(shop.article(3).id)).toBe(before - 1);
    expect((await shop.history(order.id)).map(({ to }) => to)).toEqual(['expired', 'paid']);
    expect(await shop.cartStatus(order.id)).toBe('open');
  });

  it('late, with the goods gone, is to be given back, and the order stays as it is', async () => {
    const { guest, order } = await guestOrder(4);
    await shop.ordering.cancel(order.id, { actor: 'guest', reason: 'changed my mind' });
    await shop.stocks(shop.article(4).id, 0);
    const paymentId = await shop.moneyComes(order);
    expect(await told('ordering.payment-not-accepted', order)).toEqual([
      { orderId: order.id, number: order.number, paymentId, reason: 'out-of-stock' },
    ]);
    expect((await guest.sees(order.id)).status).toBe('cancelled');
    expect(await shop.events('ordering.order-paid', order.id)).toEqual([]);
    await shop.stocks(shop.article(4).id, 20);
    await shop.moneyComes(order, { paymentId });
    await shop.moneyComes(order, { amount: 1, paymentId: newId() });
    await told('ordering.payment-held', order);
    expect((await guest.sees(order.id)).status).toBe('cancelled');
  });
});

describe('an order that nobody pays', () => {
  it('is overdue when its hold is over by the database’s clock, not before', async () => {
    const { order } = await guestOrder(5);
    expect(await shop.ordering.overdue(100)).not.toContain(order.id);
    await expect(shop.ordering.expire(order.id)).rejects.toThrow(HoldNotOver);
    await shop.holdRunsOut(order.id);
    expect(await shop.ordering.overdue(100)).toContain(order.id);
    expect((await shop.ordering.find(order.id))?.isPayable).toBe(false);
    await shop.ordering.expire(order.id);
    expect(await shop.ordering.overdue(100)).not.toContain(order.id);
  });

  it('gives back its goods and its cart, once', async () => {
    const { guest, order } = await guestOrder(6, 3);
    const held = await shop.available(shop.article(6).id);
    await shop.holdRunsOut(order.id);
    await Promise.all([1, 2, 3, 4].map(() => shop.ordering.expire(order.id)));
    expect(await shop.available(shop.article(6).id)).toBe(held + 3);
    expect(await shop.cartStatus(order.id)).toBe('open');
    expect((await guest.sees(order.id)).status).toBe('expired');
    expect(await shop.events('ordering.order-expired', order.id)).toHaveLength(1);
    expect(await shop.history(order.id)).toHaveLength(1);
    expect(await shop.audited(order.id)).toEqual(['ordering.expire']);
  });

  it('can be cancelled, which the history tells', async () => {
    const { order } = await guestOrder(7);
    const by = { actor: 'guest', reason: 'changed my mind' };
    await shop.ordering.cancel(order.id, by);
    await shop.ordering.cancel(order.id, by);
    expect((await shop.history(order.id)).at(-1)).toEqual({ from: 'pending', to: 'cancelled', ...by });
    expect(await shop.events('ordering.order-cancelled', order.id)).toHaveLength(1);
    await shop.holdRunsOut(order.id);
    await expect(shop.ordering.expire(order.id)).rejects.toThrow(OrderTransitionRefused);
  });

  it('that nobody knows can’t be ended', async () => {
    await expect(shop.ordering.expire(newId())).rejects.toThrow(OrderNotFound);
    await expect(shop.ordering.cancel('x', { actor: 'a', reason: 'b' })).rejects.toThrow(OrderNotFound);
  });
});

describe('money and expiry at the same moment', () => {
  it('leave each order paid, or ended with its goods back; never both', async () => {
    const article = shop.article(8);
    await shop.stocks(article.id, 24);
    const orders = await Promise.all(Array.from({ length: 12 }, () => guestOrder(8)));
    await Promise.all(orders.map(({ order }) => shop.holdRunsOut(order.id)));
    await Promise.all(
      orders.flatMap(({ order }) => [
        shop.moneyComes(order),
        shop.ordering.expire(order.id).catch((error: unknown) => {
          if (!(error instanceof OrderTransitionRefused)) throw error;
        }),
      ]),
    );
    // There is enough for all: whoever expired first is paid by the late money.
    await Promise.all(orders.map(({ guest, order }) => becomes(guest, order, 'paid')));
    expect(await shop.available(article.id)).toBe(12);
    const [sold] = await shop.database.query<{ sold: number }>(
      `SELECT CAST(SUM(quantity) AS SIGNED) AS sold FROM reservations r
       JOIN variants v ON v.id = r.variant_id WHERE v.sku = ? AND r.status = 'sold'`,
      [article.sku],
    );
    expect(sold?.sold).toBe(12);
  });
});
