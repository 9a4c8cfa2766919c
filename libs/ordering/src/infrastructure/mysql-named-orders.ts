import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { NamedOrders } from '../domain/named-orders.js';
import { nobodysEmail, withoutPerson } from '../domain/pseudonym.js';
import type { ShippingAddress } from '../domain/shipping.js';
import type { OrdersPseudonymised } from '../events.js';

interface NamedRow {
  id: Buffer;
  shipping_address: string;
}

const isDue = `
  o.pseudonymised_at IS NULL AND o.status <> 'pending'
  AND o.placed_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY`;

@Injectable()
export class MysqlNamedOrders extends NamedOrders {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  override async buyerErased(customerId: string): Promise<void> {
    await this.database.writeLater(
      'INSERT IGNORE INTO erased_buyers (customer_id, erased_at) VALUES (:id, UTC_TIMESTAMP(3))',
      { id: idToBytes(customerId) },
    );
  }

  override pseudonymise(days: number, limit: number): Promise<number> {
    return this.unitOfWork.run(async () => {
      const guests = await this.ofGuests(days, limit);
      const erased = await this.ofErasedBuyers(days, limit - guests.length);
      const rows = [...guests, ...erased];
      for (const row of rows) await this.takeName(row);
      if (rows.length > 0) await this.outbox.append([pseudonymised(rows)]);
      return rows.length;
    });
  }

  override async closeErasedBuyers(): Promise<void> {
    await this.database.writeAlone(
      `UPDATE erased_buyers b
       SET b.done_at = UTC_TIMESTAMP(3)
       WHERE b.done_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = b.customer_id AND o.pseudonymised_at IS NULL)`,
    );
  }

  /** Index orders_with_names: what has lost its name is out of the range. An order that somebody works at waits for tomorrow. */
  private ofGuests(days: number, limit: number): Promise<NamedRow[]> {
    return this.database.query<NamedRow>(
      `SELECT o.id, o.shipping_address
       FROM orders o FORCE INDEX (orders_with_names)
       WHERE o.customer_id IS NULL AND ${isDue}
       ORDER BY o.placed_at
       LIMIT ${String(limit)}
       FOR UPDATE SKIP LOCKED`,
      { days },
    );
  }

  private async ofErasedBuyers(days: number, limit: number): Promise<NamedRow[]> {
    if (limit === 0) return [];
    return this.database.query<NamedRow>(
      `SELECT o.id, o.shipping_address
       FROM erased_buyers b
       JOIN orders o FORCE INDEX (orders_with_names) ON o.customer_id = b.customer_id
       WHERE b.done_at IS NULL AND ${isDue}
       LIMIT ${String(limit)}
       FOR UPDATE SKIP LOCKED`,
      { days },
    );
  }

  private async takeName({ id, shipping_address }: NamedRow): Promise<void> {
    const address = withoutPerson(JSON.parse(shipping_address) as ShippingAddress);
    await this.database.writeLater(
      `UPDATE orders
       SET email = :email, note = NULL, shipping_address = :address, pseudonymised_at = UTC_TIMESTAMP(3)
       WHERE id = :id`,
      { id, email: nobodysEmail, address: JSON.stringify(address) },
    );
  }
}

function pseudonymised(rows: readonly NamedRow[]): OrdersPseudonymised {
  return {
    type: 'ordering.orders-pseudonymised',
    payload: { orderIds: rows.map(({ id }) => bytesToId(id)) },
  };
}
