import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { rowsInPages, type PersonalPart } from '#platform/personal-data/personal-part.js';

interface LineRow {
  cart_id: Buffer;
  variant_id: Buffer;
  status: string;
  updated_at: Date;
  quantity: number;
  saved_for_later: number;
  seen_name: string;
  seen_unit_price_amount: number;
  currency: string;
}

const pageSize = 200;

/** What lies in the carts of one customer. */
@Injectable()
export class PersonalCarts {
  constructor(private readonly database: Database) {}

  personalDataOf(customerId: string): readonly PersonalPart[] {
    return [{ name: 'cartItems', many: () => this.items(customerId) }];
  }

  private async *items(customerId: string): AsyncGenerator<object> {
    const read = (after: LineRow | undefined): Promise<LineRow[]> =>
      this.database.query<LineRow>(
        `SELECT l.cart_id, l.variant_id, c.status, c.updated_at, l.quantity, l.saved_for_later, l.seen_name,
                l.seen_unit_price_amount, c.currency
         FROM carts c
         JOIN cart_line_items l ON l.cart_id = c.id
         WHERE c.customer_id = :customerId
           AND l.cart_id >= :cart AND (l.cart_id > :cart OR l.variant_id > :variant)
         ORDER BY l.cart_id, l.variant_id
         LIMIT ${String(pageSize)}`,
        {
          customerId: idToBytes(customerId),
          cart: after?.cart_id ?? Buffer.alloc(16),
          variant: after?.variant_id ?? Buffer.alloc(16),
        },
      );
    for await (const rows of rowsInPages(pageSize, read)) yield* rows.map(item);
  }
}

function item(row: LineRow): object {
  const { status, quantity, currency } = row;
  return {
    cartId: bytesToId(row.cart_id),
    cartStatus: status,
    usedAt: row.updated_at,
    variantId: bytesToId(row.variant_id),
    name: row.seen_name,
    quantity,
    savedForLater: row.saved_for_later === 1,
    unitPrice: { amount: row.seen_unit_price_amount, currency },
  };
}
