import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import type { CategoryId, ProductId } from '../domain/ids.js';
import { listingColumns, selectListings, sortColumns } from './listing.sql.js';
import { byKey, changesBetween, type RowChanges } from './row-changes.js';

interface ListingRow {
  scope_id: Buffer;
  product_id: Buffer;
  published_at: Date;
  price_from_amount: number;
  name: string;
  popularity: number;
  rating_score: number;
}

const table = { name: 'product_listings', columns: ['scope_id', 'product_id', ...sortColumns], keyLength: 2 };

/** Products of a category that are listed anew at a time. */
const batch = 500;

/**
 * Keeps `product_listings` and `listing_totals` true to products, variants and categories, and tells the change feed. Whatever writes one of
 * these calls it in the same unit of work; nobody else writes these two tables, popularity and rating apart.
 */
@Injectable()
export class Listings {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {}

  /**
   * Lists the products anew: under the shop, their departments and categories if they can be bought, nowhere if not. As many statements for
   * hundreds of products as for one; rows that are right already are not written.
   */
  async refresh(productIds: readonly ProductId[]): Promise<void> {
    if (productIds.length === 0) return;
    const ids = productIds.map(idToBytes);
    // Locked first: two refreshes of one product must not both count the same change.
    const [, before, after] = await Promise.all([
      this.database.query('SELECT id FROM products WHERE id IN (:ids) ORDER BY id FOR UPDATE', { ids }),
      this.database.query<ListingRow>(
        `SELECT ${listingColumns} FROM product_listings WHERE product_id IN (:ids)`,
        { ids },
      ),
      this.database.query<ListingRow>(selectListings('p.id IN (:ids)'), { ids }),
    ]);
    const changes = changesBetween(byKey(table, before.map(sqlRow)), byKey(table, after.map(sqlRow)));
    await this.write(changes);
    await this.changeFeed.append([
      ...productIds.map((subject) => ({ topic: 'product', subject })),
      ...scopesOf(changes).map((subject) => ({ topic: 'scope', subject })),
    ]);
    await this.addToTotals(changes);
  }

  /** All products of a category: it has moved to another department. */
  async refreshCategory(categoryId: CategoryId): Promise<void> {
    let after: Buffer = Buffer.alloc(16);
    for (;;) {
      const rows = await this.database.query<{ product_id: Buffer }>(
        `SELECT product_id
         FROM product_categories
         WHERE category_id = :categoryId AND product_id > :after
         ORDER BY product_id
         LIMIT :limit`,
        { categoryId: idToBytes(categoryId), after, limit: String(batch) },
      );
      await this.refresh(rows.map(({ product_id }) => bytesToId<ProductId>(product_id)));
      const last = rows.at(-1);
      if (last === undefined || rows.length < batch) return;
      after = last.product_id;
    }
  }

  private async write({ added, changed, removed }: RowChanges): Promise<void> {
    const rows = [...added, ...changed];
    if (removed.length > 0) {
      await this.database.writeLater('DELETE FROM product_listings WHERE (scope_id, product_id) IN (:keys)', {
        keys: removed.map((row) => row.slice(0, 2)),
      });
    }
    if (rows.length === 0) return;
    await this.database.writeLater(
      `INSERT INTO product_listings (${listingColumns})
       VALUES :rows
       ON DUPLICATE KEY UPDATE ${sortColumns.map((column) => `${column} = VALUES(${column})`).join(', ')}`,
      { rows },
    );
  }

  private async addToTotals({ added, removed }: RowChanges): Promise<void> {
    const changes = new Map<string, number>();
    const add = (rows: readonly SqlRow[], by: 1 | -1): void => {
      for (const row of rows) {
        const scope = scopeOf(row).toString('hex');
        changes.set(scope, (changes.get(scope) ?? 0) + by);
      }
    };
    add(added, 1);
    add(removed, -1);
    // Sorted, and last in the transaction: every publication locks the total of the whole shop.
    const rows = [...changes]
      .filter(([, by]) => by !== 0)
      .sort()
      .map(([scope, by]) => [Buffer.from(scope, 'hex'), by]);
    if (rows.length === 0) return;
    await this.database.writeLater(
      `INSERT INTO listing_totals (scope_id, total)
       VALUES :rows
       ON DUPLICATE KEY UPDATE total = total + VALUES(total)`,
      { rows },
    );
  }
}

function sqlRow(row: ListingRow): SqlRow {
  return [
    row.scope_id,
    row.product_id,
    row.published_at,
    row.price_from_amount,
    row.name,
    row.popularity,
    row.rating_score,
  ];
}

function scopeOf(row: SqlRow): Buffer {
  const [scope] = row;
  if (!Buffer.isBuffer(scope)) throw new TypeError('A listing without a scope.');
  return scope;
}

/** Lists that have other members or another order. */
function scopesOf({ added, changed, removed }: RowChanges): string[] {
  return [...new Set([...added, ...changed, ...removed].map((row) => bytesToId(scopeOf(row)) as string))];
}
