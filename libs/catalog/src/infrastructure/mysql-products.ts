import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ProductMayBeOrdered, ProductNotFound, VariantNotFound } from '../domain/catalog.errors.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import type { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';
import { Listings } from './listings.js';
import { loadProducts } from './load-products.js';
import * as tables from './product-rows.js';
import { byKey, changesBetween, type RowsByKey } from './row-changes.js';
import { RowWriter } from './row-writer.js';

type Known = ReadonlyMap<tables.ChildTable, RowsByKey>;

/** Loaded by TypeORM, written by hand, in as many statements for hundreds of products as for one. */
@Injectable()
export class MysqlProducts extends Products {
  /** The rows that a product had when it was loaded; it is locked, so they are what the tables hold. */
  private readonly known = new WeakMap<Product, Known>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly writer: RowWriter,
    private readonly listings: Listings,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async get(id: ProductId): Promise<Product> {
    const [product] = await this.getMany([id]);
    if (product === undefined) throw new ProductNotFound();
    return product;
  }

  override async getMany(ids: readonly ProductId[]): Promise<Product[]> {
    if (ids.length === 0) return [];
    const products = await loadProducts(this.unitOfWork.manager, ids.map(idToBytes));
    for (const product of products) this.remember(product);
    return products;
  }

  override async havingVariant(id: VariantId): Promise<Product> {
    const row = await this.database.queryOne<{ product_id: Buffer }>(
      'SELECT product_id FROM variants WHERE id = :id',
      { id: idToBytes(id) },
    );
    if (row === undefined) throw new VariantNotFound();
    return this.get(bytesToId<ProductId>(row.product_id));
  }

  override async due(limit: number): Promise<ProductId[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM products
       WHERE next_change_at <= UTC_TIMESTAMP(3)
       ORDER BY next_change_at
       LIMIT :limit`,
      { limit: String(limit) },
    );
    return rows.map(({ id }) => bytesToId<ProductId>(id));
  }

  override async now(): Promise<Date> {
    const row = await this.database.queryOne<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
    if (row === undefined) throw new TypeError('The database told no time.');
    return row.now;
  }

  override async addMany(products: readonly Product[]): Promise<void> {
    if (products.length === 0) return;
    const now = await this.now();
    await this.writer.insert(
      tables.newProducts,
      products.map((product) => tables.newProductRow(product, now)),
    );
    for (const table of tables.changingTables) {
      const rows = products.flatMap((product) => table.rows(product));
      await this.writer.insert(table, rows);
    }
    for (const product of products) this.remember(product);
    await this.listings.refresh(products.map(({ id }) => id));
  }

  override async saveMany(products: readonly Product[]): Promise<void> {
    if (products.length === 0) return;
    const now = await this.now();
    const rows = products.map((product) => tables.productRow(product, now));
    // Not for what the clock did. Before the version is set: assignments go from left to right.
    const updatedAt = 'updated_at = IF(version = VALUES(version), updated_at, UTC_TIMESTAMP(3))';
    await this.writer.update(tables.products, rows, [updatedAt]);
    const haveVariantsChanged = await this.saveChildren(products);
    const ids = products.map(({ id }) => id);
    if (haveVariantsChanged) await this.summariseStock(ids);
    await this.listings.refresh(ids);
    for (const product of products) this.remember(product);
  }

  override async remove(product: Product): Promise<void> {
    if (!product.wasNeverSold) throw new ProductMayBeOrdered();
    const id = idToBytes(product.id);
    await this.writer.remove(tables.choices, tables.choices.rows(product));
    for (const { name } of [tables.variants, tables.placements, tables.images])
      await this.database.write(`DELETE FROM ${name} WHERE product_id = :id`, { id });
    // Their files are deleted by whoever keeps them.
    await this.database.write(
      'UPDATE images SET unused_since = UTC_TIMESTAMP(3) WHERE product_id = :id AND unused_since IS NULL',
      { id },
    );
    await this.database.write('DELETE FROM products WHERE id = :id', { id });
    await this.changeFeed.append([{ topic: 'product', subject: product.id }]);
  }

  /** @returns whether a variant is there, or put away, that was not so before */
  private async saveChildren(products: readonly Product[]): Promise<boolean> {
    let haveVariantsChanged = false;
    const changes = tables.changingTables.map((table) => {
      const before = new Map(products.flatMap((product) => [...this.rowsKnownOf(product, table)]));
      const after = byKey(
        table,
        products.flatMap((product) => table.rows(product)),
      );
      return { table, ...changesBetween(before, after) };
    });
    // What points to others goes first, and comes last.
    for (const { table, removed } of changes.toReversed()) await this.writer.remove(table, removed);
    for (const { table, added, changed, removed } of changes) {
      await this.writer.update(table, changed);
      await this.writer.insert(table, added);
      if (table === tables.variants) haveVariantsChanged = added.length + changed.length + removed.length > 0;
    }
    return haveVariantsChanged;
  }

  /** A product is as well stocked as the best of the variants that are sold. */
  private async summariseStock(ids: readonly ProductId[]): Promise<void> {
    const states = "'in-stock', 'low', 'sold-out'";
    await this.database.write(
      `UPDATE products p
       LEFT JOIN (
         SELECT product_id, MIN(FIELD(stock_state, ${states})) AS best
         FROM variants
         WHERE product_id IN (:ids) AND archived_at IS NULL
         GROUP BY product_id
       ) v ON v.product_id = p.id
       SET p.stock_state = ELT(COALESCE(v.best, 3), ${states})
       WHERE p.id IN (:ids)`,
      { ids: ids.map(idToBytes) },
    );
  }

  private remember(product: Product): void {
    this.known.set(
      product,
      new Map(tables.changingTables.map((table) => [table, byKey(table, table.rows(product))])),
    );
  }

  private rowsKnownOf(product: Product, table: tables.ChildTable): RowsByKey {
    const rows = this.known.get(product)?.get(table);
    if (rows === undefined) throw new TypeError(`The product ${product.slug} was not loaded here.`);
    return rows;
  }
}
