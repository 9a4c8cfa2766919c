import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import { Money, newId } from '#shared-kernel';
import type { PastOrder, PastOrderLine } from '../application/ordering-import.js';
import type { CartId, OrderId, ProductId, ShippingMethodId, VariantId } from '../domain/ids.js';
import { drawOrderNumber, type OrderNumber } from '../domain/order-number.js';

const actor = 'system:import';

/** What an order that has come in this way has cost; tax is spread over the lines so that its parts add up to the whole. */
interface Sums {
  readonly lineTotals: readonly Money[];
  readonly taxes: readonly Money[];
  readonly subtotal: Money;
  readonly tax: Money;
  readonly total: Money;
}

interface Numbered {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly order: PastOrder;
  readonly sums: Sums;
}

/** Orders are written as they ended: there is no way to them through the steps of an order of ours, which would sell the goods again. */
@Injectable()
export class PastOrders {
  constructor(private readonly database: Database) {}

  async add(orders: readonly PastOrder[]): Promise<string[]> {
    if (orders.length === 0) return [];
    const numbers = await this.numbers(orders.length);
    const numbered = orders.map((order, index) => ({
      id: newId<OrderId>(),
      number: numbers[index] ?? drawOrderNumber(),
      order,
      sums: sumsOf(order),
    }));
    await this.database.write(`INSERT INTO orders (${orderColumns.join(', ')}) VALUES :rows`, {
      rows: numbered.map(orderRow),
    });
    const lines = numbered.flatMap(lineRows);
    if (lines.length > 0)
      await this.database.write(`INSERT INTO order_line_items (${lineColumns.join(', ')}) VALUES :rows`, {
        rows: lines,
      });
    await this.database.write(
      `INSERT INTO order_history (order_id, version, from_status, to_status, actor, reason, occurred_at)
       VALUES :rows`,
      { rows: numbered.flatMap(historyRows) },
    );
    await this.nameErasedBuyersAgain(orders);
    return numbered.map(({ id }) => id);
  }

  /** Of somebody who was erased meanwhile: these orders are to lose the name as the others have. */
  private async nameErasedBuyersAgain(orders: readonly PastOrder[]): Promise<void> {
    const buyers = new Set(orders.flatMap(({ customerId }) => (customerId === null ? [] : [customerId])));
    if (buyers.size === 0) return;
    await this.database.write('UPDATE erased_buyers SET done_at = NULL WHERE customer_id IN (:buyers)', {
      buyers: [...buyers].map(idToBytes),
    });
  }

  /** Free ones: 40 random bits hardly ever meet, but many thousands at once may. */
  private async numbers(count: number): Promise<OrderNumber[]> {
    for (;;) {
      const drawn = [...new Set(Array.from({ length: count }, drawOrderNumber))];
      const taken = await this.database.query('SELECT number FROM orders WHERE number IN (:drawn)', {
        drawn,
      });
      if (drawn.length === count && taken.length === 0) return drawn;
    }
  }
}

function sumsOf({ lines, currency, tax, shipping }: PastOrder): Sums {
  const lineTotals = lines.map(({ unitPrice, quantity }) => Money.fromJson(unitPrice).times(quantity));
  let sum = Money.zero(currency);
  // Reckoned on the sum, as the other shop did: each line bears what it adds to the tax of those before it.
  const taxes = lineTotals.map((lineTotal) => {
    const before = sum.share(tax.basisPoints);
    sum = sum.plus(lineTotal);
    return sum.share(tax.basisPoints).minus(before);
  });
  const taxOfAll = Money.sum(taxes, currency);
  const total = sum.plus(taxOfAll).plus(Money.fromJson(shipping.price));
  return { lineTotals, taxes, subtotal: sum, tax: taxOfAll, total };
}

// prettier-ignore
const orderColumns = [
  'id', 'number', 'version', 'status', 'customer_id', 'cart_id', 'email', 'locale', 'currency',
  'subtotal_amount', 'discount_amount', 'shipping_amount', 'tax_amount', 'total_amount', 'shipping_tax_amount', 'shipping_tax_basis_points',
  'item_count', 'shipping_address', 'shipping_method', 'note', 'refused_payments', 'placed_at', 'paid_at', 'ended_at',
];

function orderRow({ id, number, order, sums }: Numbered): SqlRow {
  const { shipping, status, placedAt } = order;
  const isPaid = status !== 'cancelled';
  const { minDays, maxDays, name } = shipping;
  const method = { id: shipping.methodId ?? newId<ShippingMethodId>(), name, minDays, maxDays };
  return [
    ...[idToBytes(id), number, stepsOf(order).length, status],
    ...[order.customerId === null ? null : idToBytes(order.customerId), idToBytes(newId<CartId>())],
    ...[order.email, 'en', order.currency],
    ...[sums.subtotal.amount, 0, shipping.price.amount, sums.tax.amount, sums.total.amount, 0, 0],
    order.lines.reduce((count, { quantity }) => count + quantity, 0),
    ...[JSON.stringify(order.shippingAddress), JSON.stringify(method), order.note.slice(0, 500), '[]'],
    ...[placedAt, isPaid ? placedAt : null, isPaid ? null : placedAt],
  ];
}

// prettier-ignore
const lineColumns = [
  'order_id', 'position', 'variant_id', 'product_id', 'product_slug', 'sku', 'name', 'variant_name', 'image_url', 'quantity', 'currency',
  'unit_price_amount', 'discount_amount', 'line_total_amount', 'tax_amount', 'tax_basis_points', 'tax_label',
];

function lineRows({ id, order, sums }: Numbered): SqlRow[] {
  const { tax, currency } = order;
  return order.lines.map((line, index) => [
    ...[idToBytes(id), index + 1, ...goodsOf(line), line.quantity, currency, line.unitPrice.amount, 0],
    ...[sums.lineTotals[index]?.amount ?? 0, sums.taxes[index]?.amount ?? 0, tax.basisPoints, tax.label],
  ]);
}

/** Goods that this shop does not have get ids that nothing has: an order keeps its own copy of all that it shows. */
function goodsOf(line: PastOrderLine): SqlRow {
  const variantId = line.variantId ?? newId<VariantId>();
  const productId = line.productId ?? newId<ProductId>();
  const { productSlug, sku, name, variantName, imageUrl } = line;
  return [idToBytes(variantId), idToBytes(productId), productSlug, sku, name, variantName, imageUrl];
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}

function stepsOf({ status, placedAt, fulfilledAt }: PastOrder): Step[] {
  if (status === 'cancelled') return [{ from: 'pending', to: 'cancelled', at: placedAt }];
  const paid = { from: 'pending', to: 'paid', at: placedAt };
  return status === 'paid' ? [paid] : [paid, { from: 'paid', to: 'fulfilled', at: fulfilledAt ?? placedAt }];
}

function historyRows({ id, order }: Numbered): SqlRow[] {
  return stepsOf(order).map(({ from, to, at }, index) => [
    ...[idToBytes(id), index + 1, from, to, actor, 'as another shop has left it', at],
  ]);
}
