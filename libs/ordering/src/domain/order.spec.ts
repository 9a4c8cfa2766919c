import { describe, expect, it } from '@jest/globals';
import { Money } from '#shared-kernel';
import type {
  OrderCancelled,
  OrderExpired,
  OrderPaid,
  OrderPlaced,
  PaymentHeld,
  PaymentNotAccepted,
} from '../events.js';
import { anItem, anOrder, aPayment, usd } from '../testing/order.builder.js';
import { orderStatuses, nextStatuses, type OrderStatus } from './order-status.js';
import { HoldNotOver, OrderTransitionRefused, OrderUnderReview } from './order.errors.js';
import type { Order } from './order.js';

const placedAt = new Date('2026-03-01T09:00:00.000Z');
const inTime = new Date('2026-03-01T09:29:59.999Z');
const tooLate = new Date('2026-03-01T09:30:00.000Z');

const steps: Partial<Record<OrderStatus, (order: Order) => unknown>> = {
  paid: (order) => order.pay({ paymentId: aPayment(), at: inTime, pageToken: 'token' }),
  expired: (order) => order.expire(tooLate),
  cancelled: (order) => order.cancel({ actor: 'guest', reason: 'changed my mind', at: inTime }),
};

/** Written out once more, by hand: the table itself is what is checked. */
const allowed = [
  'pending→paid',
  'pending→expired',
  'pending→cancelled',
  'expired→paid',
  'cancelled→paid',
  'paid→fulfilled',
  'paid→partially-refunded',
  'paid→refunded',
  'fulfilled→partially-refunded',
  'fulfilled→refunded',
  'partially-refunded→fulfilled',
  'partially-refunded→partially-refunded',
  'partially-refunded→refunded',
];

const eventOf = (order: Order): unknown => order.releaseEvents().at(-1);

describe('the states of an order', () => {
  it('follow one another as the table says, and in no other way', () => {
    const table = orderStatuses.flatMap((from) => nextStatuses(from).map((to) => `${from}→${to}`));
    expect(table.sort()).toEqual([...allowed].sort());
  });

  for (const from of orderStatuses) {
    for (const [to, step] of Object.entries(steps) as [OrderStatus, (order: Order) => unknown][]) {
      const isRepeated = from === to && to !== 'paid';
      const isAllowed = allowed.includes(`${from}→${to}`);
      if (isRepeated) {
        it(`take it as done when it is ${to} already`, () => {
          const order = anOrder({ status: from });
          expect(step(order)).toBe(false);
          expect(order.releaseTransitions()).toEqual([]);
          expect(order.releaseEvents()).toEqual([]);
        });
      } else if (isAllowed) {
        it(`go from ${from} to ${to}, which the history tells`, () => {
          const order = anOrder({ status: from });
          step(order);
          expect(order.status).toBe(to);
          expect(order.releaseTransitions()).toEqual([expect.objectContaining({ version: 1, from, to })]);
          expect(order.holdExpiresAt).toBeNull();
        });
      } else {
        it(`do not go from ${from} to ${to}`, () => {
          const order = anOrder({ status: from });
          expect(() => step(order)).toThrow(OrderTransitionRefused);
          expect(order.status).toBe(from);
          expect(order.releaseTransitions()).toEqual([]);
          expect(order.releaseEvents()).toEqual([]);
        });
      }
    }
  }
});

describe('placing an order', () => {
  it('holds the goods for the minutes that the shop gives, and tells what was ordered', () => {
    const lamp = anItem({ quantity: 2 });
    const order = anOrder({ placedAt, items: [lamp, anItem({ quantity: 3 })], holdMinutes: 30 });
    expect(order.holdExpiresAt).toEqual(tooLate);
    expect(order.itemCount).toBe(5);
    const event: OrderPlaced = eventOf(order) as OrderPlaced;
    expect(event).toEqual({
      type: 'ordering.order-placed',
      sensitive: true,
      payload: {
        orderId: order.id,
        number: order.number,
        customerId: null,
        email: 'ada@example.test',
        total: order.totals.total.amount,
        currency: 'USD',
        lines: order.lines.map(({ variantId, productId, quantity }) => ({ variantId, productId, quantity })),
      },
    });
    expect(order.releaseTransitions()).toEqual([]);
  });

  it('keeps what was agreed on', () => {
    const [line] = anOrder({ items: [anItem({ sku: 'LAMP', unitPrice: usd(1000), quantity: 2 })] }).lines;
    expect(line).toMatchObject({ sku: 'LAMP', name: 'Desk lamp', variantName: 'Brass', position: 1 });
    expect(line?.lineTotal).toEqual(usd(2000));
    expect(line?.tax).toEqual(usd(145));
    expect(line?.taxRate).toEqual({ label: 'Sales tax (CA)', basisPoints: 725 });
  });
});

describe('paying an order', () => {
  it('tells all that the confirmation needs', () => {
    const order = anOrder({ customerId: null });
    const paymentId = aPayment();
    order.pay({ paymentId, at: inTime, pageToken: 'token' });
    const event: OrderPaid = eventOf(order) as OrderPaid;
    expect(event).toEqual({
      type: 'ordering.order-paid',
      sensitive: true,
      payload: {
        orderId: order.id,
        number: order.number,
        customerId: null,
        email: 'ada@example.test',
        locale: 'en-US',
        placedAt: placedAt.toISOString(),
        paidAt: inTime.toISOString(),
        paymentId,
        currency: 'USD',
        lines: [
          {
            variantId: order.lines[0]?.variantId,
            productId: order.lines[0]?.productId,
            sku: 'LAMP-BRASS',
            name: 'Desk lamp',
            variantName: 'Brass',
            quantity: 1,
            unitPrice: 1999,
            lineTotal: 1999,
          },
        ],
        totals: { subtotal: 1999, discount: 0, shipping: 599, tax: 145, total: 2743 },
        shippingAddress: order.shippingAddress,
        shippingMethod: 'Standard',
        pageToken: 'token',
      },
    });
    expect(order.paidAt).toEqual(inTime);
  });

  it('names the payment in the history', () => {
    const order = anOrder({ status: 'pending' });
    const paymentId = aPayment();
    order.pay({ paymentId, at: inTime, pageToken: 'token' });
    expect(order.releaseTransitions()[0]).toMatchObject({
      actor: 'system:payment',
      reason: `payment ${paymentId}`,
    });
  });
});

describe('judging a payment', () => {
  const right = (order: Order) => ({ paymentId: aPayment(), amount: order.totals.total });

  it('finds it on time while the order waits, even after the hold has run out', () => {
    const order = anOrder();
    expect(order.judge(right(order))).toBe('on-time');
  });

  it.each(['expired', 'cancelled'] as const)('finds it late when the order is %s', (status) => {
    const order = anOrder({ status });
    expect(order.judge(right(order))).toBe('late');
  });

  it.each(['paid', 'fulfilled', 'partially-refunded', 'refunded'] as const)(
    'finds it superfluous when the order is %s',
    (status) => {
      const order = anOrder({ status });
      expect(order.judge(right(order))).toBe('superfluous');
    },
  );

  it.each([
    ['one cent less', usd(2742)],
    ['one cent more', usd(2744)],
    ['another currency', Money.of(2743, 'EUR')],
  ])('refuses %s', (_, amount) => {
    expect(anOrder().judge({ paymentId: aPayment(), amount })).toBe('wrong-amount');
  });

  it('knows the payment that paid the order', () => {
    const order = anOrder();
    const payment = right(order);
    order.pay({ paymentId: payment.paymentId, at: inTime, pageToken: 'token' });
    expect(order.judge(payment)).toBe('known');
    expect(order.judge(right(order))).toBe('superfluous');
  });

  it('knows a payment that was refused, so that a refunded one never pays the order', () => {
    const order = anOrder({ status: 'expired' });
    const payment = right(order);
    order.refusePayment(payment.paymentId, 'out-of-stock');
    expect(order.judge(payment)).toBe('known');
    expect(order.judge(right(order))).toBe('late');
  });
});

describe('refusing a payment', () => {
  it('asks for its refund and leaves the order as it is', () => {
    const order = anOrder({ status: 'cancelled' });
    const paymentId = aPayment();
    order.refusePayment(paymentId, 'out-of-stock');
    const event: PaymentNotAccepted = eventOf(order) as PaymentNotAccepted;
    expect(event).toEqual({
      type: 'ordering.payment-not-accepted',
      payload: { orderId: order.id, number: order.number, paymentId, reason: 'out-of-stock' },
    });
    expect(order.status).toBe('cancelled');
    expect(order.releaseTransitions()).toEqual([]);
  });
});

describe('a payment of the wrong amount', () => {
  const underReview = (): {
    order: Order;
    payment: { paymentId: ReturnType<typeof aPayment>; amount: ReturnType<typeof usd> };
  } => {
    const order = anOrder({ status: 'pending' });
    const payment = { paymentId: aPayment(), amount: usd(1) };
    order.holdForReview(payment);
    return { order, payment };
  };

  it('is told to staff, with what was expected', () => {
    const { order, payment } = underReview();
    const event: PaymentHeld = eventOf(order) as PaymentHeld;
    expect(event.payload).toEqual({
      orderId: order.id,
      number: order.number,
      paymentId: payment.paymentId,
      expected: { amount: 2743, currency: 'USD' },
      received: { amount: 1, currency: 'USD' },
    });
  });

  it('keeps the goods for as long as staff need, and the order from ending by itself', () => {
    const { order } = underReview();
    expect(order.status).toBe('pending');
    expect(order.holdExpiresAt).toBeNull();
    expect(() => order.expire(tooLate)).toThrow(OrderUnderReview);
    expect(() => order.cancel({ actor: 'guest', reason: 'no', at: tooLate })).toThrow(OrderUnderReview);
  });

  it('is known the second time, and does not keep the right amount from paying', () => {
    const { order, payment } = underReview();
    expect(order.judge(payment)).toBe('known');
    expect(order.judge({ paymentId: aPayment(), amount: order.totals.total })).toBe('on-time');
  });
});

describe('expiring an order', () => {
  it('waits until the hold is over', () => {
    const order = anOrder({ status: 'pending' });
    expect(() => order.expire(inTime)).toThrow(HoldNotOver);
    expect(order.status).toBe('pending');
  });

  it('tells what went back on the shelf', () => {
    const order = anOrder({ status: 'pending' });
    expect(order.expire(tooLate)).toBe(true);
    const event: OrderExpired = eventOf(order) as OrderExpired;
    expect(event.type).toBe('ordering.order-expired');
    expect(event.payload).toEqual({
      orderId: order.id,
      number: order.number,
      customerId: null,
      email: 'ada@example.test',
      reason: 'not paid in time',
      lines: [{ variantId: order.lines[0]?.variantId, productId: order.lines[0]?.productId, quantity: 1 }],
    });
  });
});

describe('cancelling an order', () => {
  it('does not wait for the hold, and tells who and why', () => {
    const order = anOrder({ status: 'pending' });
    expect(order.cancel({ actor: 'guest', reason: 'changed my mind', at: inTime })).toBe(true);
    expect(order.releaseTransitions()[0]).toMatchObject({ actor: 'guest', reason: 'changed my mind' });
    const event: OrderCancelled = eventOf(order) as OrderCancelled;
    expect(event).toMatchObject({ type: 'ordering.order-cancelled', payload: { reason: 'changed my mind' } });
  });
});
