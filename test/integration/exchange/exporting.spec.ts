import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

/** Everything that an import could have changed. */
async function shop(): Promise<unknown> {
  return Promise.all([
    exchange.query('SELECT * FROM products ORDER BY id'),
    exchange.query('SELECT * FROM variants ORDER BY id'),
    exchange.query('SELECT * FROM variant_option_values ORDER BY variant_id, option_id'),
    exchange.query('SELECT * FROM product_categories ORDER BY product_id, category_id'),
    exchange.query('SELECT * FROM product_images ORDER BY product_id, position'),
    exchange.query('SELECT * FROM options ORDER BY id'),
    exchange.query('SELECT * FROM option_values ORDER BY id'),
    exchange.query('SELECT * FROM stock ORDER BY variant_id'),
    exchange.query('SELECT COUNT(*) FROM stock_movements'),
    exchange.query("SELECT COUNT(*) FROM audit_log WHERE subject_type <> 'import'"),
    exchange.query('SELECT COUNT(*) FROM change_feed'),
  ]);
}

const dangerous = [
  'product_slug,product_name,description,categories,status,sku,variant_name,option:size,price,sale_price,sale_starts_at,sale_ends_at,stock',
  `danger,"'=HYPERLINK(""http://evil.test"",""Lamp"")","'-\n""quoted"", and | more",,draft,DANGER-1,'@home,,5,4,2026-11-27,2026-12-01T10:30:00.5Z,`,
  "danger,,,,,DANGER-2,'' '=not,s,6,,,,0",
  'bare,Bare product,,,,,,,,,,,',
  'put-away,Put away,Once,,archived,AWAY-1,,,7,,,,3',
].join('\n');

describe('an export', () => {
  it('that is imported again changes nothing at all', async () => {
    const made = await exchange.import(dangerous);
    expect(await exchange.errors(made.id)).toEqual([]);
    const before = await shop();
    const csv = await exchange.export();
    const again = await exchange.import(csv);
    expect(await exchange.errors(again.id)).toEqual([]);
    expect(again).toMatchObject({ status: 'applied', products: { created: 0, changed: 0 } });
    expect(again.products.unchanged).toBe(await exchange.count('SELECT COUNT(*) AS n FROM products'));
    expect(await shop()).toEqual(before);
    expect(await exchange.export()).toBe(csv);
  });

  it('makes the same shop elsewhere', async () => {
    const csv = await exchange.export();
    const products = parse<Record<string, string>>(csv, { columns: true });
    expect(products.length).toBeGreaterThan(100);
    const elsewhere = await TestExchange.open();
    try {
      await elsewhere.query("UPDATE variants SET sku = CONCAT('OLD-', sku)");
      await elsewhere.query("UPDATE products SET slug = CONCAT('old-', slug)");
      const done = await elsewhere.import(csv);
      expect(await elsewhere.errors(done.id)).toEqual([]);
      const made = parse<Record<string, string>>(await elsewhere.export(), { columns: true }).filter(
        ({ product_slug }) => !product_slug!.startsWith('old-'),
      );
      const sorted = (rows: Record<string, string>[]): Record<string, string>[] =>
        rows.toSorted((one, other) =>
          one['sku']! + one['product_slug']! < other['sku']! + other['product_slug']! ? -1 : 1,
        );
      expect(sorted(made)).toEqual(sorted(products));
    } finally {
      await elsewhere.close();
    }
  });

  it('holds nothing that a spreadsheet would run', async () => {
    const cells = parse(await exchange.export()).flat();
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    expect(cells).toContain(`'=HYPERLINK("http://evil.test","Lamp")`);
  });

  it('has the columns of an import, one for each option', async () => {
    const [header] = (await exchange.export()).split('\r\n');
    const options = await exchange.query<{ code: string }>('SELECT code FROM options ORDER BY position, id');
    expect(header!.split(',')).toEqual([
      ...['product_slug', 'product_name', 'description', 'tax_class', 'categories', 'status', 'images'],
      ...['sku', 'variant_name'],
      ...options.map(({ code }) => `option:${code}`),
      ...['price', 'sale_price', 'sale_starts_at', 'sale_ends_at', 'stock'],
    ]);
  });

  it('leaves archived variants out', async () => {
    await exchange.query("UPDATE variants SET archived_at = UTC_TIMESTAMP(3) WHERE sku = 'DANGER-2'");
    expect(await exchange.export()).not.toContain('DANGER-2');
  });
});
