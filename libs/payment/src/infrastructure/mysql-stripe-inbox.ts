import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { StripeNotice } from '../application/stripe-gateway.js';
import { StripeInbox, type EventOutcome, type EventSource } from '../application/stripe-inbox.js';
import { subjectOf } from '../application/handled-events.js';
import type { PaymentId } from '../domain/ids.js';

interface EventRow {
  stripe_event_id: string;
  type: string;
  object_id: string;
  intent_id: string | null;
  charge_id: string | null;
  named_payment: Buffer | null;
  happened_at: Date;
}

@Injectable()
export class MysqlStripeInbox extends StripeInbox {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  override async add(notice: StripeNotice, source: EventSource): Promise<boolean> {
    const { id, type, objectId, clues, happenedAt } = notice;
    const inserted = await this.database.write(
      `INSERT IGNORE INTO payment_events (
         stripe_event_id, type, object_id, intent_id, charge_id, named_payment, source, happened_at, received_at)
       VALUES (:id, :type, :objectId, :intentId, :chargeId, :named, :source, :happenedAt, UTC_TIMESTAMP(3))`,
      {
        id,
        type,
        objectId,
        intentId: clues.intentId ?? null,
        chargeId: clues.chargeId ?? null,
        named: clues.paymentId === undefined ? null : idToBytes(clues.paymentId),
        source,
        happenedAt,
      },
    );
    if (inserted.affectedRows === 0) return false; // Stripe delivers twice
    await this.outbox.append([{ type: 'payment.webhook-received', payload: { stripeEventId: id } }]);
    return true;
  }

  override async find(stripeEventId: string): Promise<StripeNotice | undefined> {
    const row = await this.database.queryOne<EventRow>(
      `SELECT stripe_event_id, type, object_id, intent_id, charge_id, named_payment, happened_at
       FROM payment_events
       WHERE stripe_event_id = :stripeEventId`,
      { stripeEventId },
    );
    return row === undefined ? undefined : noticeOf(row);
  }

  override async markProcessed(
    stripeEventId: string,
    outcome: EventOutcome,
    paymentId?: PaymentId,
  ): Promise<void> {
    await this.database.writeLater(
      `UPDATE payment_events
       SET processed_at = UTC_TIMESTAMP(3), outcome = :outcome, payment_id = :paymentId
       WHERE stripe_event_id = :stripeEventId`,
      { stripeEventId, outcome, paymentId: paymentId === undefined ? null : idToBytes(paymentId) },
    );
  }

  override async known(stripeEventIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (stripeEventIds.length === 0) return new Set();
    const rows = await this.database.query<{ stripe_event_id: string }>(
      `SELECT stripe_event_id
       FROM payment_events
       WHERE stripe_event_id IN (:stripeEventIds)`,
      { stripeEventIds },
    );
    return new Set(rows.map((row) => row.stripe_event_id));
  }
}

function noticeOf(row: EventRow): StripeNotice {
  const clues = {
    intentId: row.intent_id ?? undefined,
    chargeId: row.charge_id ?? undefined,
    paymentId: row.named_payment === null ? undefined : bytesToId(row.named_payment),
  };
  const about = row.type.startsWith('checkout.session.') ? 'sessionId' : clueOfSubject(row.type);
  return {
    id: row.stripe_event_id,
    type: row.type,
    happenedAt: row.happened_at,
    objectId: row.object_id,
    clues: { ...clues, [about]: row.object_id },
  };
}

/** The clue that the object itself is; `charge.refunded` is about a charge. */
function clueOfSubject(type: string): 'intentId' | 'chargeId' | 'refundId' | 'disputeId' {
  if (type === 'charge.refunded') return 'chargeId';
  const subject = subjectOf(type);
  if (subject === 'refund') return 'refundId';
  return subject === 'dispute' ? 'disputeId' : 'intentId';
}
