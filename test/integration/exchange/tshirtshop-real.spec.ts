import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestContext } from '../../support/platform.js';
import { differences, everything, imports, numbers, openShop } from './tshirtshop.fixtures.js';

/** The dump of the classic shop, where somebody has it: it is not part of this project. */
const file = process.env['TSHIRTSHOP_DUMP'] ?? '';
const withTheDump = file === '' ? describe.skip : describe;

withTheDump('the classic tshirtshop (TSHIRTSHOP_DUMP)', () => {
  let shop: TestContext;
  let dump: string;

  beforeAll(async () => {
    dump = readFileSync(file, 'utf8');
    shop = await openShop();
  });

  afterAll(() => shop.close());

  it('is taken over row by row', async () => {
    const report = await imports(shop, dump, { stock: 100 });
    const none = [0, 0, 0, 0, {}];
    expect(numbers(report)).toEqual({
      department: [3, 3, 0, 0, {}],
      category: [7, 7, 0, 0, {}],
      product: [101, 101, 0, 0, {}],
      product_category: [104, 104, 0, 0, {}],
      attribute: [2, 2, 0, 0, {}],
      attribute_value: [14, 14, 0, 0, {}],
      product_attribute: [1_414, 1_414, 0, 0, {}],
      shipping_region: [4, 3, 0, 0, { 'it is the placeholder of a form': 1 }],
      shipping: [7, 7, 0, 0, {}],
      tax: [2, 2, 0, 0, {}],
      ...{ shopping_cart: none, orders: none, order_detail: none, customer: none, audit: none, review: none },
    });
    expect(report.statements).toEqual({ executed: 26, skipped: { 'stored procedures': 90 } });
    expect(report.made).toEqual({ variants: 4_545, 'variants with stock': 4_545, 'picture names': 302 });
    expect(report.failures).toEqual({});
  });

  it('stands in the shop as the report says', async () => {
    const count = async (table: string): Promise<unknown> => {
      const [row] = await shop.database.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
      return row?.n;
    };
    expect(await count("products WHERE status = 'published'")).toBe(101);
    expect(await count('variants')).toBe(4_545);
    expect(await count('stock WHERE available = 100')).toBe(4_545);
    expect(await count('product_categories')).toBe(104);
    expect(await count('option_values')).toBe(14);
    // 101 in the whole shop, 104 in categories, and in each department every product once.
    expect(await count('product_listings')).toBe(101 + 104 + 104);
  });

  it('is changed in nothing by a second run', async () => {
    const before = await everything(shop);
    const report = await imports(shop, dump, { stock: 100 });
    expect(report.tables.filter(({ created, updated }) => created + updated > 0)).toEqual([]);
    expect(report.made).toEqual({});
    expect(differences(before, await everything(shop))).toEqual([]);
  });
});
