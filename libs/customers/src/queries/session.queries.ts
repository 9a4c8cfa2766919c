import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { deviceName } from '#platform/observability/device-name.js';

export interface RunningSession {
  id: string;
  device: string | null;
  address: string | null;
  method: string;
  staffPages: boolean;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
}

interface SessionRow {
  id: Buffer;
  kind: string;
  method: string;
  address: string | null;
  user_agent: string | null;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
}

@Injectable()
export class SessionQueries {
  constructor(private readonly database: Database) {}

  /** Those that go on, the one that was used last first; at most 100, who has more is no person. */
  async running(customerId: string): Promise<RunningSession[]> {
    // Index sessions_customer.
    const rows = await this.database.query<SessionRow>(
      `SELECT id, kind, method, address, user_agent, created_at, last_used_at, expires_at
       FROM sessions
       WHERE customer_id = :customerId AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(3)
       ORDER BY last_used_at DESC, id DESC
       LIMIT 100`,
      { customerId: idToBytes(customerId) },
    );
    return rows.map((row) => ({
      id: bytesToId(row.id),
      device: deviceName(row.user_agent ?? undefined) ?? null,
      address: row.address,
      method: row.method,
      staffPages: row.kind === 'operator',
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }
}
