import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Keys } from '../application/order-keys.js';
import type { PayableOrder } from '../application/ordering-facade.js';
import type { OrderStatus } from '../domain/order-status.js';

interface PayableRow {
  id: Buffer;
  number: string;
  customer_id: Buffer | null;
  email: string;
  status: OrderStatus;
  total_amount: number;
  currency: string;
  hold_expires_at: Date | null;
  is_payable: number;
}

// The hold is set only while the order waits for its payment, so that it alone tells whether it can be paid.
const columns = `
  id, number, customer_id, email, status, total_amount, currency, hold_expires_at,
  COALESCE(hold_expires_at > UTC_TIMESTAMP(3), 0) AS is_payable`;

/** Orders as payment sees them. */
@Injectable()
export class PayableOrderQueries {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  find(orderId: string): Promise<PayableOrder | undefined> {
    return this.one(orderId, 'TRUE', {});
  }

  findFor(orderId: string, keys: Keys): Promise<PayableOrder | undefined> {
    const opened = bytesOrNull(keys.orderId);
    const customerId = bytesOrNull(keys.customerId);
    return this.one(orderId, '(customer_id = :customerId OR id = :opened)', { customerId, opened });
  }

  async overdue(limit: number): Promise<string[]> {
    // Index orders_overdue; orders that wait for nothing have no hold and are not in its range.
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM orders FORCE INDEX (orders_overdue)
       WHERE hold_expires_at <= UTC_TIMESTAMP(3)
       ORDER BY hold_expires_at
       LIMIT :limit`,
      { limit: String(limit) }, // as text: MySQL takes no DOUBLE here, which numbers are sent as
    );
    return rows.map(({ id }) => bytesToId(id));
  }

  /** Who begins to pay an order in a transaction keeps it from being ended until that is written. */
  private get lock(): string {
    return this.unitOfWork.isRunning ? 'LOCK IN SHARE MODE' : '';
  }

  private async one(
    orderId: string,
    condition: string,
    parameters: Readonly<Record<string, SqlValue>>,
  ): Promise<PayableOrder | undefined> {
    const id = textToIdBytes(orderId);
    if (id === undefined) return undefined;
    const row = await this.database.queryOne<PayableRow>(
      `SELECT ${columns} FROM orders WHERE id = :id AND ${condition} ${this.lock}`,
      { ...parameters, id },
    );
    return row === undefined ? undefined : payableOrder(row);
  }
}

function payableOrder(row: PayableRow): PayableOrder {
  return {
    orderId: bytesToId(row.id),
    number: row.number,
    customerId: row.customer_id === null ? null : bytesToId(row.customer_id),
    email: row.email,
    status: row.status,
    amount: row.total_amount,
    currency: row.currency,
    holdExpiresAt: row.hold_expires_at,
    isPayable: row.is_payable === 1,
  };
}

function bytesOrNull(id: string | null): Buffer | null {
  return id === null ? null : idToBytes(id);
}
