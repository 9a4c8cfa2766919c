import { Injectable } from '@nestjs/common';
import { RunningSessions } from '#platform/auth/running-sessions.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';

/** Asked by the guard of every route while the change feed can't be read, and when a process starts. */
@Injectable()
export class MysqlRunningSessions extends RunningSessions {
  constructor(private readonly database: Database) {
    super();
  }

  override async isRunning(sessionId: string): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1 AS one
       FROM sessions
       WHERE id = :id AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(3)`,
      { id: idToBytes(sessionId) },
    );
    return row !== undefined;
  }

  override async endedWithin(seconds: number): Promise<string[]> {
    // Index sessions_ended.
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM sessions
       WHERE ended_at > UTC_TIMESTAMP(3) - INTERVAL :seconds SECOND`,
      { seconds },
    );
    return rows.map(({ id }) => bytesToId(id));
  }
}
