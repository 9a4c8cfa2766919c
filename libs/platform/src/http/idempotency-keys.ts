import { Injectable } from '@nestjs/common';
import { DomainError, newId } from '#shared-kernel';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';

export interface StoredResponse {
  status: number;
  body: unknown;
}

/** The right to carry out the request of a key, until it runs out and another request takes it over. */
export interface Lease {
  key: Buffer;
  lease: Buffer;
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
   * @returns the answer to repeat, or a lease: the request is to be carried out, then completed or abandoned under it
   * @throws IdempotencyKeyInFlight, IdempotencyKeyReused
   */
  async begin(id: Buffer, requestHash: Buffer): Promise<StoredResponse | Lease> {
    const lease = { key: id, lease: idToBytes(newId()) };
    const inserted = await this.database.writeAlone(
      `INSERT IGNORE INTO idempotency_keys (id, request_hash, lease, leased_until, created_at)
       VALUES (:key, :requestHash, :lease, UTC_TIMESTAMP(3) + INTERVAL :leaseSeconds SECOND, UTC_TIMESTAMP(3))`,
      { ...lease, requestHash, leaseSeconds },
    );
    if (inserted.affectedRows === 1) return lease;
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
    await this.takeOver(lease);
    return lease;
  }

  /**
   * Stores the answer; called inside the transaction that the answer tells of.
   * @throws IdempotencyKeyInFlight if the lease has run out and somebody else holds it now: the transaction must roll back
   */
  async complete({ key, lease }: Lease, { status, body }: StoredResponse): Promise<void> {
    const { affectedRows } = await this.database.write(
      `UPDATE idempotency_keys
       SET completed_at = UTC_TIMESTAMP(3), response_status = :status, response_body = :body
       WHERE id = :key AND lease = :lease AND completed_at IS NULL`,
      { key, lease, status, body: body === undefined ? null : JSON.stringify(body) },
    );
    if (affectedRows === 0) throw new IdempotencyKeyInFlight();
  }

  /** Gives the key back, so that the same request may be tried again at once. */
  async abandon({ key, lease }: Lease): Promise<void> {
    await this.database.writeAlone(
      `DELETE FROM idempotency_keys
       WHERE id = :key AND lease = :lease AND completed_at IS NULL`,
      { key, lease },
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

  private async takeOver({ key, lease }: Lease): Promise<void> {
    const { affectedRows } = await this.database.writeAlone(
      `UPDATE idempotency_keys
       SET lease = :lease, leased_until = UTC_TIMESTAMP(3) + INTERVAL :leaseSeconds SECOND
       WHERE id = :key AND completed_at IS NULL AND leased_until < UTC_TIMESTAMP(3)`,
      { key, lease, leaseSeconds },
    );
    if (affectedRows === 0) throw new IdempotencyKeyInFlight();
  }
}

function parse(body: string | null): unknown {
  return body === null ? undefined : (JSON.parse(body) as unknown);
}
