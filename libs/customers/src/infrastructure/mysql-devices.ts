import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { Devices } from '../domain/devices.js';
import type { CustomerId } from '../domain/ids.js';

const lifetimeDays = 180;
const mostOfAnAccount = 20;
const nobody = Buffer.alloc(16);
const noToken = Buffer.alloc(32);

@Injectable()
export class MysqlDevices extends Devices {
  constructor(private readonly database: Database) {
    super();
  }

  override async isKnown(tokenHash: Buffer, customerId: CustomerId | undefined): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT 1
       FROM known_devices
       WHERE token_hash = :tokenHash AND customer_id = :customerId
         AND last_used_at > UTC_TIMESTAMP(3) - INTERVAL ${String(lifetimeDays)} DAY`,
      { tokenHash, customerId: customerId === undefined ? nobody : idToBytes(customerId) },
    );
    return row !== undefined;
  }

  override async remember(tokenHash: Buffer, customerId: CustomerId): Promise<void> {
    await this.database.write(
      `INSERT INTO known_devices (token_hash, customer_id, created_at, last_used_at)
       VALUES (:tokenHash, :customerId, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE last_used_at = UTC_TIMESTAMP(3)`,
      { tokenHash, customerId: idToBytes(customerId) },
    );
    // Index known_devices_customer: a few rows, of which the account's lock keeps others away.
    const old = await this.database.query<{ token_hash: Buffer }>(
      `SELECT token_hash
       FROM known_devices
       WHERE customer_id = :customerId
       ORDER BY token_hash = :tokenHash DESC, last_used_at DESC
       LIMIT 100 OFFSET ${String(mostOfAnAccount)}`,
      { tokenHash, customerId: idToBytes(customerId) },
    );
    if (old.length === 0) return;
    await this.database.write(
      'DELETE FROM known_devices WHERE customer_id = :customerId AND token_hash IN (:hashes)',
      { customerId: idToBytes(customerId), hashes: old.map((row) => row.token_hash) },
    );
  }

  override async rename(oldHash: Buffer, newHash: Buffer): Promise<void> {
    await this.database.write(
      'UPDATE IGNORE known_devices SET token_hash = :newHash WHERE token_hash = :oldHash',
      { oldHash, newHash },
    );
  }

  override async forgetAllOf(customerId: CustomerId, except = noToken): Promise<void> {
    await this.database.write(
      'DELETE FROM known_devices WHERE customer_id = :customerId AND token_hash <> :except',
      { customerId: idToBytes(customerId), except },
    );
  }

  override async noteSignIn(customerId: CustomerId): Promise<boolean> {
    const id = idToBytes(customerId);
    const row = await this.database.queryOne<{ has_signed_in: number }>(
      'SELECT last_signed_in_at IS NOT NULL AS has_signed_in FROM customers WHERE id = :id',
      { id },
    );
    await this.database.write('UPDATE customers SET last_signed_in_at = UTC_TIMESTAMP(3) WHERE id = :id', {
      id,
    });
    return row?.has_signed_in === 1;
  }

  override async deleteExpired(limit: number): Promise<number> {
    // Index known_devices_unused.
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM known_devices
       WHERE last_used_at < UTC_TIMESTAMP(3) - INTERVAL ${String(lifetimeDays)} DAY
       ORDER BY last_used_at
       LIMIT ${String(limit)}`,
    );
    return affectedRows;
  }
}
