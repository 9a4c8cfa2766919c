import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CatalogModule } from '#catalog';
import { InventoryModule, StockReconciliation } from '#inventory';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { bytesToId } from '#platform/database/id-column.js';
import { fillLargeShop } from '../../../apps/cli/src/large-shop/large-shop.js';
import { seedLargeShop } from '../../../apps/cli/src/seed-large-shop.js';
import type { ProductId } from '../../../libs/catalog/src/domain/ids.js';
import { Listings } from '../../../libs/catalog/src/infrastructure/listings.js';
import { currentPrice } from '../../../libs/catalog/src/queries/current-price.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startContext, type TestContext } from '../../support/platform.js';

// prettier-ignore
const tables = [
  'departments', 'categories', 'options', 'option_values', 'products', 'product_categories', 'product_images', 'variants',
  'variant_option_values', 'reviews', 'stock', 'stock_movements', 'product_listings', 'listing_totals',
];

/** What each table holds, whatever the order. */
async function contents(database: TestDatabase): Promise<Record<string, unknown>> {
  const sums: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = await database.query<{ column: string }>(
      `SELECT column_name AS 'column' FROM information_schema.columns
       WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position`,
      [table],
    );
    const columns = rows.map(({ column }) => `COALESCE(HEX(\`${column}\`), '-')`).join(', ');
    const [sum] = await database.query(
      `SELECT COUNT(*) AS count, BIT_XOR(CRC32(CONCAT_WS('|', ${columns}))) AS sum FROM ${table}`,
    );
    sums[table] = sum;
  }
  return sums;
}

describe('filling the large shop', () => {
  let shop: TestContext;
  let whole: Record<string, unknown>;

  beforeAll(async () => {
    shop = await startContext({ imports: [CatalogModule, InventoryModule] }, {}, { sampleShop: true });
    expect(await fillLargeShop(shop.database.url, { products: 1_300 })).toMatchObject({
      products: 1_300,
      made: 1_300,
    });
    whole = await contents(shop.database);
  }, 60_000);
  afterAll(() => shop.close());

  const one = async (sql: string): Promise<number> => {
    const [row] = await shop.database.query<{ count: number }>(sql);
    return Number(row?.count);
  };

  it('makes as many published products, and a draft with each hundred', async () => {
    const large =
      "slug REGEXP '-[0-9]+(-draft)?$' AND id IN (SELECT product_id FROM variants WHERE sku LIKE 'LRG-%')";
    expect(await one(`SELECT COUNT(*) AS count FROM products WHERE ${large} AND status = 'published'`)).toBe(
      1_300,
    );
    expect(await one(`SELECT COUNT(*) AS count FROM products WHERE ${large} AND status = 'draft'`)).toBe(13);
  });

  it('changes nothing the second time, and only adds when more are asked for', async () => {
    expect(await fillLargeShop(shop.database.url, { products: 1_300 })).toEqual({
      products: 1_300,
      made: 0,
      rows: 0,
    });
    expect(await fillLargeShop(shop.database.url, { products: 200 })).toMatchObject({ made: 0 });
    expect(await contents(shop.database)).toEqual(whole);
  });

  it('goes on where it was interrupted, and makes the same rows', async () => {
    const other = await createTestDatabase({ sampleShop: true });
    try {
      await fillLargeShop(other.url, { products: 130 });
      let batches = 0;
      const interrupted = fillLargeShop(other.url, {
        products: 1_300,
        onProgress: () => {
          if (++batches === 2) throw new Error('the plug was pulled');
        },
      });
      await expect(interrupted).rejects.toThrow('the plug was pulled');
      const { made } = await fillLargeShop(other.url, { products: 1_300 });
      expect(made).toBeLessThan(1_170);
      expect(await contents(other)).toEqual(whole);
    } finally {
      await other.drop();
    }
  }, 60_000);

  it('lists what the catalogue itself would list', async () => {
    const ids = await shop.database.query<{ id: Buffer }>('SELECT id FROM products');
    const listings = shop.app.get(Listings, { strict: false });
    await shop.app.get(UnitOfWork).run(() => listings.refresh(ids.map(({ id }) => bytesToId<ProductId>(id))));
    const { product_listings, listing_totals } = await contents(shop.database);
    expect({ product_listings, listing_totals }).toEqual({
      product_listings: whole['product_listings'],
      listing_totals: whole['listing_totals'],
    });
  });

  it('shows the prices that hold now, sales with dates included', async () => {
    const wrong = await shop.database.query(
      `SELECT p.slug, p.price_from_amount, p.price_to_amount, now.lowest, now.highest
       FROM products p
       JOIN (
         SELECT v.product_id, MIN(${currentPrice('v')}) AS lowest, MAX(${currentPrice('v')}) AS highest
         FROM variants v
         GROUP BY v.product_id
       ) now ON now.product_id = p.id
       WHERE p.price_from_amount <> now.lowest OR p.price_to_amount <> now.highest`,
    );
    expect(wrong).toEqual([]);
    const windows = await one(
      "SELECT COUNT(DISTINCT IF(sale_price_amount IS NULL, 'none', CONCAT_WS(' ', 'sale', sale_starts_at, sale_ends_at))) AS count FROM variants",
    );
    expect(windows).toBe(5);
  });

  it('keeps the books: stock as the ledger says, ratings as the reviews say', async () => {
    expect(await shop.app.get(StockReconciliation).differences()).toEqual([]);
    const wrong = await one(
      `SELECT COUNT(*) AS count
       FROM products p
       LEFT JOIN (SELECT product_id, COUNT(*) AS reviews, SUM(rating) AS stars FROM reviews GROUP BY product_id) r ON r.product_id = p.id
       WHERE p.id IN (SELECT product_id FROM variants WHERE sku LIKE 'LRG-%')
         AND (p.rating_count <> COALESCE(r.reviews, 0) OR p.rating_sum <> COALESCE(r.stars, 0)
              OR p.rating_count <> p.stars_1 + p.stars_2 + p.stars_3 + p.stars_4 + p.stars_5)`,
    );
    expect(wrong).toBe(0);
  });

  it('shares colour and size with the sample shop', async () => {
    expect(await one("SELECT COUNT(*) AS count FROM options WHERE code IN ('colour', 'size')")).toBe(2);
    const kinds = await one(
      `SELECT COUNT(DISTINCT IF(v.sku LIKE 'LRG-%', 'large', 'sample')) AS count
       FROM variants v
       JOIN variant_option_values c ON c.variant_id = v.id
       JOIN option_values o ON o.id = c.option_value_id
       WHERE o.code = 'moss'`,
    );
    expect(kinds).toBe(2);
  });
});

describe('npm run seed -- --products', () => {
  let empty: TestDatabase;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    empty = await createTestDatabase();
    environment = process.env;
  });
  afterAll(async () => {
    process.env = environment;
    process.exitCode = undefined;
    await empty.drop();
  });

  let said: string[];
  beforeEach(() => {
    said = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const products = async (): Promise<number> => (await empty.query('SELECT id FROM products')).length;

  it('keeps out of production, unless somebody has asked for the sample shop', async () => {
    process.env = { ...environment, APP_ENV: 'production', DATABASE_URL: empty.url };
    await seedLargeShop('10');
    expect(said).toEqual(['No sample shop here: SAMPLE_SHOP is not true.\n']);
    expect(await products()).toBe(0);
  });

  it('refuses what is no number of products', async () => {
    process.env = { ...environment, APP_ENV: 'development', DATABASE_URL: empty.url };
    for (const text of ['0', '-5', '1e3', 'many', '99999999', '']) {
      process.exitCode = undefined;
      await seedLargeShop(text);
      expect(process.exitCode).toBe(64);
      expect(said.at(-1)).toContain(`not '${text}'`);
    }
    expect(await products()).toBe(0);
  });
});
