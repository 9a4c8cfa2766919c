import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { entriesOf, type DisputeReport } from '../domain/dispute.js';
import { Disputes } from '../domain/disputes.js';
import type { PaymentId } from '../domain/ids.js';
import { Ledger } from './ledger.js';

@Injectable()
export class MysqlDisputes extends Disputes {
  constructor(
    private readonly database: Database,
    private readonly ledger: Ledger,
    private readonly auditLog: AuditLog,
  ) {
    super();
  }

  override async put(paymentId: PaymentId, report: DisputeReport): Promise<void> {
    // Two reports may have been fetched in one order and come here in the other: an open one does not open what is closed.
    const { id, status, reason, amount, isClosed, openedAt, evidenceDueAt } = report;
    await this.database.writeLater(
      `INSERT INTO disputes (
         stripe_dispute_id, payment_id, status, reason, amount, currency, evidence_due_at, opened_at, closed_at, updated_at)
       VALUES (
         :id, :paymentId, :status, :reason, :amount, :currency, :evidenceDueAt, :openedAt,
         IF(:isClosed, UTC_TIMESTAMP(3), NULL), UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE
         status = IF(:isClosed OR closed_at IS NULL, :status, status),
         reason = :reason,
         amount = :amount,
         evidence_due_at = :evidenceDueAt,
         closed_at = IF(:isClosed, COALESCE(closed_at, UTC_TIMESTAMP(3)), closed_at),
         updated_at = UTC_TIMESTAMP(3)`,
      {
        id,
        paymentId: idToBytes(paymentId),
        status,
        reason,
        amount: amount.amount,
        currency: amount.currency,
        evidenceDueAt,
        openedAt,
        isClosed,
      },
    );
    await this.ledger.append(paymentId, entriesOf(report));
    const after = { status, reason, paymentId, amount };
    const what = { actor: 'system:payment', action: 'payment.record-dispute', subjectType: 'dispute' };
    await this.auditLog.append({ ...what, subjectId: id.slice(0, 64), after });
  }
}
