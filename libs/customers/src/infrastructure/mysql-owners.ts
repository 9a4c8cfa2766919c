import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import type { CustomerId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';

@Injectable()
export class MysqlOwners extends Owners {
  constructor(private readonly database: Database) {
    super();
  }

  override async lock(): Promise<ReadonlySet<CustomerId>> {
    // A range of the index customers_role, always in its order.
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM customers
       WHERE role = 'owner' AND disabled_at IS NULL
       ORDER BY created_at, id
       FOR UPDATE`,
    );
    return new Set(rows.map(({ id }) => bytesToId<CustomerId>(id)));
  }
}
