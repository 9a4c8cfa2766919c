import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReportJson } from '#exchange';
import type { TestContext } from '../../support/platform.js';
import { differences, everything, imports, numbers, openShop, smallDump } from './tshirtshop.fixtures.js';

let shop: TestContext;

function changesOf(report: ReportJson): Record<string, [number, number]> {
  const changed = report.tables.filter(({ created, updated }) => created + updated > 0);
  return Object.fromEntries(changed.map(({ table, created, updated }) => [table, [created, updated]]));
}

describe('a shop that has been taken over', () => {
  beforeEach(async () => {
    shop = await openShop();
    await imports(shop, smallDump, { stock: 7 });
  });

  afterEach(() => shop.close());

  it('is changed in nothing by a second run', async () => {
    const before = await everything(shop);
    const report = await imports(shop, smallDump, { stock: 7 });
    expect(changesOf(report)).toEqual({});
    expect(report.made).toEqual({});
    expect(numbers(report)).toMatchObject({
      product: [8, 0, 0, 6, {}],
      orders: [5, 0, 0, 4, {}],
      review: [6, 0, 0, 2, {}],
    });
    expect(differences(before, await everything(shop))).toEqual([]);
  });

  it('keeps what staff have changed since, and the slug that they have given', async () => {
    await shop.database.query(
      "UPDATE products SET name = 'Beacon', slug = 'beacon' WHERE slug = 'lighthouse-by-night'",
    );
    await shop.database.query(
      "UPDATE stock SET available = 1 WHERE variant_id = (SELECT id FROM variants WHERE sku = 'TS-1-S-RED')",
    );
    await imports(shop, smallDump, { stock: 7 });
    expect(await shop.database.query("SELECT name FROM products WHERE slug = 'beacon'")).toEqual([
      { name: 'Beacon' },
    ]);
    expect(await shop.database.query('SELECT COUNT(*) AS n FROM products')).toEqual([{ n: 6 }]);
    const [stock] = await shop.database.query(
      "SELECT available FROM stock s JOIN variants v ON v.id = s.variant_id WHERE v.sku = 'TS-1-S-RED'",
    );
    expect(stock).toEqual({ available: 1 });
  });

  it('takes just what differs in a dump that has changed', async () => {
    const later = smallDump
      .replace(
        "(7, 'Search', 'A word that addresses have a use for.', 9.50, 9.49",
        "(7, 'Search', 'A word.', 9.80, 0.00",
      )
      .replace("(2, 4, 'Red'), (5, 2, 'Blue')", "(2, 4, 'Red'), (5, 2, 'Blue')")
      .replace("(3, 2, 'Sheep', 'Wool')", "(3, 1, 'Lambs', 'Wool')")
      .replace('(7, 1), (7, 4), (7, 5)', '(7, 1), (7, 2), (7, 4), (7, 5)')
      .replace("'By balloon', 99.00", "'By balloon', 95.00")
      .replace("'Ada Small', 'ada@small.example'", "'Ada Bright', 'ada@small.example'");
    expect(later).not.toBe(smallDump);
    const report = await imports(shop, later, { stock: 7 });
    expect(changesOf(report)).toEqual({
      category: [0, 1],
      product: [0, 1],
      product_category: [0, 1],
      product_attribute: [0, 4],
      shipping: [0, 1],
      customer: [0, 1],
    });
    expect(report.made).toEqual({ variants: 2, 'variants with stock': 2 });
    expect(
      await shop.database.query(
        `SELECT p.description, v.sku, v.price_amount AS price, v.sale_price_amount AS sale
         FROM products p JOIN variants v ON v.product_id = p.id WHERE p.slug = 'search-7' ORDER BY v.sku`,
      ),
    ).toEqual([
      ...['TS-7-M-BLUE', 'TS-7-M-RED', 'TS-7-S-BLUE', 'TS-7-S-RED'].map((sku) => ({
        ...{ description: 'A word.', sku, price: 980, sale: null },
      })),
    ]);
    const [listed] = await shop.database.query(
      `SELECT d.slug FROM product_listings l JOIN products p ON p.id = l.product_id JOIN departments d ON d.id = l.scope_id
       WHERE p.slug = 'unicode-wool'`,
    );
    expect(listed).toEqual({ slug: 'sea-and-coast' });
  });

  it('gives stock to what never had any, and to nothing else', async () => {
    await shop.database.query(
      "DELETE FROM stock WHERE variant_id = (SELECT id FROM variants WHERE sku = 'TS-8')",
    );
    expect((await imports(shop, smallDump)).made).toEqual({});
    expect((await imports(shop, smallDump, { stock: 3 })).made).toEqual({ 'variants with stock': 1 });
  });
});

describe('a dry run', () => {
  afterEach(() => shop.close());

  it('reports what a run would do and leaves nothing', async () => {
    shop = await openShop();
    const before = await everything(shop);
    const dry = await imports(shop, smallDump, { stock: 7, dryRun: true });
    expect(differences(before, await everything(shop))).toEqual([]);
    expect(dry).toEqual(await imports(shop, smallDump, { stock: 7 }));
  });
});

describe('a shop that sells already', () => {
  afterAll(() => shop.close());

  it('keeps its countries, its slugs and its options, and gives the countries up only on request', async () => {
    shop = await openShop({}, { sampleShop: true });
    await shop.database.query("UPDATE products SET slug = 'gulls-cry' ORDER BY id LIMIT 1");
    const regions =
      'SELECT r.code, c.country FROM shipping_region_countries c JOIN shipping_regions r ON r.id = c.region_id';
    const report = await imports(shop, smallDump);
    expect(report.remarks).toMatchObject({
      "countries of Germany, Austria & Atlantis: left to the shop's own regions (--replace-shipping takes them over)": 2,
      "rest of the world for Rest of the World: left to the shop's own regions (--replace-shipping takes them over)": 1,
      'attributes that the shop had as an option already': 1,
      'attribute values that the shop had already': 3,
    });
    expect(
      await shop.database.query("SELECT slug FROM products WHERE slug LIKE 'gulls-cry%' ORDER BY slug"),
    ).toEqual([{ slug: 'gulls-cry' }, { slug: 'gulls-cry-3' }]);
    expect(await shop.database.query(`${regions} WHERE c.country IN ('AT', 'DE', 'FR')`)).toEqual(
      ['AT', 'DE', 'FR'].map((country) => ({ code: 'eu', country })),
    );
    expect(changesOf(await imports(shop, smallDump, { replaceShipping: true }))).toEqual({
      shipping_region: [0, 2],
    });
    expect(await shop.database.query(`${regions} WHERE c.country IN ('AT', 'DE', 'FR')`)).toEqual([
      { code: 'germany-austria-atlantis', country: 'AT' },
      { code: 'germany-austria-atlantis', country: 'DE' },
      { code: 'eu', country: 'FR' },
    ]);
    expect(await shop.database.query('SELECT code FROM shipping_regions WHERE is_rest_of_world = 1')).toEqual(
      [{ code: 'rest-of-the-world' }],
    );
    expect(changesOf(await imports(shop, smallDump, { replaceShipping: true }))).toEqual({});
  });
});
