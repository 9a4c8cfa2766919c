import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { ProductId } from '../domain/ids.js';
import { insertListings } from './listing.sql.js';

interface ScopeCount {
  scope_id: Buffer;
  products: number;
}

/**
 * Keeps `product_listings` and `listing_totals` true to products, variants and categories. Whatever writes one of
 * these calls it in the same unit of work; nobody else writes these two tables, popularity apart.
 */
@Injectable()
export class Listings {
  constructor(private readonly database: Database) {}

  /** Lists the products anew: under the shop, their departments and categories if published, nowhere if not. */
  async refresh(productIds: readonly ProductId[]): Promise<void> {
    const ids = productIds.map(idToBytes);
    // Locked first: two refreshes of one product must not both count the same change.
    await this.database.query('SELECT id FROM products WHERE id IN (:ids) ORDER BY id FOR UPDATE', { ids });
    const before = await this.countByScope(ids);
    await this.database.write('DELETE FROM product_listings WHERE product_id IN (:ids)', { ids });
    await this.database.write(insertListings('p.id IN (:ids)'), { ids });
    await this.addToTotals(before, await this.countByScope(ids));
  }

  private countByScope(ids: Buffer[]): Promise<ScopeCount[]> {
    return this.database.query<ScopeCount>(
      `SELECT scope_id, COUNT(*) AS products
       FROM product_listings
       WHERE product_id IN (:ids)
       GROUP BY scope_id`,
      { ids },
    );
  }

  private async addToTotals(before: ScopeCount[], after: ScopeCount[]): Promise<void> {
    const changes = new Map<string, number>();
    const add = (counts: ScopeCount[], sign: 1 | -1): void => {
      for (const { scope_id, products } of counts) {
        const scope = scope_id.toString('hex');
        changes.set(scope, (changes.get(scope) ?? 0) + sign * products);
      }
    };
    add(before, -1);
    add(after, 1);
    // Sorted, and last in the transaction: every publication locks the total of the whole shop.
    for (const [scope, change] of [...changes].filter(([, by]) => by !== 0).sort()) {
      await this.database.write(
        `INSERT INTO listing_totals (scope_id, total)
         VALUES (:scopeId, :change)
         ON DUPLICATE KEY UPDATE total = total + :change`,
        { scopeId: Buffer.from(scope, 'hex'), change },
      );
    }
  }
}
