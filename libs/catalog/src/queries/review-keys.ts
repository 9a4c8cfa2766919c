import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { CustomerId, ProductId } from '../domain/ids.js';

/** What an import asks before it writes: a refusal by the database would end its transaction. */
@Injectable()
export class ReviewKeys {
  constructor(private readonly database: Database) {}

  async isPublished(productId: ProductId): Promise<boolean> {
    const row = await this.database.queryOne(
      "SELECT id FROM products WHERE id = :id AND status = 'published'",
      {
        id: idToBytes(productId),
      },
    );
    return row !== undefined;
  }

  async hasReviewed(customerId: CustomerId, productId: ProductId): Promise<boolean> {
    const row = await this.database.queryOne(
      'SELECT id FROM reviews WHERE product_id = :productId AND customer_id = :customerId',
      { productId: idToBytes(productId), customerId: idToBytes(customerId) },
    );
    return row !== undefined;
  }

  /** Those of the products that there are, in the order in which everybody locks them. */
  async lock(productIds: readonly string[]): Promise<ProductId[]> {
    if (productIds.length === 0) return [];
    const rows = await this.database.query<{ id: Buffer }>(
      'SELECT id FROM products WHERE id IN (:ids) ORDER BY id FOR UPDATE',
      { ids: productIds.map(idToBytes) },
    );
    return rows.map(({ id }) => bytesToId<ProductId>(id));
  }
}
