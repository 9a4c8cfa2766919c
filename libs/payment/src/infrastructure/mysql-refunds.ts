import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { PaymentId, RefundId } from '../domain/ids.js';
import { Refund } from '../domain/refund.js';
import { Refunds } from '../domain/refunds.js';
import { Ledger } from './ledger.js';
import type { RefundShape } from './payment.mapping.js';

@Injectable()
export class MysqlRefunds extends Refunds {
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

  override async add(refund: Refund): Promise<boolean> {
    const inserted = await this.database.write(
      `INSERT IGNORE INTO refunds (
         id, payment_id, status, amount, currency, reason, source, idempotency_key, next_check_at, created_at, updated_at)
       VALUES (
         :id, :paymentId, :status, :amount, :currency, :reason, :source, :idempotencyKey,
         UTC_TIMESTAMP(3) + INTERVAL :patience SECOND, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      {
        id: idToBytes(refund.id),
        paymentId: idToBytes(refund.paymentId),
        status: refund.status,
        amount: refund.amount.amount,
        currency: refund.currency,
        reason: refund.reason,
        source: refund.source,
        idempotencyKey: refund.idempotencyKey,
        patience: this.config.payment.reconcileAfterSeconds,
      },
    );
    if (inserted.affectedRows === 0) return false;
    await this.audit(refund, 'payment.request-refund');
    return true;
  }

  override async save(refund: Refund): Promise<void> {
    const { stripeId, failureReason } = refund as unknown as RefundShape;
    const { affectedRows } = await this.database.write(
      `UPDATE refunds
       SET status = :status,
           stripe_refund_id = :stripeId,
           failure_reason = :failureReason,
           next_check_at = IF(:isOpen, next_check_at, NULL),
           updated_at = UTC_TIMESTAMP(3)
       WHERE id = :id AND (status <> :status OR stripe_refund_id IS NULL)`,
      {
        id: idToBytes(refund.id),
        status: refund.status,
        stripeId,
        failureReason,
        isOpen: refund.isOpen,
      },
    );
    if (affectedRows === 0) return; // Stripe said what is written already
    await this.ledger.append(refund.paymentId, refund.releaseEntries());
    await this.audit(refund, 'payment.record-refund');
    await this.outbox.append(refund.releaseEvents());
  }

  override ofPayment(paymentId: PaymentId): Promise<Refund[]> {
    return this.select()
      .where('refund.paymentId = :paymentId', { paymentId: idToBytes(paymentId) })
      .orderBy('refund.createdAt')
      .setLock('pessimistic_write')
      .getMany();
  }

  override async withKey(idempotencyKey: string): Promise<Refund | undefined> {
    const refund = await this.select()
      .where('refund.idempotencyKey = :idempotencyKey', { idempotencyKey })
      .getOne();
    return refund ?? undefined;
  }

  override async find(id: RefundId): Promise<Refund | undefined> {
    const refund = await this.select()
      .where('refund.id = :id', { id: idToBytes(id) })
      .getOne();
    return refund ?? undefined;
  }

  override takeDue(limit: number): Promise<RefundId[]> {
    return this.unitOfWork.run(async () => {
      const due = await this.database.query<{ id: Buffer }>(
        `SELECT id
         FROM refunds FORCE INDEX (refunds_due)
         WHERE next_check_at <= UTC_TIMESTAMP(3)
         ORDER BY next_check_at
         LIMIT ${String(limit)}
         FOR UPDATE SKIP LOCKED`,
      );
      if (due.length === 0) return [];
      await this.database.write(
        `UPDATE refunds
         SET next_check_at = UTC_TIMESTAMP(3)
               + INTERVAL IF(created_at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY, GREATEST(:patience, 3600), :patience) SECOND
         WHERE id IN (:ids)`,
        { ids: due.map(({ id }) => id), patience: this.config.payment.reconcileAfterSeconds },
      );
      return due.map(({ id }) => bytesToId<RefundId>(id));
    });
  }

  private select(): SelectQueryBuilder<Refund> {
    const manager = this.unitOfWork.isRunning ? this.unitOfWork.manager : this.dataSource.manager;
    return manager.createQueryBuilder(Refund, 'refund');
  }

  private audit({ id, paymentId, status, amount }: Refund, action: string): Promise<void> {
    const after = { status, paymentId, amount };
    return this.auditLog.append({
      actor: 'system:payment',
      action,
      subjectType: 'refund',
      subjectId: id,
      after,
    });
  }
}
