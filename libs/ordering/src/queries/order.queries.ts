import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import type { Page, PageRequest } from '#shared-kernel';
import type { Keys } from '../application/order-keys.js';
import type { OrderStatus } from '../domain/order-status.js';
import { OrderNotFound } from '../domain/order.errors.js';
import type {
  ChosenShippingView,
  OrderAddressView,
  OrderLineView,
  OrderSummary,
  OrderView,
} from './order.views.js';

export interface SummaryRow {
  id: Buffer;
  number: string;
  status: OrderStatus;
  placed_at: Date;
  paid_at: Date | null;
  hold_expires_at: Date | null;
  item_count: number;
  currency: string;
  subtotal_amount: number;
  discount_amount: number;
  shipping_amount: number;
  tax_amount: number;
  total_amount: number;
}

interface OrderRow extends SummaryRow {
  email: string;
  shipping_address: string;
  shipping_method: string;
  note: string | null;
}

interface LineRow {
  variant_id: Buffer;
  product_id: Buffer;
  product_slug: string;
  sku: string;
  name: string;
  variant_name: string;
  image_url: string | null;
  quantity: number;
  currency: string;
  unit_price_amount: number;
  discount_amount: number;
  line_total_amount: number;
  tax_amount: number;
  tax_label: string;
}

export const summaryColumns = `
  id, number, status, placed_at, paid_at, hold_expires_at, item_count, currency,
  subtotal_amount, discount_amount, shipping_amount, tax_amount, total_amount`;

/** Orders as their buyers see them. */
@Injectable()
export class OrderQueries {
  constructor(private readonly database: Database) {}

  /** The customer's own orders, newest first. */
  async ofCustomer(customerId: string, page: PageRequest): Promise<Page<OrderSummary>> {
    const { offset, limit } = page;
    const customer = idToBytes(customerId);
    // Both read a range of the index, and the page comes out of it in order. Forced: while statistics lag behind a
    // growing table, the server would rather read all of it.
    const [rows, counted] = await Promise.all([
      this.database.query<SummaryRow>(
        `SELECT ${summaryColumns}
         FROM orders FORCE INDEX (orders_of_customer)
         WHERE customer_id = :customer
         ORDER BY placed_at DESC, id DESC
         LIMIT :limit OFFSET :offset`,
        // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
        { customer, limit: String(limit), offset: String(offset) },
      ),
      this.database.queryOne<{ total: number }>(
        `SELECT COUNT(*) AS total
         FROM orders FORCE INDEX (orders_of_customer)
         WHERE customer_id = :customer`,
        { customer },
      ),
    ]);
    return page.of(rows.map(summary), counted?.total ?? 0);
  }

  /** @throws OrderNotFound, for foreign ones too */
  async find(orderId: string, keys: Keys): Promise<OrderView> {
    const id = textToIdBytes(orderId);
    if (id === undefined) throw new OrderNotFound();
    const row = await this.database.queryOne<OrderRow>(
      `SELECT ${summaryColumns}, email, shipping_address, shipping_method, note
       FROM orders
       WHERE id = :id AND (customer_id = :customer OR id = :opened)`,
      { id, customer: bytesOrNull(keys.customerId), opened: bytesOrNull(keys.orderId) },
    );
    if (row === undefined) throw new OrderNotFound();
    return {
      ...summary(row),
      email: row.email,
      lines: await linesOf(this.database, id),
      shippingAddress: JSON.parse(row.shipping_address) as OrderAddressView,
      shippingMethod: JSON.parse(row.shipping_method) as ChosenShippingView,
      note: row.note,
    };
  }
}

export async function linesOf(database: Database, orderId: Buffer): Promise<OrderLineView[]> {
  const rows = await database.query<LineRow>(
    `SELECT variant_id, product_id, product_slug, sku, name, variant_name, image_url, quantity,
            currency, unit_price_amount, discount_amount, line_total_amount, tax_amount, tax_label
     FROM order_line_items
     WHERE order_id = :orderId
     ORDER BY position`,
    { orderId },
  );
  return rows.map(line);
}

export function summary(row: SummaryRow): Pick<OrderSummary, keyof OrderSummary> {
  const { currency } = row;
  return {
    id: bytesToId(row.id),
    number: row.number,
    status: row.status,
    placedAt: row.placed_at.toISOString(),
    paidAt: row.paid_at?.toISOString() ?? null,
    holdExpiresAt: row.hold_expires_at?.toISOString() ?? null,
    itemCount: row.item_count,
    totals: {
      subtotal: { amount: row.subtotal_amount, currency },
      discount: { amount: row.discount_amount, currency },
      shipping: { amount: row.shipping_amount, currency },
      tax: { amount: row.tax_amount, currency },
      total: { amount: row.total_amount, currency },
    },
  };
}

function line(row: LineRow): OrderLineView {
  const { currency } = row;
  return {
    variantId: bytesToId(row.variant_id),
    productId: bytesToId(row.product_id),
    productSlug: row.product_slug,
    sku: row.sku,
    name: row.name,
    variantName: row.variant_name,
    imageUrl: row.image_url,
    quantity: row.quantity,
    unitPrice: { amount: row.unit_price_amount, currency },
    discount: { amount: row.discount_amount, currency },
    lineTotal: { amount: row.line_total_amount, currency },
    tax: { amount: row.tax_amount, currency },
    taxLabel: row.tax_label,
  };
}

function bytesOrNull(id: string | null): Buffer | null {
  return id === null ? null : idToBytes(id);
}
