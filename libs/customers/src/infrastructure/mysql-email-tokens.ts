import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import {
  EmailTokens,
  emailTokenSeconds,
  type EmailTokenPurpose,
  type MailedToken,
  type NewEmailToken,
} from '../domain/email-tokens.js';
import type { CustomerId } from '../domain/ids.js';

@Injectable()
export class MysqlEmailTokens extends EmailTokens {
  constructor(private readonly database: Database) {
    super();
  }

  override async replace({ customerId, purpose, tokenHash, newEmail }: NewEmailToken): Promise<void> {
    await this.database.write(
      `INSERT INTO email_tokens (customer_id, purpose, token_hash, new_email, new_email_key, created_at, expires_at)
       VALUES (:customerId, :purpose, :tokenHash, :newEmail, :newEmailKey,
               UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :lifetime SECOND)
       ON DUPLICATE KEY UPDATE
         token_hash = :tokenHash,
         new_email = :newEmail,
         new_email_key = :newEmailKey,
         created_at = UTC_TIMESTAMP(3),
         expires_at = UTC_TIMESTAMP(3) + INTERVAL :lifetime SECOND`,
      {
        customerId: idToBytes(customerId),
        purpose,
        tokenHash,
        newEmail: newEmail?.address ?? null,
        newEmailKey: newEmail?.key ?? null,
        lifetime: emailTokenSeconds,
      },
    );
  }

  override async find(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<MailedToken | undefined> {
    const row = await this.database.queryOne<{ customer_id: Buffer; new_email: string | null }>(
      `SELECT customer_id, new_email
       FROM email_tokens
       WHERE token_hash = :tokenHash AND purpose = :purpose AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash, purpose },
    );
    if (row === undefined) return undefined;
    return { customerId: bytesToId<CustomerId>(row.customer_id), newEmail: row.new_email ?? undefined };
  }

  override async consume(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `DELETE FROM email_tokens
       WHERE token_hash = :tokenHash AND purpose = :purpose AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash, purpose },
    );
    return affectedRows === 1;
  }

  override async voidAllOf(customerId: CustomerId, purposes: readonly EmailTokenPurpose[]): Promise<void> {
    await this.database.write(
      'DELETE FROM email_tokens WHERE customer_id = :customerId AND purpose IN (:purposes)',
      { customerId: idToBytes(customerId), purposes: [...purposes] },
    );
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
