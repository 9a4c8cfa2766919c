import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import type { CategoryId, DepartmentId, ProductId } from '../domain/ids.js';
import { whatIsFound } from '../domain/scope.js';
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

/** Products of a category that move at a time. */
const batch = 2_000;

const leaveDepartment = `
  DELETE l
  FROM product_listings l
  JOIN product_categories pc ON pc.product_id = l.product_id AND pc.category_id = :category
  WHERE l.scope_id = :from AND l.product_id BETWEEN :first AND :last
    AND NOT EXISTS (
      SELECT 1
      FROM product_categories other
      JOIN categories c ON c.id = other.category_id
      WHERE other.product_id = l.product_id AND c.department_id = :from)`;

/** What is listed in the category is sorted by the same columns there. */
const enterDepartment = `
  INSERT INTO product_listings (${listingColumns})
  SELECT :to, l.product_id, ${sortColumns.map((column) => `l.${column}`).join(', ')}
  FROM product_listings l
  WHERE l.scope_id = :category AND l.product_id BETWEEN :first AND :last
    AND NOT EXISTS (
      SELECT 1
      FROM product_listings known
      WHERE known.scope_id = :to AND known.product_id = l.product_id)`;

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
      // Of a draft nothing can be found, and could not be before.
      ...(before.length > 0 || after.length > 0 ? [whatIsFound] : []),
    ]);
    await this.addToTotals(countsOf(changes));
  }

  /**
   * Lists what stands in a category under its new department, and no longer under the old one unless another category of that holds it. The
   * category itself says so already. By sets: a category may hold every product of the shop.
   */
  async moveCategory(categoryId: CategoryId, from: DepartmentId, to: DepartmentId): Promise<void> {
    const scopes = { category: idToBytes(categoryId), from: idToBytes(from), to: idToBytes(to) };
    const totals = { from: 0, to: 0 };
    const moved: Buffer[] = [];
    let after: Buffer = Buffer.alloc(16);
    for (;;) {
      const products = await this.lockProductsOf(scopes.category, after);
      const [first, last] = [products.at(0), products.at(-1)];
      if (first === undefined || last === undefined) break;
      const [left, entered] = await Promise.all([
        this.database.write(leaveDepartment, { ...scopes, first, last }),
        this.database.write(enterDepartment, { ...scopes, first, last }),
      ]);
      totals.from -= left.affectedRows;
      totals.to += entered.affectedRows;
      moved.push(...products);
      after = last;
    }
    await this.changeFeed.append([
      ...moved.map((id) => ({ topic: 'product', subject: bytesToId(id) })),
      ...[categoryId, from, to].map((subject) => ({ topic: 'scope', subject })),
      whatIsFound,
    ]);
    await this.addToTotals([
      [scopes.from, totals.from],
      [scopes.to, totals.to],
    ]);
  }

  private async lockProductsOf(category: Buffer, after: Buffer): Promise<Buffer[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT p.id
       FROM product_categories pc
       JOIN products p ON p.id = pc.product_id
       WHERE pc.category_id = :category AND pc.product_id > :after
       ORDER BY pc.product_id
       LIMIT :limit
       FOR UPDATE`,
      { category, after, limit: String(batch) },
    );
    return rows.map(({ id }) => id);
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

  private async addToTotals(changes: readonly (readonly [scope: Buffer, by: number])[]): Promise<void> {
    // Sorted, and last in the transaction: every publication locks the total of the whole shop.
    const rows = changes.filter(([, by]) => by !== 0).toSorted(([one], [other]) => one.compare(other));
    if (rows.length === 0) return;
    await this.database.writeLater(
      `INSERT INTO listing_totals (scope_id, total)
       VALUES :rows
       ON DUPLICATE KEY UPDATE total = total + VALUES(total)`,
      { rows },
    );
  }
}

/** How many products each scope has won or lost. */
function countsOf({ added, removed }: RowChanges): [Buffer, number][] {
  const counts = new Map<string, number>();
  const count = (rows: readonly SqlRow[], by: 1 | -1): void => {
    for (const row of rows) {
      const scope = scopeOf(row).toString('hex');
      counts.set(scope, (counts.get(scope) ?? 0) + by);
    }
  };
  count(added, 1);
  count(removed, -1);
  return Array.from(counts, ([scope, by]) => [Buffer.from(scope, 'hex'), by]);
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
