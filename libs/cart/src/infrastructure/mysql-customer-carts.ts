import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { CustomerCarts } from '../application/customer-carts.js';

@Injectable()
export class MysqlCustomerCarts extends CustomerCarts {
  constructor(private readonly database: Database) {
    super();
  }

  override async forget(customerId: string): Promise<void> {
    const rows = await this.database.query<{ id: Buffer; status: string }>(
      `SELECT id, status
       FROM carts FORCE INDEX (carts_of_customer)
       WHERE customer_id = :customerId
       FOR UPDATE`,
      { customerId: idToBytes(customerId) },
    );
    const idsOf = (isOrdered: boolean): Buffer[] =>
      rows.filter(({ status }) => (status === 'checked-out') === isOrdered).map(({ id }) => id);
    const [ordered, others] = [idsOf(true), idsOf(false)];
    if (ordered.length > 0)
      await this.database.writeLater('UPDATE carts SET customer_id = NULL WHERE id IN (:ordered)', {
        ordered,
      });
    if (others.length === 0) return;
    await this.database.writeLater('DELETE FROM cart_line_items WHERE cart_id IN (:others)', { others });
    await this.database.writeLater('DELETE FROM carts WHERE id IN (:others)', { others });
  }
}
