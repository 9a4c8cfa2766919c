import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import type { OrderStatus } from '../domain/order-status.js';
import { OrderNotFound, UnknownOrderCursor } from '../domain/order.errors.js';
import { linesOf, summary, summaryColumns, type SummaryRow } from './order.queries.js';
import type { StaffOrderList, StaffOrderSummary, StaffOrderView } from './order-search.views.js';
import type { ChosenShippingView, OrderAddressView } from './order.views.js';

export interface OrderSearch {
  readonly number: string | undefined;
  readonly email: string | undefined;
  readonly status: OrderStatus | undefined;
  /** The last one of the part before. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface StaffRow extends SummaryRow {
  email: string;
  customer_id: Buffer | null;
  refunded_amount: number;
  attention: string | null;
}

interface DetailsRow extends StaffRow {
  locale: string;
  shipping_address: string;
  shipping_method: string;
  note: string | null;
  payment_id: Buffer | null;
}

interface StepRow {
  from_status: OrderStatus;
  to_status: OrderStatus;
  actor: string;
  reason: string;
  occurred_at: Date;
}

const columns = `${summaryColumns}, email, customer_id, refunded_amount, attention`;

/** Orders as staff see them: everybody's. Every list walks one index from where the part before has ended. */
@Injectable()
export class OrderSearchQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. @throws UnknownOrderCursor */
  async list(search: OrderSearch): Promise<StaffOrderList> {
    const { limit } = search;
    const { conditions, parameters } = filtersOf(search);
    if (search.cursor !== undefined) {
      conditions.push('placed_at <= :after', '(placed_at < :after OR id < :afterId)');
      const after = await this.placedAt(search.cursor);
      Object.assign(parameters, { after, afterId: idToBytes(search.cursor) });
    }
    // Forced: while statistics lag behind a growing table, the server would rather read all of it.
    const rows = await this.database.query<StaffRow>(
      `SELECT ${columns}
       FROM orders FORCE INDEX (${indexFor(search)})
       ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
       ORDER BY placed_at DESC, id DESC
       LIMIT ${String(limit + 1)}`,
      parameters,
    );
    const items = rows.slice(0, limit).map(staffSummary);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws OrderNotFound */
  async find(orderId: string): Promise<StaffOrderView> {
    const id = textToIdBytes(orderId);
    const row =
      id &&
      (await this.database.queryOne<DetailsRow>(
        `SELECT ${columns}, locale, shipping_address, shipping_method, note, payment_id
         FROM orders
         WHERE id = :id`,
        { id },
      ));
    if (row === undefined) throw new OrderNotFound();
    const [lines, history] = await Promise.all([linesOf(this.database, row.id), this.stepsOf(row.id)]);
    return {
      ...staffSummary(row),
      locale: row.locale,
      lines,
      shippingAddress: JSON.parse(row.shipping_address) as OrderAddressView,
      shippingMethod: JSON.parse(row.shipping_method) as ChosenShippingView,
      note: row.note,
      paymentId: row.payment_id === null ? null : bytesToId(row.payment_id),
      history: history.map(({ from_status, to_status, actor, reason, occurred_at }) => ({
        from: from_status,
        to: to_status,
        actor,
        reason,
        at: occurred_at.toISOString(),
      })),
    };
  }

  private async placedAt(orderId: string): Promise<Date> {
    const row = await this.database.queryOne<{ placed_at: Date }>(
      'SELECT placed_at FROM orders WHERE id = :id',
      { id: idToBytes(orderId) },
    );
    if (row === undefined) throw new UnknownOrderCursor();
    return row.placed_at;
  }

  private stepsOf(orderId: Buffer): Promise<StepRow[]> {
    return this.database.query<StepRow>(
      `SELECT from_status, to_status, actor, reason, occurred_at
       FROM order_history
       WHERE order_id = :orderId
       ORDER BY version`,
      { orderId },
    );
  }
}

function filtersOf({ number, email, status }: OrderSearch): {
  conditions: string[];
  parameters: Record<string, SqlValue>;
} {
  const conditions: string[] = [];
  const parameters: Record<string, SqlValue> = {};
  if (number !== undefined) {
    conditions.push('number = :number');
    parameters['number'] = number;
  }
  if (email !== undefined) {
    // The column's collation finds the rows by the index, and takes josé@ for jose@: that is another person.
    conditions.push('email = :email', 'LOWER(email) COLLATE utf8mb4_bin = :email');
    parameters['email'] = email.toLowerCase();
  }
  if (status !== undefined) {
    conditions.push('status = :status');
    parameters['status'] = status;
  }
  return { conditions, parameters };
}

function indexFor({ number, email, status }: OrderSearch): string {
  if (number !== undefined) return 'orders_number';
  if (email !== undefined) return 'orders_of_email';
  return status === undefined ? 'orders_placed' : 'orders_by_status';
}

function staffSummary(row: StaffRow): Pick<StaffOrderSummary, keyof StaffOrderSummary> {
  return {
    ...summary(row),
    email: row.email,
    customerId: row.customer_id === null ? null : bytesToId(row.customer_id),
    refunded: { amount: row.refunded_amount, currency: row.currency },
    attention: row.attention,
  };
}
