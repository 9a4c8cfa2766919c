import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogFacade } from '#catalog';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { PageRequest } from '#shared-kernel';
import type { CategoryId, VariantId } from '../../../libs/catalog/src/domain/ids.js';
import { Product } from '../../../libs/catalog/src/domain/product.js';
import { Products } from '../../../libs/catalog/src/domain/products.js';
import { AdminProductListQueries } from '../../../libs/catalog/src/queries/admin-product-list.queries.js';
import { aProduct } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let shelf: CategoryId;
const sold: VariantId[] = [];

beforeAll(async () => {
  catalog = await TestCatalog.open();
  shelf = await catalog.category('lamps', await catalog.department('home'));
}, 30_000);

afterAll(() => catalog.close());

async function addMany(count: number): Promise<void> {
  const products = Array.from({ length: count }, () => {
    const product = Product.create(aProduct({ categoryIds: [shelf] }), new Date());
    product.publish(new Date());
    return product;
  });
  await catalog.of(UnitOfWork).run(() => catalog.of(Products).addMany(products));
  sold.push(...products.slice(0, 4).map(({ variants }) => variants[0]!.id));
  await catalog.query('ANALYZE TABLE products, variants, product_categories');
}

interface Work {
  /** Rows of tables or entries of indexes that were touched. */
  read: number;
  /** Rows read one after the other without an index, and rows sorted. */
  scanned: number;
  sorted: number;
}

async function workOf(work: () => Promise<unknown>): Promise<Work> {
  const database = catalog.of(Database);
  const counters = async (): Promise<Work> => {
    const rows = await database.query<{ Variable_name: string; Value: string }>('SHOW SESSION STATUS');
    const sum = (pattern: RegExp): number =>
      rows
        .filter(({ Variable_name: name }) => pattern.test(name))
        .reduce((total, { Value }) => total + Number(Value), 0);
    return {
      read: sum(/^Handler_read_/),
      scanned: sum(/^Handler_read_rnd_next$/),
      sorted: sum(/^Sort_rows$/),
    };
  };
  const minus = (one: Work, other: Work): Work => ({
    read: one.read - other.read,
    scanned: one.scanned - other.scanned,
    sorted: one.sorted - other.sorted,
  });
  // One connection for all, since the counters are the session's.
  return catalog.of(UnitOfWork).run(async () => {
    await work();
    const [first, second] = [await counters(), await counters()];
    await work();
    return minus(minus(await counters(), second), minus(second, first));
  });
}

describe('what carts and orders ask of the catalogue', () => {
  it('costs as much in a large shop as in a small one: the rows that are asked for', async () => {
    const sellable = (): Promise<Work> => workOf(() => catalog.of(CatalogFacade).sellable(sold.slice(0, 4)));
    await addMany(200);
    const small = await sellable();
    await addMany(1_000);
    expect(await sellable()).toEqual(small);
    expect(small.read).toBeLessThanOrEqual(8);
  });
});

describe('the list of products for staff', () => {
  it('reads and sorts no more than a page, beside the count', async () => {
    const page = (status?: 'published'): Promise<Work> =>
      workOf(() => catalog.of(AdminProductListQueries).page({ status }, new PageRequest(1, 20)));
    for (const status of [undefined, 'published'] as const) {
      const { read, sorted } = await page(status);
      const [row] = await catalog.query<{ n: number }>('SELECT COUNT(*) AS n FROM products');
      // The count goes through an index or through the table, as the server likes; a page that looked at all products would double it.
      expect(read).toBeLessThanOrEqual(row!.n + 200);
      expect(sorted).toBeLessThanOrEqual(20);
    }
  });
});
