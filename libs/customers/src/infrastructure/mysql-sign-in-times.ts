import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SignInTimes } from '../domain/sign-in-times.js';

@Injectable()
export class MysqlSignInTimes extends SignInTimes {
  constructor(private readonly database: Database) {
    super();
  }

  override async ageOf(sessionId: SessionId, customerId: CustomerId): Promise<number | undefined> {
    const row = await this.database.queryOne<{ age: number }>(
      `SELECT TIMESTAMPDIFF(SECOND, created_at, UTC_TIMESTAMP(3)) AS age
       FROM sessions
       WHERE id = :sessionId AND customer_id = :customerId AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(3)`,
      { sessionId: idToBytes(sessionId), customerId: idToBytes(customerId) },
    );
    return row?.age;
  }
}
