import type { DomainEvent, Money } from '#shared-kernel';
import type { CustomerId, OrderId, PaymentId } from './ids.js';
import type { OrderLine } from './order-line.js';
import type { OrderTotals } from './pricing.js';
import type { ChosenShipping, ShippingAddress } from './shipping.js';

/** What the events tell of an order. The payloads are published in events.ts; the order's spec holds the two together. */
interface Facts {
  readonly id: OrderId;
  readonly number: string;
  readonly customerId: CustomerId | null;
  readonly email: string;
  readonly locale: string;
  readonly placedAt: Date;
  readonly lines: readonly OrderLine[];
  readonly totals: OrderTotals;
  readonly shippingAddress: ShippingAddress;
  readonly shippingMethod: ChosenShipping;
}

export function orderPlaced(order: Facts): DomainEvent {
  const { amount: total, currency } = order.totals.total;
  const payload = { ...buyerOf(order), total, currency, lines: order.lines.map(itemOf) };
  return { type: 'ordering.order-placed', sensitive: true, payload };
}

export function orderPaid(
  order: Facts,
  { paymentId, paidAt, pageToken }: { paymentId: PaymentId; paidAt: Date; pageToken: string },
): DomainEvent {
  const { subtotal, discount, shipping, tax, total } = order.totals;
  const payload = {
    ...buyerOf(order),
    locale: order.locale,
    placedAt: order.placedAt.toISOString(),
    paidAt: paidAt.toISOString(),
    paymentId,
    currency: total.currency,
    lines: order.lines.map((line) => ({
      ...itemOf(line),
      sku: line.sku,
      name: line.name,
      variantName: line.variantName,
      unitPrice: line.unitPrice.amount,
      lineTotal: line.lineTotal.amount,
    })),
    totals: {
      subtotal: subtotal.amount,
      discount: discount.amount,
      shipping: shipping.amount,
      tax: tax.amount,
      total: total.amount,
    },
    shippingAddress: order.shippingAddress,
    shippingMethod: order.shippingMethod.name,
    pageToken,
  };
  return { type: 'ordering.order-paid', sensitive: true, payload };
}

export function orderExpired(order: Facts, reason: string): DomainEvent {
  return { type: 'ordering.order-expired', sensitive: true, payload: ended(order, reason) };
}

export function orderCancelled(order: Facts, reason: string): DomainEvent {
  return { type: 'ordering.order-cancelled', sensitive: true, payload: ended(order, reason) };
}

export function paymentNotAccepted(
  { id, number }: Facts,
  paymentId: PaymentId,
  reason: 'out-of-stock' | 'already-paid',
): DomainEvent {
  return { type: 'ordering.payment-not-accepted', payload: { orderId: id, number, paymentId, reason } };
}

export function paymentHeld(order: Facts, paymentId: PaymentId, received: Money): DomainEvent {
  const expected = order.totals.total.toJSON();
  const payload = {
    orderId: order.id,
    number: order.number,
    paymentId,
    expected,
    received: received.toJSON(),
  };
  return { type: 'ordering.payment-held', payload };
}

function ended(order: Facts, reason: string): object {
  return { ...buyerOf(order), reason, lines: order.lines.map(itemOf) };
}

function buyerOf({ id, number, customerId, email }: Facts): object {
  return { orderId: id, number, customerId, email };
}

function itemOf({ variantId, productId, quantity }: OrderLine): object {
  return { variantId, productId, quantity };
}
