import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

const header =
  'product_slug,product_name,description,categories,status,sku,option:size,price,sale_price,stock';

async function someCategory(): Promise<string> {
  const [row] = await exchange.query<{ slug: string }>('SELECT slug FROM categories ORDER BY slug LIMIT 1');
  return row!.slug;
}

describe('importing a new product', () => {
  it('creates it with its variants and stock, and publishes it', async () => {
    const category = await someCategory();
    const csv = [
      header,
      `tent-grand,Grand tent,"For four,\nand a dog",${category},published,TENT-G-S,s,199.99,149.5,7`,
      'tent-grand,,,,,TENT-G-M,M,219,,0',
    ].join('\r\n');
    const done = await exchange.import(csv);
    expect(await exchange.errors(done.id)).toEqual([]);
    expect(done).toMatchObject({
      status: 'applied',
      progress: 100,
      rows: 2,
      checked: 2,
      applied: 2,
      errors: 0,
      products: { created: 1, changed: 0, unchanged: 0 },
    });
    const rows = await exchange.query(
      `SELECT v.sku, v.name, v.price_amount, v.sale_price_amount, s.available, p.status, p.description
       FROM products p JOIN variants v ON v.product_id = p.id LEFT JOIN stock s ON s.variant_id = v.id
       WHERE p.slug = 'tent-grand' ORDER BY v.position`,
    );
    expect(rows).toEqual([
      {
        sku: 'TENT-G-S',
        name: 'S',
        price_amount: 19_999,
        sale_price_amount: 14_950,
        available: 7,
        status: 'published',
        description: 'For four,\nand a dog',
      },
      expect.objectContaining({
        sku: 'TENT-G-M',
        name: 'M',
        price_amount: 21_900,
        sale_price_amount: null,
        available: 0,
      }),
    ]);
  });
});
