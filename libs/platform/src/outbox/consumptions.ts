import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { EventEnvelope, EventJob } from './event-envelope.js';
import { EventConsumers } from './event-consumers.js';

interface OutboxRow {
  type: string;
  payload: string;
  occurred_at: Date;
}

/**
 * The consuming end of the outbox: at least once delivered, once in effect. What a consumer writes and the record that it has consumed
 * the event are one transaction.
 */
@Injectable()
export class Consumptions {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly consumers: EventConsumers,
  ) {}

  /** Runs `work` and records the consumption in one unit of work, unless it has been recorded before. No network call inside. */
  async once<Payload>(job: EventJob, work: (event: EventEnvelope<Payload>) => Promise<void>): Promise<void> {
    const event = await this.pending<Payload>(job);
    if (event === undefined) return;
    await this.unitOfWork.run(async () => {
      if (await this.record(job, event)) await work(event);
    });
  }

  /**
   * For consumers that must call the network between two transactions: the event, or undefined if it has been consumed (or is gone).
   * They finish with `complete`.
   */
  async pending<Payload>({ eventId, consumer }: EventJob): Promise<EventEnvelope<Payload> | undefined> {
    const row = await this.database.queryOne<OutboxRow>(
      `SELECT o.type, o.payload, o.occurred_at
       FROM outbox o
       LEFT JOIN outbox_consumptions c ON c.consumer = :consumer AND c.event_id = o.id
       WHERE o.id = :eventId AND c.event_id IS NULL`,
      { consumer, eventId: idToBytes(eventId) },
    );
    if (row === undefined) return undefined;
    return {
      id: eventId,
      type: row.type,
      payload: JSON.parse(row.payload) as Payload,
      occurredAt: row.occurred_at,
    };
  }

  /** Records the consumption together with what `work` writes. */
  async complete(job: EventJob, event: EventEnvelope, work: () => Promise<void>): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (await this.record(job, event)) await work();
    });
  }

  /** @returns false if another delivery was faster. The unique key makes the second of two wait for the first. */
  private async record({ eventId, consumer }: EventJob, { type }: EventEnvelope): Promise<boolean> {
    const id = idToBytes(eventId);
    const inserted = await this.database.write(
      `INSERT IGNORE INTO outbox_consumptions (consumer, event_id, consumed_at)
       VALUES (:consumer, :id, UTC_TIMESTAMP(3))`,
      { consumer, id },
    );
    if (inserted.affectedRows === 0) return false;
    // Assignments run from left to right on both servers: the last consumer sees its own count and closes the event.
    await this.database.writeLater(
      `UPDATE outbox
       SET consumed = consumed + 1,
           done_at = IF(consumed >= :consumers, UTC_TIMESTAMP(3), NULL),
           next_attempt_at = IF(consumed >= :consumers, NULL, next_attempt_at),
           payload = IF(consumed >= :consumers AND is_sensitive = 1, '{}', payload)
       WHERE id = :id`,
      { id, consumers: this.consumers.of(type).length },
    );
    return true;
  }
}
