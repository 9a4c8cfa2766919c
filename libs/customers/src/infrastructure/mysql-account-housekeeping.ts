import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { AccountHousekeeping } from '../domain/account-housekeeping.js';
import type { CustomerId } from '../domain/ids.js';
import { unusablePasswordHash } from '../domain/unusable-password.js';

const isUnverified = `
  email_verified_at IS NULL AND erased_at IS NULL AND role = 'customer'
  AND created_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
  AND last_signed_in_at IS NULL
  AND password_hash NOT LIKE :noPassword
  AND NOT EXISTS (SELECT 1 FROM email_tokens t WHERE t.customer_id = customers.id AND t.expires_at > UTC_TIMESTAMP(3))
  AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.customer_id = customers.id)`;

const isUnused = `
  erased_at IS NULL AND role = 'customer'
  AND (last_signed_in_at IS NULL OR last_signed_in_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY)
  AND created_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
  AND NOT EXISTS (SELECT 1 FROM sessions s
                  WHERE s.customer_id = customers.id AND s.last_used_at >= UTC_TIMESTAMP(3) - INTERVAL :days DAY)`;

/** Found without locks first: a DELETE that looks for its rows would lock what it looks at, and so every account. */
@Injectable()
export class MysqlAccountHousekeeping extends AccountHousekeeping {
  /** All that accounts without a password have in common (`isUnusable`). */
  private readonly noPassword = `${unusablePasswordHash().split('$').slice(0, -1).join('$')}$%`;

  constructor(private readonly database: Database) {
    super();
  }

  override async deleteUnverified(olderThanDays: number, limit: number): Promise<number> {
    const parameters = { days: olderThanDays, noPassword: this.noPassword };
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM customers FORCE INDEX (customers_unverified)
       WHERE ${isUnverified}
       ORDER BY created_at
       LIMIT ${String(limit)}`,
      parameters,
    );
    if (rows.length === 0) return 0;
    // Everything of theirs goes with them by the foreign keys. No other context knows them: they have never come in.
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM customers WHERE id IN (:ids) AND ${isUnverified}`,
      { ...parameters, ids: rows.map(({ id }) => id) },
    );
    return affectedRows;
  }

  override async unused(days: number, limit: number): Promise<CustomerId[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM customers FORCE INDEX (customers_unused)
       WHERE ${isUnused}
       LIMIT ${String(limit)}`,
      { days },
    );
    return rows.map(({ id }) => bytesToId<CustomerId>(id));
  }

  override async isUnused(customerId: CustomerId, days: number): Promise<boolean> {
    const row = await this.database.queryOne(`SELECT id FROM customers WHERE id = :id AND ${isUnused}`, {
      id: idToBytes(customerId),
      days,
    });
    return row !== undefined;
  }

  override async deleteEndedSessions(days: number, limit: number): Promise<number> {
    // Index sessions_ended; the tokens go by the foreign key.
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM sessions
       WHERE ended_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY
       ORDER BY ended_at
       LIMIT ${String(limit)}`,
      { days },
    );
    return affectedRows;
  }
}
