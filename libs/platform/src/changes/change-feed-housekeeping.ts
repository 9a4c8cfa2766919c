import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

const batchSize = 1_000;

@Injectable()
export class ChangeFeedHousekeeping {
  constructor(private readonly database: Database) {}

  /** Deletes what is older than an hour: a follower that was away for longer reads everything anew. @returns how many */
  async deleteOld(): Promise<number> {
    // The newest stays, so that a process that begins knows what number comes next.
    const row = await this.database.queryOne<{ newest: number | null }>(
      'SELECT MAX(seq) AS newest FROM change_feed',
    );
    let deleted = 0;
    for (;;) {
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM change_feed
         WHERE occurred_at < UTC_TIMESTAMP(3) - INTERVAL 1 HOUR AND seq < :newest
         ORDER BY occurred_at
         LIMIT ${String(batchSize)}`,
        { newest: row?.newest ?? 0 },
      );
      deleted += affectedRows;
      if (affectedRows < batchSize) return deleted;
    }
  }
}
