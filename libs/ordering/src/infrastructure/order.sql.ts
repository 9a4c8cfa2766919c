import { idToBytes } from '#platform/database/id-column.js';
import type { SqlParameters, SqlValue } from '#platform/database/named-parameters.js';
import type { OrderLine } from '../domain/order-line.js';
import type { Order, Transition } from '../domain/order.js';
import type { OrderLineShape, OrderShape } from './order.mapping.js';

export interface Statement {
  sql: string;
  parameters: SqlParameters;
}

export function insertOrder(order: Order): Statement {
  const row = shapeOf(order);
  return insertInto('orders', [
    {
      id: idToBytes(row.id),
      number: row.number,
      customer_id: bytesOrNull(row.customerId),
      cart_id: idToBytes(row.cartId),
      email: row.email,
      locale: row.locale,
      currency: row.currency,
      subtotal_amount: row.subtotalAmount,
      discount_amount: row.discountAmount,
      shipping_amount: row.shippingAmount,
      tax_amount: row.taxAmount,
      total_amount: row.totalAmount,
      shipping_tax_amount: row.shippingTaxAmount,
      shipping_tax_basis_points: row.shippingTaxBasisPoints,
      item_count: row.itemCount,
      shipping_address: JSON.stringify(row.shippingAddress),
      shipping_method: JSON.stringify(row.shippingMethod),
      note: row.note,
      placed_at: row.placedAt,
      ...changingColumns(row),
    },
  ]);
}

export function insertLines(lines: readonly OrderLine[]): Statement {
  return insertInto(
    'order_line_items',
    lines.map((line) => {
      const row = line as unknown as OrderLineShape;
      return {
        order_id: idToBytes(row.orderId),
        position: row.position,
        variant_id: idToBytes(row.variantId),
        product_id: idToBytes(row.productId),
        product_slug: row.productSlug,
        sku: row.sku,
        name: row.name,
        variant_name: row.variantName,
        image_url: row.imageUrl,
        quantity: row.quantity,
        currency: row.currency,
        unit_price_amount: row.unitPriceAmount,
        discount_amount: row.discountAmount,
        line_total_amount: row.lineTotalAmount,
        tax_amount: row.taxAmount,
        tax_basis_points: row.taxBasisPoints,
        tax_label: row.taxLabel,
      };
    }),
  );
}

export function insertHistory(order: Order, transitions: readonly Transition[]): Statement {
  return insertInto(
    'order_history',
    transitions.map(({ version, from, to, actor, reason, at }) => ({
      order_id: idToBytes(order.id),
      version,
      from_status: from,
      to_status: to,
      actor,
      reason: reason.slice(0, 255), // the audit log has all of it
      occurred_at: at,
    })),
  );
}

export function updateOrder(order: Order): Statement {
  const columns = changingColumns(shapeOf(order));
  const assignments = Object.keys(columns).map((column) => `${column} = :${column}`);
  return {
    sql: `UPDATE orders SET ${assignments.join(', ')} WHERE id = :id`,
    parameters: { ...columns, id: idToBytes(order.id) },
  };
}

/** What later steps change; the rest stays as it was agreed on. */
function changingColumns(row: OrderShape): Record<string, SqlValue> {
  return {
    version: row.version,
    status: row.currentStatus,
    payment_id: bytesOrNull(row.paidBy),
    attention: row.attention,
    attention_payment_id: bytesOrNull(row.attentionPaymentId),
    refused_payments: JSON.stringify(row.refusedPayments),
    hold_expires_at: row.currentHold,
    paid_at: row.paidOn,
    ended_at: row.endedOn,
  };
}

/** One statement for all rows. Table and columns are ours, never a client's. */
function insertInto(table: string, rows: readonly Readonly<Record<string, SqlValue>>[]): Statement {
  const columns = Object.keys(rows[0] ?? {});
  const parameters: Record<string, SqlValue> = {};
  const tuples = rows.map((row, index) => {
    const names = columns.map((column) => `${column}_${String(index)}`);
    columns.forEach((column, position) => (parameters[names[position] ?? ''] = row[column] ?? null));
    return `(${names.map((name) => `:${name}`).join(', ')})`;
  });
  return { sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`, parameters };
}

function shapeOf(order: Order): OrderShape {
  // The private fields of the aggregate, read as TypeORM reads them.
  return order as unknown as OrderShape;
}

function bytesOrNull(id: string | null): Buffer | null {
  return id === null ? null : idToBytes(id);
}
