import type { Order } from '../domain/order.js';
import type { PricedOrder } from '../domain/pricing.js';
import type { ShippingMethod, ShippingRegion } from '../domain/tariffs.js';
import type { QuoteView, ShippingMethodView, ShippingRegionView } from '../queries/checkout.views.js';
import type { OrderLineView, OrderTotalsView, OrderView } from '../queries/order.views.js';

type Line = PricedOrder['lines'][number] | Order['lines'][number];

/** The same answer as OrderQueries gives for the order, without reading it back. */
export function orderView(order: Order, orderToken: string | null): OrderView {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    holdExpiresAt: order.holdExpiresAt?.toISOString() ?? null,
    itemCount: order.itemCount,
    totals: totalsView(order.totals),
    email: order.email,
    lines: order.lines.map(lineView),
    shippingAddress: order.shippingAddress,
    shippingMethod: order.shippingMethod,
    note: order.note,
    ...(orderToken === null ? {} : { orderToken }),
  };
}

export function quoteView({ lines, shippingMethod, totals }: PricedOrder): QuoteView {
  return {
    lines: lines.map(lineView),
    shippingMethod: shippingMethodView(shippingMethod),
    totals: totalsView(totals),
  };
}

export function shippingRegionView({ id, code, name, countries }: ShippingRegion): ShippingRegionView {
  return { id, code, name, countries };
}

export function shippingMethodView(method: ShippingMethod): ShippingMethodView {
  const { id, code, name, price, minDays, maxDays } = method;
  return { id, code, name, price: price.toJSON(), minDays, maxDays };
}

function totalsView({ subtotal, discount, shipping, tax, total }: PricedOrder['totals']): OrderTotalsView {
  return {
    subtotal: subtotal.toJSON(),
    discount: discount.toJSON(),
    shipping: shipping.toJSON(),
    tax: tax.toJSON(),
    total: total.toJSON(),
  };
}

function lineView(line: Line): OrderLineView {
  return {
    variantId: line.variantId,
    productId: line.productId,
    productSlug: line.productSlug,
    sku: line.sku,
    name: line.name,
    variantName: line.variantName,
    imageUrl: line.imageUrl,
    quantity: line.quantity,
    unitPrice: line.unitPrice.toJSON(),
    discount: line.discount.toJSON(),
    lineTotal: line.lineTotal.toJSON(),
    tax: line.tax.toJSON(),
    taxLabel: line.taxRate.label,
  };
}
