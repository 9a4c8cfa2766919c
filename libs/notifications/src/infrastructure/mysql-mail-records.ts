import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import type { MailKind } from '../application/mail.js';
import { MailRecords } from '../application/mail-records.js';

const goodBye: MailKind = 'account-erased';
const owed: MailKind = 'order-confirmation';

@Injectable()
export class MysqlMailRecords extends MailRecords {
  constructor(private readonly database: Database) {
    super();
  }

  override async forget(recipient: string, erasedAt: Date): Promise<void> {
    // The index compares without accents; josé@ is somebody else than jose@.
    await this.database.writeLater(
      `DELETE FROM mails
       WHERE recipient = :recipient AND LOWER(recipient) COLLATE utf8mb4_bin = LOWER(:recipient)
         AND kind <> :goodBye AND NOT (status = 'queued' AND (kind = :owed OR queued_at > :erasedAt))`,
      { recipient, goodBye, owed, erasedAt },
    );
  }

  override async deleteOld(days: number, limit: number): Promise<number> {
    let deleted = 0;
    for (const status of ['sent', 'failed']) {
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM mails
         WHERE status = :status AND queued_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
         ORDER BY queued_at
         LIMIT ${String(limit - deleted)}`,
        { status, days },
      );
      deleted += affectedRows;
      if (deleted >= limit) break;
    }
    return deleted;
  }
}
