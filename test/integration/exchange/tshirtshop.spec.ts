import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReportJson } from '#exchange';
import type { TestContext } from '../../support/platform.js';
import { imports, numbers, openShop, smallDump } from './tshirtshop.fixtures.js';

let shop: TestContext;
let report: ReportJson;

beforeAll(async () => {
  shop = await openShop();
  report = await imports(shop, smallDump, { stock: 7 });
});

afterAll(() => shop.close());

describe('the report', () => {
  it('accounts for every row of every table', () => {
    expect(numbers(report)).toEqual({
      department: [2, 2, 0, 0, {}],
      category: [4, 3, 0, 0, { 'its department is not there': 1 }],
      product: [8, 6, 0, 0, { 'it has no name': 1, 'its price is no amount in USD above zero': 1 }],
      product_category: [
        ...[9, 6, 0, 0],
        { 'its category is not there': 1, 'its product was not taken': 1, 'its product is not there': 1 },
      ],
      attribute: [2, 2, 0, 0, {}],
      attribute_value: [6, 5, 0, 0, { 'its attribute is not there': 1 }],
      product_attribute: [
        ...[13, 11, 0, 0],
        { 'its attribute value is not there': 1, 'its product is not there': 1 },
      ],
      shopping_cart: [2, 0, 0, 0, { 'carts of visitors are not taken over': 2 }],
      orders: [5, 4, 0, 0, { 'it has no line that can be read': 1 }],
      order_detail: [7, 5, 0, 0, { 'it can not be read': 1, 'its order is not there': 1 }],
      shipping_region: [3, 2, 0, 0, { 'it is the placeholder of a form': 1 }],
      customer: [
        ...[6, 3, 0, 0],
        {
          'another customer of the dump has the same e-mail address: orders and reviews go to that one': 1,
          'the e-mail address is none': 1,
          'the name can not be taken': 1,
        },
      ],
      shipping: [5, 3, 0, 0, { 'its region was not taken': 1, 'its cost is no amount in USD': 1 }],
      tax: [2, 2, 0, 0, {}],
      audit: [
        2,
        0,
        0,
        0,
        { "the other shop's log of its own steps: the orders tell their status and dates": 2 },
      ],
      review: [
        ...[6, 2, 0, 0],
        {
          'its customer has a review of the product already': 1,
          'its product was not taken': 1,
          'rating must be a whole number from 1 to 5': 1,
          'its customer was not taken': 1,
        },
      ],
    });
  });

  it('adds up for each table', () => {
    for (const { rows, created, updated, unchanged, skipped } of report.tables) {
      const reasons = Object.values(skipped).reduce((sum, each) => sum + each, 0);
      expect(created + updated + unchanged + reasons).toBe(rows);
    }
  });

  it('tells what was not carried out, what was made, and what is to be known', () => {
    expect(report.statements.skipped).toMatchObject({ 'stored procedures': 2, 'settings of the session': 2 });
    expect(report.made).toEqual({ variants: 13, 'variants with stock': 13, 'picture names': 6 });
    expect(report.remarks).toMatchObject({
      'card numbers: left out, they were not even loaded': 3,
      'passwords: left out, customers choose new ones': 6,
      'discounted prices that are not below the price: left out': 1,
      'products without a category: taken as drafts': 1,
      'picture names that can not stand in an address: left out': 1,
      "parts of the region 'Germany, Austria & Atlantis' that are no known country: staff must add them": 1,
      'customers whose address was left out for its country, postalCode': 1,
      'customers without an address': 1,
      'orders that the other shop never finished: taken as cancelled': 1,
      'orders without a date: taken as of 1970-01-01': 1,
      "orders of nobody's account": 2,
    });
    expect(report.failures).toEqual({});
  });
});

describe('the catalogue', () => {
  it('has the departments and categories in their order', async () => {
    expect(
      await shop.database.query(
        `SELECT d.slug AS department, c.slug, c.name, c.description
         FROM categories c JOIN departments d ON d.id = c.department_id
         ORDER BY d.position, c.position`,
      ),
    ).toEqual([
      { department: 'sea-and-coast', slug: 'harbours', name: 'Harbours', description: 'Ropes -- and boats' },
      { department: 'sea-and-coast', slug: 'birds', name: 'Birds', description: '/* feathers */' },
      { department: 'hills', slug: 'sheep', name: 'Sheep', description: 'Wool' },
    ]);
  });

  it('has each product under a slug of its own, with sale prices where the discount is one', async () => {
    expect(
      await shop.database.query(
        `SELECT p.slug, p.name, p.status, COUNT(*) AS variants, MIN(v.price_amount) AS price, MIN(v.sale_price_amount) AS salePrice
         FROM products p JOIN variants v ON v.product_id = p.id
         GROUP BY p.id, p.slug, p.name, p.status ORDER BY p.id`,
      ),
    ).toEqual([
      {
        slug: 'lighthouse-by-night',
        name: 'Lighthouse; by night',
        status: 'published',
        variants: 6,
        price: 1999,
        salePrice: 1499,
      },
      {
        slug: 'lighthouse-by-night-2',
        name: 'Lighthouse; by night',
        status: 'published',
        variants: 2,
        price: 2000,
        salePrice: null,
      },
      {
        slug: 'gulls-cry',
        name: 'Gull\'s "Cry"',
        status: 'published',
        variants: 1,
        price: 1000,
        salePrice: null,
      },
      { slug: 'on-no-shelf', name: 'On no shelf', status: 'draft', variants: 1, price: 500, salePrice: null },
      { slug: 'search-7', name: 'Search', status: 'published', variants: 2, price: 950, salePrice: 949 },
      {
        slug: 'unicode-wool',
        name: 'Ünïcode 🐑 wool',
        status: 'published',
        variants: 1,
        price: 3000,
        salePrice: null,
      },
    ]);
  });

  it('keeps text as it was, whatever signs are in it', async () => {
    const [row] = await shop.database.query(
      "SELECT description FROM products WHERE slug = 'lighthouse-by-night'",
    );
    expect(row).toEqual({ description: "It's dark -- and 'bright'; DROP TABLE product; \\" });
  });

  it('has a variant for each combination, with its stock', async () => {
    const rows = await shop.database.query<{ sku: string }>(
      `SELECT v.sku, v.name, s.available,
              (SELECT GROUP_CONCAT(CONCAT(o.code, '=', ov.code) ORDER BY o.position)
               FROM variant_option_values vov JOIN options o ON o.id = vov.option_id JOIN option_values ov ON ov.id = vov.option_value_id
               WHERE vov.variant_id = v.id) AS options
       FROM variants v JOIN stock s ON s.variant_id = v.id
       WHERE v.sku LIKE 'TS-1-%' ORDER BY v.position`,
    );
    expect(rows.map(({ sku }) => sku)).toEqual([
      ...['TS-1-S-RED', 'TS-1-S-BLUE', 'TS-1-M-RED', 'TS-1-M-BLUE', 'TS-1-L-RED', 'TS-1-L-BLUE'],
    ]);
    expect(rows[3]).toEqual({
      sku: 'TS-1-M-BLUE',
      name: 'M / Blue',
      available: 7,
      options: 'size=m,color=blue',
    });
  });

  it('keeps the names of pictures', async () => {
    const rows = await shop.database.query<{ file: string }>(
      "SELECT i.file FROM product_images i JOIN products p ON p.id = i.product_id WHERE p.slug = 'lighthouse-by-night' ORDER BY i.position",
    );
    expect(rows.map(({ file }) => file)).toEqual([
      ...['lighthouse.gif', 'lighthouse-2.gif', 'lighthouse-thumbnail.gif'],
    ]);
  });

  it('shows reviews, of those who bought it as such', async () => {
    expect(
      await shop.database.query(
        `SELECT p.slug, r.rating, r.body, r.author_name AS author, r.status, r.bought_here AS bought, r.created_at AS at
         FROM reviews r JOIN products p ON p.id = r.product_id ORDER BY r.created_at`,
      ),
    ).toEqual([
      {
        ...{ slug: 'lighthouse-by-night', rating: 5, body: 'Shines;\nevery night.', author: 'Ada Small' },
        ...{ status: 'published', bought: 1, at: new Date('2009-03-10T08:00:00Z') },
      },
      {
        ...{ slug: 'search-7', rating: 4, body: 'Found it.', author: 'Bob Small' },
        ...{ status: 'published', bought: 0, at: new Date('2009-03-13T00:00:00Z') },
      },
    ]);
  });
});

describe('shipping and tax', () => {
  it('covers the countries that the names of the regions tell', async () => {
    expect(
      await shop.database.query(
        `SELECT r.code, r.is_rest_of_world AS rest, GROUP_CONCAT(c.country ORDER BY c.country) AS countries
         FROM shipping_regions r LEFT JOIN shipping_region_countries c ON c.region_id = r.id
         GROUP BY r.id, r.code, r.is_rest_of_world, r.position ORDER BY r.position`,
      ),
    ).toEqual([
      { code: 'germany-austria-atlantis', rest: 0, countries: 'AT,DE' },
      { code: 'rest-of-the-world', rest: 1, countries: null },
    ]);
  });

  it('has the ways to ship with their price and days, and charges no rate that nobody has placed', async () => {
    expect(
      await shop.database.query(
        'SELECT name, price_amount AS price, min_days AS min, max_days AS max FROM shipping_methods ORDER BY position',
      ),
    ).toEqual([
      { name: 'Next Day Delivery', price: 3000, min: 1, max: 1 },
      { name: '2-5 days ($4.50)', price: 450, min: 2, max: 5 },
      { name: 'By balloon', price: 9900, min: 1, max: 30 },
    ]);
    expect(
      await shop.database.query(
        'SELECT label, basis_points AS points FROM tax_rate_choices ORDER BY position',
      ),
    ).toEqual([
      { label: 'Sales Tax at 7.75%', points: 775 },
      { label: 'No Tax', points: 0 },
    ]);
    expect(await shop.database.query('SELECT * FROM tax_rates')).toEqual([]);
  });
});
