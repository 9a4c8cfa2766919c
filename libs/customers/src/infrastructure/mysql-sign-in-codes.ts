import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { isDuplicateKey } from '#platform/database/errors.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { CustomerId } from '../domain/ids.js';
import type { SignInMethod } from '../domain/sessions.js';
import { SignInCodes, type SignInCode } from '../domain/sign-in-codes.js';

interface CodeRow {
  customer_id: Buffer;
  method: SignInMethod;
  code_challenge: string;
  is_valid: number;
}

@Injectable()
export class MysqlSignInCodes extends SignInCodes {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(codeHash: Buffer, code: SignInCode, lifetimeSeconds: number): Promise<void> {
    const { customerId, method, codeChallenge } = code;
    await this.database.write(
      `INSERT INTO sign_in_codes (code_hash, customer_id, method, code_challenge, expires_at)
       VALUES (:codeHash, :customerId, :method, :codeChallenge, UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)`,
      { codeHash, customerId: idToBytes(customerId), method, codeChallenge, lifetimeSeconds },
    );
  }

  override async take(codeHash: Buffer): Promise<SignInCode | undefined> {
    const row = await this.database.queryOne<CodeRow>(
      `SELECT customer_id, method, code_challenge, expires_at > UTC_TIMESTAMP(3) AS is_valid
       FROM sign_in_codes
       WHERE code_hash = :codeHash
       FOR UPDATE`,
      { codeHash },
    );
    if (row === undefined) return undefined;
    await this.database.write('DELETE FROM sign_in_codes WHERE code_hash = :codeHash', { codeHash });
    if (row.is_valid !== 1) return undefined;
    const { customer_id, method, code_challenge } = row;
    return { customerId: bytesToId<CustomerId>(customer_id), method, codeChallenge: code_challenge };
  }

  override async finishAttempt(stateHash: Buffer, lifetimeSeconds: number): Promise<boolean> {
    try {
      await this.database.writeAlone(
        `INSERT INTO sign_in_attempts (state_hash, expires_at)
         VALUES (:stateHash, UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)`,
        { stateHash, lifetimeSeconds },
      );
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }

  override async deleteExpired(limit: number): Promise<number> {
    let deleted = 0;
    for (const table of ['sign_in_codes', 'sign_in_attempts']) {
      // Indexes sign_in_codes_expired and sign_in_attempts_expired.
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM ${table}
         WHERE expires_at < UTC_TIMESTAMP(3)
         ORDER BY expires_at
         LIMIT ${String(limit)}`,
      );
      deleted = Math.max(deleted, affectedRows);
    }
    return deleted;
  }
}
