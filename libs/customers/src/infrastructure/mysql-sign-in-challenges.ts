import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { CustomerId } from '../domain/ids.js';
import type { SignInMethod } from '../domain/sessions.js';
import { SignInChallenges, type SignInChallenge } from '../domain/sign-in-challenges.js';

@Injectable()
export class MysqlSignInChallenges extends SignInChallenges {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(
    tokenHash: Buffer,
    { customerId, method, passwordMark }: SignInChallenge,
    lifetimeSeconds: number,
  ): Promise<void> {
    await this.database.writeLater(
      `INSERT INTO sign_in_challenges (token_hash, customer_id, method, password_mark, expires_at)
       VALUES (:tokenHash, :customerId, :method, :passwordMark, UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)`,
      { tokenHash, customerId: idToBytes(customerId), method, passwordMark, lifetimeSeconds },
    );
  }

  override async ownerOf(tokenHash: Buffer): Promise<CustomerId | undefined> {
    const row = await this.database.queryOne<{ customer_id: Buffer }>(
      `SELECT customer_id
       FROM sign_in_challenges
       WHERE token_hash = :tokenHash AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash },
    );
    return row === undefined ? undefined : bytesToId<CustomerId>(row.customer_id);
  }

  override async take(tokenHash: Buffer, maxTries: number): Promise<SignInChallenge | undefined> {
    const { affectedRows } = await this.database.write(
      `UPDATE sign_in_challenges
       SET tries = tries + 1
       WHERE token_hash = :tokenHash AND tries < :maxTries AND expires_at > UTC_TIMESTAMP(3)`,
      { tokenHash, maxTries },
    );
    if (affectedRows !== 1) return undefined;
    const row = await this.database.queryOne<{
      customer_id: Buffer;
      method: SignInMethod;
      password_mark: Buffer;
    }>(
      `SELECT customer_id, method, password_mark
       FROM sign_in_challenges
       WHERE token_hash = :tokenHash`,
      { tokenHash },
    );
    return row === undefined
      ? undefined
      : {
          customerId: bytesToId<CustomerId>(row.customer_id),
          method: row.method,
          passwordMark: row.password_mark,
        };
  }

  override async remove(tokenHash: Buffer): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      'DELETE FROM sign_in_challenges WHERE token_hash = :tokenHash',
      { tokenHash },
    );
    return affectedRows === 1;
  }

  override async deleteExpired(limit: number): Promise<number> {
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM sign_in_challenges
       WHERE expires_at < UTC_TIMESTAMP(3)
       ORDER BY expires_at
       LIMIT ${String(limit)}`,
    );
    return affectedRows;
  }
}
