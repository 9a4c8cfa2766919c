import { Injectable } from '@nestjs/common';
import { DomainError } from '#shared-kernel';
import { Database } from '../database/database.js';

export interface StoredResponse {
  status: number;
  body: unknown;
}

export class IdempotencyKeyInFlight extends DomainError {
  readonly code = 'idempotency.in-flight';
  readonly kind = 'conflict';

  constructor() {
    super('A request with this Idempotency-Key is being worked on. Ask again in a moment.');
  }
}

export class IdempotencyKeyReused extends DomainError {
  readonly code = 'idempotency.other-request';
  readonly kind = 'idempotency-mismatch';

  constructor() {
    super('This Idempotency-Key was used with another body. A new request needs a new key.', [
      { field: 'Idempotency-Key', code: 'reused', message: 'Idempotency-Key was used with another body' },
    ]);
  }
}

interface KeyRow {
  request_hash: Buffer;
  completed_at: Date | null;
  response_status: number | null;
  response_body: string | null;
}

/** A request that died while it held the key frees it after this time. */
const leaseSeconds = 30;

/** The table behind the `Idempotency-Key` header. */
@Injectable()
export class IdempotencyKeys {
  constructor(private readonly database: Database) {}

  /**
   * Takes the key for this request.
   * @returns the answer to repeat, or undefined if the request is to be carried out
   * @throws IdempotencyKeyInFlight, IdempotencyKeyReused
   */
  async begin(id: Buffer, requestHash: Buffer): Promise<StoredResponse | undefined> {
    const inserted = await this.database.writeAlone(
      `INSERT IGNORE INTO idempotency_keys (id, request_hash, leased_until, created_at)
       VALUES (:id, :requestHash, UTC_TIMESTAMP(3) + INTERVAL :leaseSeconds SECOND, UTC_TIMESTAMP(3))`,
      { id, requestHash, leaseSeconds },
    );
    if (inserted.affectedRows === 1) return undefined;
    const row = await this.database.queryOne<KeyRow>(
      `SELECT request_hash, completed_at, response_status, response_body
       FROM idempotency_keys
       WHERE id = :id`,
      { id },
    );
    if (row === undefined) return this.begin(id, requestHash); // abandoned a moment ago
    if (!row.request_hash.equals(requestHash)) throw new IdempotencyKeyReused();
    if (row.completed_at !== null)
      return { status: row.response_status ?? 200, body: parse(row.response_body) };
    await this.takeOver(id);
    return undefined;
  }

  /** Stores the answer; called inside the transaction that the answer tells of. */
  async complete(id: Buffer, requestHash: Buffer, { status, body }: StoredResponse): Promise<void> {
    const { affectedRows } = await this.database.write(
      `UPDATE idempotency_keys
       SET completed_at = UTC_TIMESTAMP(3), response_status = :status, response_body = :body
       WHERE id = :id AND request_hash = :requestHash AND completed_at IS NULL`,
      { id, requestHash, status, body: body === undefined ? null : JSON.stringify(body) },
    );
    // Somebody took the key over after our lease and was faster: their answer stands, ours rolls back.
    if (affectedRows === 0) throw new IdempotencyKeyInFlight();
  }

  async abandon(id: Buffer, requestHash: Buffer): Promise<void> {
    await this.database.writeAlone(
      `DELETE FROM idempotency_keys
       WHERE id = :id AND request_hash = :requestHash AND completed_at IS NULL`,
      { id, requestHash },
    );
  }

  /** Keys are promised for 24 hours. @returns how many were deleted */
  async deleteOld(): Promise<number> {
    for (let deleted = 0; ;) {
      const { affectedRows } = await this.database.writeAlone(
        `DELETE FROM idempotency_keys
         WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL 24 HOUR
         ORDER BY created_at
         LIMIT 500`,
      );
      deleted += affectedRows;
      if (affectedRows < 500) return deleted;
    }
  }

  private async takeOver(id: Buffer): Promise<void> {
    const { affectedRows } = await this.database.writeAlone(
      `UPDATE idempotency_keys
       SET leased_until = UTC_TIMESTAMP(3) + INTERVAL :leaseSeconds SECOND
       WHERE id = :id AND completed_at IS NULL AND leased_until < UTC_TIMESTAMP(3)`,
      { id, leaseSeconds },
    );
    if (affectedRows === 0) throw new IdempotencyKeyInFlight();
  }
}

function parse(body: string | null): unknown {
  return body === null ? undefined : (JSON.parse(body) as unknown);
}
