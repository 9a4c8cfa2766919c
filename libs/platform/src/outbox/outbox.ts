import { Injectable } from '@nestjs/common';
import { newId, type DomainEvent } from '#shared-kernel';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';
import { databaseNow, type SqlRow } from '../database/named-parameters.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { RedisConnection } from '../redis/redis.module.js';

/** One nudge tells of all commits of this time. */
const nudgeMs = 2;

/** Writes events into the transaction that made them. Redis is only nudged after the commit; the relay's polling does without. */
@Injectable()
export class Outbox {
  private nudgeIsDue = false;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  /** @throws NoTransaction outside of a unit of work */
  async append(events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map(({ type, payload, sensitive }): SqlRow => [
      idToBytes(newId()),
      type,
      JSON.stringify(payload),
      sensitive === true ? 1 : 0,
      databaseNow,
      databaseNow,
    ]);
    await this.database.writeLater(
      `INSERT INTO outbox (id, type, payload, is_sensitive, occurred_at, next_attempt_at)
       VALUES :rows`,
      { rows },
    );
    this.unitOfWork.afterCommit(() => {
      this.nudge();
    });
  }

  private nudge(): void {
    if (this.nudgeIsDue) return;
    this.nudgeIsDue = true;
    setTimeout(() => {
      this.nudgeIsDue = false;
      if (!this.redis.isReady) return;
      // Lost nudges cost a poll interval, nothing else.
      this.redis.client.publish(outboxChannel(this.config), '').catch(() => undefined);
    }, nudgeMs).unref();
  }
}

export function outboxChannel(config: Config): string {
  return `${config.redis.prefix}:outbox`;
}
