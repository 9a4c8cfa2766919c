import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { Payers } from '../application/payers.js';

@Injectable()
export class MysqlPayers extends Payers {
  constructor(private readonly database: Database) {
    super();
  }

  override async forget(orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    // What a shop has put into the address to return to is not known: it may name somebody.
    await this.database.writeLater(
      "UPDATE payments SET email = 'erased@erased.invalid', return_url = NULL WHERE order_id IN (:ids)",
      { ids: orderIds.map(idToBytes) },
    );
  }
}
