import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { EmailTokens } from '../domain/email-tokens.js';
import type { CustomerId } from '../domain/ids.js';

/** What the token in a mail is for; other purposes will have tokens of their own. */
const purpose = 'verify-email';

@Injectable()
export class MysqlEmailTokens extends EmailTokens {
  constructor(private readonly database: Database) {
    super();
  }

  override async replace(customerId: CustomerId, tokenHash: Buffer, lifetimeSeconds: number): Promise<void> {
    await this.database.write(
      `INSERT INTO email_tokens (customer_id, purpose, token_hash, created_at, expires_at)
       VALUES (:customerId, :purpose, :tokenHash, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)
       ON DUPLICATE KEY UPDATE
         token_hash = :tokenHash,
         created_at = UTC_TIMESTAMP(3),
         expires_at = UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND`,
      { customerId: idToBytes(customerId), purpose, tokenHash, lifetimeSeconds },
    );
  }

  override async ownerOf(tokenHash: Buffer): Promise<CustomerId | undefined> {
    const row = await this.database.queryOne<{ customer_id: Buffer }>(
      `SELECT customer_id
       FROM email_tokens
       WHERE token_hash = :tokenHash AND purpose = :purpose AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash, purpose },
    );
    return row === undefined ? undefined : bytesToId<CustomerId>(row.customer_id);
  }

  override async consume(tokenHash: Buffer): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `DELETE FROM email_tokens
       WHERE token_hash = :tokenHash AND purpose = :purpose AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash, purpose },
    );
    return affectedRows === 1;
  }

  override async deleteExpired(limit: number): Promise<number> {
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM email_tokens
       WHERE expires_at < UTC_TIMESTAMP(3)
       ORDER BY expires_at
       LIMIT ${String(limit)}`,
    );
    return affectedRows;
  }
}
