import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';
import { databaseNow } from '../database/named-parameters.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { RedisConnection } from '../redis/redis.module.js';
import { everything, type Change } from './change.js';

/** One nudge tells of all commits of this time. */
const nudgeMs = 2;
const rowsPerStatement = 500;
/** Of more at a time, it is told that everything has changed. */
const mostAtOnce = 4_000;

/**
 * Tells every process what has changed of what readers may have cached. Written into the transaction that changes it; Redis is only nudged
 * after the commit, since the followers poll.
 */
@Injectable()
export class ChangeFeed {
  private nudgeIsDue = false;
  private readonly listeners: ((changes: readonly Change[]) => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  /** Costs no trip of its own. The same change twice in one call is written once. @throws NoTransaction outside of a unit of work */
  async append(changes: readonly Change[]): Promise<void> {
    const each = [
      ...new Map(changes.map((change) => [`${change.topic}:${change.subject}`, change])).values(),
    ];
    if (each.length === 0) return;
    const distinct = each.length > mostAtOnce ? [everything] : each;
    for (let start = 0; start < distinct.length; start += rowsPerStatement)
      await this.insert(distinct.slice(start, start + rowsPerStatement));
    this.unitOfWork.afterCommit(() => {
      for (const committed of this.listeners) committed(distinct);
      this.nudge();
    });
  }

  /** What this process has changed itself, at once: the follower listens, and whoever can't wait for it. */
  onCommit(listener: (changes: readonly Change[]) => void): void {
    this.listeners.push(listener);
  }

  // VALUES, not SELECT: of these MySQL knows the number, so it hands out no numbers that are never used. Followers wait for those.
  private async insert(changes: readonly Change[]): Promise<void> {
    await this.database.writeLater(
      `INSERT INTO change_feed (topic, subject, occurred_at)
       VALUES :rows`,
      { rows: changes.map(({ topic, subject }) => [topic, idToBytes(subject), databaseNow]) },
    );
  }

  private nudge(): void {
    if (this.nudgeIsDue) return;
    this.nudgeIsDue = true;
    setTimeout(() => {
      this.nudgeIsDue = false;
      if (!this.redis.isReady) return;
      // Lost nudges cost a poll interval, nothing else.
      this.redis.client.publish(changesChannel(this.config), '').catch(() => undefined);
    }, nudgeMs).unref();
  }
}

export function changesChannel(config: Config): string {
  return `${config.redis.prefix}:changes`;
}
