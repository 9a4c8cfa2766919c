import { Injectable } from '@nestjs/common';
import { OrderingFacade, type OrderAccess } from '#ordering';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { PaymentMethod } from '../domain/payment.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import type { PaymentList, PaymentView } from './payment.views.js';

interface PaymentRow {
  id: Buffer;
  method: PaymentMethod;
  status: PaymentStatus;
  due_amount: number;
  refunded_amount: number;
  currency: string;
  failure_code: string | null;
  created_at: Date;
  succeeded_at: Date | null;
}

@Injectable()
export class PaymentQueries {
  constructor(
    private readonly database: Database,
    private readonly ordering: OrderingFacade,
  ) {}

  /** @throws OrderNotFound, for foreign orders too */
  async ofOrder(id: string, access: OrderAccess): Promise<PaymentList> {
    const { orderId } = await this.ordering.payable(id, access);
    const rows = await this.database.query<PaymentRow>(
      `SELECT id, method, status, due_amount, refunded_amount, currency, failure_code, created_at, succeeded_at
       FROM payments
       WHERE order_id = :orderId
       ORDER BY sequence`,
      { orderId: idToBytes(orderId) },
    );
    return { items: rows.map(view) };
  }
}

function view(row: PaymentRow): PaymentView {
  const { method, status, currency } = row;
  return {
    id: bytesToId(row.id),
    method,
    status,
    amount: { amount: row.due_amount, currency },
    refunded: { amount: row.refunded_amount, currency },
    failureCode: row.failure_code,
    createdAt: row.created_at.toISOString(),
    succeededAt: row.succeeded_at?.toISOString() ?? null,
  };
}
