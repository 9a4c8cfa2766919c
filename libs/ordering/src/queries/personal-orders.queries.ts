import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { rowsInPages, type PersonalPart } from '#platform/personal-data/personal-part.js';
import { OrderQueries } from './order.queries.js';

interface PlaceRow {
  id: Buffer;
  placed_at: Date;
}

const pageSize = 100;
const mostNamed = 20;

/** What ordering holds of one customer. */
@Injectable()
export class PersonalOrders {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderQueries,
  ) {}

  /** Orders that wait for their payment, or for staff to look at it: numbers of the latest, at most twenty. */
  async openOrdersOf(customerId: string): Promise<string[]> {
    const rows = await this.database.query<{ number: string }>(
      `SELECT number
       FROM orders FORCE INDEX (orders_of_customer)
       WHERE customer_id = :customerId AND status = 'pending'
       ORDER BY placed_at DESC
       LIMIT ${String(mostNamed)}`,
      { customerId: idToBytes(customerId) },
    );
    return rows.map(({ number }) => number);
  }

  personalDataOf(customerId: string): readonly PersonalPart[] {
    return [{ name: 'orders', many: () => this.all(customerId) }];
  }

  /** The oldest first, so that an order of this moment can't shift the others. */
  async *idsOf(customerId: string): AsyncGenerator<string[]> {
    const read = (after: PlaceRow | undefined): Promise<PlaceRow[]> =>
      this.database.query<PlaceRow>(
        `SELECT id, placed_at
         FROM orders FORCE INDEX (orders_of_customer)
         WHERE customer_id = :customerId
           AND placed_at >= :placedAt AND (placed_at > :placedAt OR id > :id)
         ORDER BY placed_at, id
         LIMIT ${String(pageSize)}`,
        {
          customerId: idToBytes(customerId),
          placedAt: after?.placed_at ?? new Date(0),
          id: after?.id ?? Buffer.alloc(16),
        },
      );
    for await (const rows of rowsInPages(pageSize, read)) yield rows.map(({ id }) => bytesToId(id));
  }

  private async *all(customerId: string): AsyncGenerator<object> {
    for await (const ids of this.idsOf(customerId))
      for (const id of ids) yield await this.orders.find(id, { customerId, orderId: null });
  }
}
