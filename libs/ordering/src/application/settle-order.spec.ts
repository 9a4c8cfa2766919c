import { beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { InMemoryShop } from '../testing/in-memory-shop.js';
import { inCalifornia, standardShipping } from '../testing/order.builder.js';
import { OrderNotFound } from '../domain/order.errors.js';
import type { Order } from '../domain/order.js';
import { CancelOrder } from './cancel-order.js';
import { ExpireOrder } from './expire-order.js';
import { PlaceOrder } from './place-order.js';
import { SettleOrder, type Once } from './settle-order.js';

let shop: InMemoryShop;
let settleOrder: SettleOrder;
let lamp: string;
let order: Order;

const once: Once = (work) => shop.unitOfWork.run(work);

const pays = async (payment: Partial<Parameters<SettleOrder['execute']>[0]> = {}): Promise<string> => {
  const { amount, currency } = order.totals.total;
  const paymentId = payment.paymentId ?? newId();
  await settleOrder.execute({ orderId: order.id, amount, currency, ...payment, paymentId }, once);
  return paymentId;
};
const expires = (): Promise<void> => {
  shop.orders.time = new Date('2026-03-01T09:30:00.000Z');
  return new ExpireOrder(shop.unitOfWork, shop.orders, shop.inventory, shop.carts).execute(order.id);
};
const isCancelled = (): Promise<void> =>
  new CancelOrder(shop.unitOfWork, shop.orders, shop.inventory, shop.carts).execute({
    orderId: order.id,
    actor: 'guest',
    reason: 'changed my mind',
  });
const now = (): Order => shop.orders.one();

beforeEach(async () => {
  shop = new InMemoryShop();
  settleOrder = new SettleOrder(
    shop.orders,
    shop.inventory,
    shop.carts,
    shop.auditLog,
    shop.keys,
    shop.config(),
  );
  lamp = shop.sells('LAMP', { stock: 1 });
  order = await new PlaceOrder(
    shop.unitOfWork,
    shop.carts,
    shop.priceCart,
    shop.orders,
    shop.inventory,
    shop.config(),
  ).execute({
    customerId: null,
    email: 'ada@example.test',
    locale: 'en-US',
    cart: { cartId: shop.hasCart([lamp, 1]) },
    shippingAddress: inCalifornia,
    shippingMethodId: standardShipping.id,
    note: null,
  });
});

describe('a payment that succeeds', () => {
  it('pays the order, sells the goods and closes the cart', async () => {
    const paymentId = await pays();
    expect(now().status).toBe('paid');
    expect(shop.hold(order.id)).toBe('sold');
    expect(shop.cartStatus(order.cartId)).toBe('closed');
    expect(shop.orders.eventsOf('ordering.order-paid')).toEqual([
      expect.objectContaining({ paymentId, pageToken: `order-page token of ${order.id}` }),
    ]);
  });

  it('does so once, however often it is told', async () => {
    const paymentId = await pays();
    await pays({ paymentId });
    await pays({ paymentId });
    expect(shop.orders.eventsOf('ordering.order-paid')).toHaveLength(1);
    expect(shop.orders.history.map(({ to }) => to)).toEqual(['paid']);
  });

  it('does so after the hold has run out, as long as nobody has ended the order', async () => {
    shop.orders.time = new Date('2026-03-02T09:00:00.000Z');
    await pays();
    expect(now().status).toBe('paid');
  });

  it('is refused when another one has paid the order', async () => {
    await pays();
    const second = await pays();
    expect(shop.orders.eventsOf('ordering.payment-not-accepted')).toEqual([
      { orderId: order.id, number: order.number, paymentId: second, reason: 'already-paid' },
    ]);
    expect(now().status).toBe('paid');
    expect(shop.audit).toMatchObject([{ action: 'ordering.refuse-payment', subjectId: order.id }]);
  });

  it('of an order that nobody knows is an error, to be looked at', async () => {
    await expect(pays({ orderId: newId() })).rejects.toThrow(OrderNotFound);
  });
});

describe.each([
  ['amount', { amount: 1 }],
  ['currency', { currency: 'EUR' }],
])('a payment of another %s', (_, difference) => {
  it('is held for staff: nothing is sold, nothing is given back', async () => {
    const paymentId = await pays(difference);
    expect(now()).toMatchObject({ status: 'pending', isUnderReview: true });
    expect(shop.hold(order.id)).toBe('held');
    expect(shop.orders.eventsOf('ordering.payment-held')).toEqual([expect.objectContaining({ paymentId })]);
    expect(shop.orders.eventsOf('ordering.order-paid')).toEqual([]);
    expect(shop.audit).toMatchObject([{ action: 'ordering.hold-payment' }]);
  });

  it('is told to staff once', async () => {
    const paymentId = await pays(difference);
    await pays({ ...difference, paymentId });
    expect(shop.orders.eventsOf('ordering.payment-held')).toHaveLength(1);
  });
});

describe.each([
  ['expired', expires],
  ['was cancelled', isCancelled],
])('a payment that comes after the order %s', (_, ends) => {
  beforeEach(() => ends());

  it('finds the goods and the cart given back', () => {
    expect(shop.available(lamp)).toBe(1);
    expect(shop.cartStatus(order.cartId)).toBe('open');
  });

  it('pays it after all while the goods are there, and leaves the cart to the shopper', async () => {
    await pays();
    expect(now()).toMatchObject({ status: 'paid', holdExpiresAt: null });
    expect(shop.hold(order.id)).toBe('sold');
    expect(shop.available(lamp)).toBe(0);
    expect(shop.cartStatus(order.cartId)).toBe('open');
  });

  it('is refused when the goods are gone, and leaves the order as it was', async () => {
    const { status } = now();
    shop.stocks(lamp, 0);
    const paymentId = await pays();
    expect(now().status).toBe(status);
    expect(shop.orders.eventsOf('ordering.payment-not-accepted')).toEqual([
      { orderId: order.id, number: order.number, paymentId, reason: 'out-of-stock' },
    ]);
    expect(shop.orders.eventsOf('ordering.order-paid')).toEqual([]);
    expect(shop.audit).toMatchObject([{ action: 'ordering.refuse-payment', before: { status } }]);
  });

  it('stays refused when the goods come back: its money is on the way home', async () => {
    shop.stocks(lamp, 0);
    const paymentId = await pays();
    shop.stocks(lamp, 5);
    await pays({ paymentId });
    expect(now().status).not.toBe('paid');
    expect(shop.available(lamp)).toBe(5);
  });
});

describe('ending an order', () => {
  it('twice gives the goods back once', async () => {
    await expires();
    await expires();
    expect(shop.available(lamp)).toBe(1);
    expect(shop.orders.eventsOf('ordering.order-expired')).toHaveLength(1);
  });

  it('is refused once it is paid', async () => {
    await pays();
    await expect(expires()).rejects.toMatchObject({ code: 'ordering.transition-refused' });
    await expect(isCancelled()).rejects.toMatchObject({ code: 'ordering.transition-refused' });
    expect(shop.hold(order.id)).toBe('sold');
  });

  it('is refused before its time', async () => {
    const expireOrder = new ExpireOrder(shop.unitOfWork, shop.orders, shop.inventory, shop.carts);
    await expect(expireOrder.execute(order.id)).rejects.toMatchObject({ code: 'ordering.hold-not-over' });
    expect(shop.hold(order.id)).toBe('held');
  });
});
