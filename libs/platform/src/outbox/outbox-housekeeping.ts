import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';

export interface OutboxFigures {
  /** Events that not every consumer has recorded yet. */
  pending: number;
  dead: number;
  /** Age of the oldest event that is pending, in seconds. */
  lagSeconds: number;
}

/** Figures for the operators, replay of dead events, deletion of old ones. */
@Injectable()
export class OutboxHousekeeping {
  constructor(private readonly database: Database) {}

  async figures(): Promise<OutboxFigures> {
    // Both counts read index ranges (outbox_due, outbox_dead) that are short in a healthy shop.
    const row = await this.database.queryOne<OutboxFigures>(
      `SELECT
         (SELECT COUNT(*) FROM outbox WHERE next_attempt_at IS NOT NULL) AS pending,
         (SELECT COUNT(*) FROM outbox WHERE dead_at IS NOT NULL) AS dead,
         (SELECT COALESCE(MAX(TIMESTAMPDIFF(MICROSECOND, occurred_at, UTC_TIMESTAMP(3))), 0) / 1000000
            FROM outbox WHERE next_attempt_at IS NOT NULL) AS lagSeconds`,
    );
    return row ?? { pending: 0, dead: 0, lagSeconds: 0 };
  }

  /** Gives dead events, or the one named, a new life. Consumers that have had it are not bothered again. @returns how many */
  async replay(eventId?: string): Promise<number> {
    const restart = 'SET dead_at = NULL, attempts = 0, next_attempt_at = UTC_TIMESTAMP(3)';
    const result =
      eventId === undefined
        ? await this.database.writeAlone(`UPDATE outbox ${restart} WHERE dead_at IS NOT NULL`)
        : await this.database.writeAlone(`UPDATE outbox ${restart} WHERE id = :id AND done_at IS NULL`, {
            id: idToBytes(eventId),
          });
    return result.affectedRows;
  }

  /** Deletes events that were done more than `days` ago, in small batches. @returns how many */
  async deleteOld(days: number): Promise<number> {
    let deleted = 0;
    for (;;) {
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM outbox
         WHERE done_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
         ORDER BY done_at
         LIMIT 500`,
        { days },
      );
      deleted += affectedRows;
      if (affectedRows < 500) break;
    }
    // A consumption outlives its event by a day, so that a late job still finds that it is done.
    for (;;) {
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM outbox_consumptions
         WHERE consumed_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
         ORDER BY consumed_at
         LIMIT 500`,
        { days: days + 1 },
      );
      if (affectedRows < 500) return deleted;
    }
  }
}
