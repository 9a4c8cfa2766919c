import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { SqlParameters } from '../database/named-parameters.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventConsumers } from './event-consumers.js';

export interface LeasedEvent {
  id: Buffer;
  type: string;
  attempts: number;
  isOld: number;
}

/** Which events somebody can take now. */
export interface Wanted {
  /** If given, these and no others. */
  only?: readonly string[];
  except?: readonly string[];
}

export const batchSize = 100;
/** With the lease doubling up to an hour, about a day. After that an operator decides (`replay`). */
const maxDeliveries = 24;
const maxLeaseSeconds = 3_600;
/** A few types among many events that wait for their queue: all of them are looked through now and then, the newest each time. */
const newestSeconds = 10;
const lookThroughMs = 30_000;
/** While versions are exchanged, an old worker meets events that only the new one knows, and leaves them to it for so long. */
const unknownMinutes = 15;
const unknownPauseSeconds = 15;

/** Takes due events for a time in which their consumers have to record them. */
@Injectable()
export class OutboxLeases {
  private lookedThroughAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly consumers: EventConsumers,
    private readonly config: Config,
  ) {}

  take(wanted: Wanted): Promise<LeasedEvent[]> {
    const { condition, parameters } = this.narrowed(wanted);
    return this.unitOfWork.run(async () => {
      // Index outbox_due gives the order: with a filesort, SKIP LOCKED would lock every due row for the first reader.
      const events = await this.database.query<LeasedEvent>(
        `SELECT id, type, attempts,
                occurred_at < UTC_TIMESTAMP(3) - INTERVAL ${String(unknownMinutes)} MINUTE AS isOld
         FROM outbox FORCE INDEX (outbox_due)
         WHERE next_attempt_at <= UTC_TIMESTAMP(3) ${condition}
         ORDER BY next_attempt_at, id
         LIMIT ${String(batchSize)}
         FOR UPDATE SKIP LOCKED`,
        parameters,
      );
      const isConsumed = ({ type }: LeasedEvent): boolean => this.consumers.of(type).length > 0;
      await this.renew(events.filter(isConsumed));
      await this.setAside(events.filter((event) => !isConsumed(event)));
      return events;
    });
  }

  /** What nobody here consumes is done if that is known or nobody came for it in time; another worker may know the rest. */
  private async setAside(events: readonly LeasedEvent[]): Promise<void> {
    const isDone = ({ type, isOld }: LeasedEvent): boolean => isOld === 1 || this.consumers.isUnheard(type);
    await this.close(events.filter(isDone));
    await this.postpone(events.filter((event) => !isDone(event)));
  }

  private narrowed({ only, except = [] }: Wanted): { condition: string; parameters: SqlParameters } {
    if (only === undefined) {
      this.lookedThroughAt = -Infinity;
      return except.length === 0
        ? { condition: '', parameters: {} }
        : { condition: 'AND type NOT IN (:except)', parameters: { except } };
    }
    const now = performance.now();
    if (now - this.lookedThroughAt > lookThroughMs) {
      this.lookedThroughAt = now;
      return { condition: 'AND type IN (:only)', parameters: { only } };
    }
    const condition = `AND type IN (:only)
           AND next_attempt_at >= UTC_TIMESTAMP(3) - INTERVAL ${String(newestSeconds)} SECOND`;
    return { condition, parameters: { only } };
  }

  private async renew(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.writeLater(
      `UPDATE outbox
       SET next_attempt_at = IF(attempts >= :maxDeliveries, NULL,
             DATE_ADD(UTC_TIMESTAMP(3), INTERVAL LEAST(:leaseSeconds * POW(2, attempts), :maxLeaseSeconds) SECOND)),
           dead_at = IF(attempts >= :maxDeliveries, UTC_TIMESTAMP(3), NULL),
           attempts = attempts + 1
       WHERE id IN (:ids)`,
      {
        ids: events.map((event) => event.id),
        leaseSeconds: this.config.outbox.leaseSeconds,
        maxLeaseSeconds,
        maxDeliveries,
      },
    );
  }

  /** No delivery is spent on it. */
  private async postpone(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.writeLater(
      `UPDATE outbox
       SET next_attempt_at = DATE_ADD(UTC_TIMESTAMP(3), INTERVAL ${String(unknownPauseSeconds)} SECOND)
       WHERE id IN (:ids)`,
      { ids: events.map((event) => event.id) },
    );
  }

  /** Nobody listens to these. */
  private async close(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.writeLater(
      `UPDATE outbox
       SET done_at = UTC_TIMESTAMP(3), next_attempt_at = NULL, payload = IF(is_sensitive = 1, '{}', payload)
       WHERE id IN (:ids)`,
      { ids: events.map((event) => event.id) },
    );
  }
}
