import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { PaymentId } from '../domain/ids.js';
import { PaymentNotFound } from '../domain/payment.errors.js';
import { Payment, type Transition } from '../domain/payment.js';
import { isFinal, type PaymentStatus } from '../domain/payment-status.js';
import { Payments, type PaymentClues } from '../domain/payments.js';
import { Ledger } from './ledger.js';
import type { PaymentShape } from './payment.mapping.js';

interface IdRow {
  id: Buffer;
}

/** What looks for a payment by one clue; each is a unique key or an index. */
const searches: readonly (readonly [keyof PaymentClues, string])[] = [
  ['intentId', 'SELECT id FROM payments WHERE stripe_intent_id = :clue'],
  ['sessionId', 'SELECT id FROM payments WHERE stripe_session_id = :clue'],
  ['chargeId', 'SELECT id FROM payments WHERE stripe_charge_id = :clue'],
  ['refundId', 'SELECT payment_id AS id FROM refunds WHERE stripe_refund_id = :clue'],
  ['disputeId', 'SELECT payment_id AS id FROM disputes WHERE stripe_dispute_id = :clue'],
];

/** Loaded by TypeORM, written by hand: its `save` would read each row once more before writing it. */
@Injectable()
export class MysqlPayments extends Payments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly auditLog: AuditLog,
    private readonly config: Config,
  ) {
    super();
  }

  override async add(payment: Payment): Promise<boolean> {
    const inserted = await this.database.write(
      `INSERT IGNORE INTO payments (
         id, order_id, sequence, order_number, email, method, status, due_amount, currency, idempotency_key,
         session_expires_at, return_url, next_check_at, created_at, updated_at)
       VALUES (
         :id, :orderId, :sequence, :orderNumber, :email, :method, :status, :due, :currency, :idempotencyKey,
         :sessionExpiresAt, :returnUrl, UTC_TIMESTAMP(3) + INTERVAL :patience SECOND, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      {
        id: idToBytes(payment.id),
        orderId: idToBytes(payment.orderId),
        sequence: payment.sequence,
        orderNumber: payment.orderNumber,
        email: payment.email,
        method: payment.method,
        status: payment.status,
        due: payment.due.amount,
        currency: payment.currency,
        idempotencyKey: payment.idempotencyKey,
        sessionExpiresAt: payment.sessionExpiresAt,
        returnUrl: payment.returnUrl ?? null,
        patience: this.patience,
      },
    );
    if (inserted.affectedRows === 0) return false;
    await this.audit(payment, { from: undefined, to: payment.status });
    return true;
  }

  override async get(id: PaymentId): Promise<Payment> {
    const payment = await this.select()
      .where('payment.id = :id', { id: idToBytes(id) })
      .setLock('pessimistic_write')
      .getOne();
    if (payment === null) throw new PaymentNotFound();
    return payment;
  }

  override async save(payment: Payment): Promise<void> {
    const { intentId, sessionId, chargeId, ...row } = changingColumns(payment);
    await this.database.writeLater(
      `UPDATE payments
       SET status = :currentStatus,
           received_amount = :receivedAmount,
           refunded_amount = :refundedAmount,
           stripe_intent_id = :intentId,
           stripe_session_id = :sessionId,
           stripe_charge_id = :chargeId,
           return_url = :browserReturnUrl,
           failed_attempt = :failedAttempt,
           failure_code = :failureCode,
           held_reason = :heldReason,
           next_check_at = IF(:isFinal, NULL, next_check_at),
           succeeded_at = IF(:isSettled, COALESCE(succeeded_at, UTC_TIMESTAMP(3)), NULL),
           updated_at = UTC_TIMESTAMP(3)
       WHERE id = :id`,
      {
        ...row,
        intentId,
        sessionId,
        chargeId,
        id: idToBytes(payment.id),
        isFinal: payment.isFinal,
        isSettled: payment.isSettled,
      },
    );
    await this.ledger.append(payment.id, payment.releaseEntries());
    for (const transition of payment.releaseTransitions()) await this.audit(payment, transition);
    await this.outbox.append(payment.releaseEvents());
  }

  override async find(id: PaymentId): Promise<Payment> {
    const payment = await this.select()
      .where('payment.id = :id', { id: idToBytes(id) })
      .getOne();
    if (payment === null) throw new PaymentNotFound();
    return payment;
  }

  override ofOrder(orderId: string): Promise<Payment[]> {
    return this.select()
      .where('payment.orderId = :orderId', { orderId: idToBytes(orderId) })
      .orderBy('payment.sequence')
      .getMany();
  }

  override async hasOpen(orderId: string): Promise<boolean> {
    // A locking read waits for rows that are being inserted; a plain one would not see them.
    const rows = await this.database.query<{ status: PaymentStatus }>(
      `SELECT status
       FROM payments
       WHERE order_id = :orderId
       FOR UPDATE`,
      { orderId: idToBytes(orderId) },
    );
    return rows.some(({ status }) => !isFinal(status));
  }

  override async match(clues: PaymentClues): Promise<PaymentId | undefined> {
    for (const [kind, sql] of searches) {
      const clue = clues[kind];
      const row = clue === undefined ? undefined : await this.database.queryOne<IdRow>(sql, { clue });
      if (row !== undefined) return bytesToId<PaymentId>(row.id);
    }
    const named = clues.paymentId === undefined ? undefined : textToIdBytes(clues.paymentId);
    if (named === undefined) return undefined;
    const row = await this.database.queryOne<IdRow>('SELECT id FROM payments WHERE id = :named', { named });
    return row === undefined ? undefined : bytesToId<PaymentId>(row.id);
  }

  override takeDue(limit: number): Promise<PaymentId[]> {
    return this.unitOfWork.run(async () => {
      const due = await this.database.query<IdRow>(
        `SELECT id
         FROM payments FORCE INDEX (payments_due)
         WHERE next_check_at <= UTC_TIMESTAMP(3)
         ORDER BY next_check_at
         LIMIT ${String(limit)}
         FOR UPDATE SKIP LOCKED`,
      );
      if (due.length === 0) return [];
      // What is still open after a day is asked about once an hour.
      await this.database.writeLater(
        `UPDATE payments
         SET next_check_at = UTC_TIMESTAMP(3)
               + INTERVAL IF(created_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY, GREATEST(:patience, 3600), :patience) SECOND
         WHERE id IN (:ids)`,
        { ids: due.map(({ id }) => id), patience: this.patience },
      );
      return due.map(({ id }) => bytesToId<PaymentId>(id));
    });
  }

  private get patience(): number {
    return this.config.payment.reconcileAfterSeconds;
  }

  private select(): SelectQueryBuilder<Payment> {
    const manager = this.unitOfWork.isRunning ? this.unitOfWork.manager : this.dataSource.manager;
    return manager.createQueryBuilder(Payment, 'payment');
  }

  private audit({ id, orderId }: Payment, { from, to }: Partial<Transition>): Promise<void> {
    return this.auditLog.append({
      actor: 'system:payment',
      action: from === undefined ? 'payment.open' : 'payment.change-status',
      subjectType: 'payment',
      subjectId: id,
      ...(from === undefined ? {} : { before: { status: from } }),
      after: { status: to, orderId },
    });
  }
}

/** Private to the aggregate; read as TypeORM reads them. */
function changingColumns(
  payment: Payment,
): Pick<
  PaymentShape,
  | 'currentStatus'
  | 'receivedAmount'
  | 'refundedAmount'
  | 'intentId'
  | 'sessionId'
  | 'chargeId'
  | 'browserReturnUrl'
  | 'failedAttempt'
  | 'failureCode'
  | 'heldReason'
> {
  const shape = payment as unknown as PaymentShape;
  const { currentStatus, receivedAmount, refundedAmount, intentId, sessionId, chargeId } = shape;
  const { browserReturnUrl, failedAttempt, failureCode, heldReason } = shape;
  return {
    ...{ currentStatus, receivedAmount, refundedAmount, intentId, sessionId, chargeId },
    ...{ browserReturnUrl, failedAttempt, failureCode, heldReason },
  };
}
