import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';

export interface IdentityEntry {
  provider: string;
  email: string;
  linkedAt: string;
  lastUsedAt: string;
}

interface IdentityRow {
  provider: string;
  email: string;
  linked_at: Date;
  last_used_at: Date;
}

@Injectable()
export class IdentityQueries {
  constructor(private readonly database: Database) {}

  async of(customerId: string): Promise<IdentityEntry[]> {
    // Index identities_of_customer.
    const rows = await this.database.query<IdentityRow>(
      `SELECT provider, email, linked_at, last_used_at
       FROM identities
       WHERE customer_id = :customerId
       ORDER BY provider`,
      { customerId: idToBytes(customerId) },
    );
    return rows.map(({ provider, email, linked_at, last_used_at }) => ({
      provider,
      email,
      linkedAt: linked_at.toISOString(),
      lastUsedAt: last_used_at.toISOString(),
    }));
  }
}
