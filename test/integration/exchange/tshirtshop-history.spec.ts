import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestContext } from '../../support/platform.js';
import { everything, imports, openShop, scratchSchemas, smallDump } from './tshirtshop.fixtures.js';

let shop: TestContext;

beforeAll(async () => {
  shop = await openShop();
  await imports(shop, smallDump, { stock: 7 });
});

afterAll(() => shop.close());

describe('customers and what they have ordered', () => {
  it('have unproven accounts and the address that could be delivered to', async () => {
    expect(
      await shop.database.query(
        `SELECT c.email, c.name, c.email_verified_at AS verified, a.line1, a.country, a.phone
         FROM customers c LEFT JOIN addresses a ON a.customer_id = c.id ORDER BY c.email_key`,
      ),
    ).toEqual([
      {
        ...{ email: 'ada@small.example', name: 'Ada Small', verified: null },
        ...{ line1: '1 Pier Road', country: 'DE', phone: '+49 170 3333' },
      },
      {
        email: 'BOB@small.example',
        name: 'Bob Small',
        verified: null,
        line1: null,
        country: null,
        phone: null,
      },
      {
        email: 'carol@small.example',
        name: 'Carol Small',
        verified: null,
        line1: null,
        country: null,
        phone: null,
      },
    ]);
  });

  it('find their orders as they ended, to the cent', async () => {
    expect(
      await shop.database.query(
        `SELECT o.status, c.email AS account, o.email, o.subtotal_amount AS subtotal, o.shipping_amount AS shipping, o.tax_amount AS tax,
                o.total_amount AS total, o.note, (SELECT SUM(tax_amount) FROM order_line_items WHERE order_id = o.id) AS lineTax
         FROM orders o LEFT JOIN customers c ON c.id = o.customer_id ORDER BY o.id`,
      ),
    ).toEqual([
      {
        ...{ status: 'fulfilled', account: 'ada@small.example', email: 'ada@small.example' },
        ...{ subtotal: 3998, shipping: 450, tax: 310, total: 4758, lineTax: '310' },
        note: "Order 1 of the earlier shop. Payment reference R-77. Leave it; at the 'pier'",
      },
      {
        ...{ status: 'cancelled', account: 'BOB@small.example', email: 'BOB@small.example' },
        ...{ subtotal: 2000, shipping: 9900, tax: 0, total: 11900, lineTax: '0' },
        note: 'Order 2 of the earlier shop.',
      },
      {
        ...{ status: 'paid', account: null, email: 'not-an-address' },
        ...{ subtotal: 8800, shipping: 0, tax: 0, total: 8800, lineTax: '0' },
        note: 'Order 3 of the earlier shop.',
      },
      {
        ...{ status: 'cancelled', account: null, email: '' },
        ...{ subtotal: 1000, shipping: 3000, tax: 78, total: 4078, lineTax: '78' },
        note: 'Order 5 of the earlier shop.',
      },
    ]);
  });

  it('see the lines with the variants that they chose', async () => {
    const rows = await shop.database.query<{ known: number }>(
      `SELECT l.sku, l.variant_name AS variant, l.quantity, v.id IS NOT NULL AS known
       FROM order_line_items l LEFT JOIN variants v ON v.id = l.variant_id
       ORDER BY l.order_id, l.position`,
    );
    expect(rows).toEqual([
      { sku: 'TS-1-M-BLUE', variant: 'M / Blue', quantity: 2, known: 1 },
      { sku: 'TS-3-RED', variant: 'Red', quantity: 1, known: 1 },
      { sku: 'TS-2-S', variant: 'S', quantity: 1, known: 1 },
      { sku: 'TS-99', variant: 'Size: XXL', quantity: 1, known: 0 },
      { sku: 'TS-8', variant: '', quantity: 1, known: 1 },
    ]);
  });

  it('get no mail, and nothing is sold again', async () => {
    const events = await shop.database.query<{ type: string }>('SELECT DISTINCT type FROM outbox');
    expect(events.every(({ type }) => type.startsWith('inventory.'))).toBe(true);
    expect(await shop.database.query('SELECT * FROM mails')).toEqual([]);
    expect(await shop.database.query('SELECT * FROM reservations')).toEqual([]);
    expect(await shop.database.query('SELECT * FROM stock WHERE available <> 7')).toEqual([]);
  });
});

describe('what nobody should have', () => {
  it('is nowhere: no card number, no password of the other shop, no schema', async () => {
    const text = Object.values(await everything(shop)).join('\n');
    for (const secret of ['4111111111111111', '5555555555554444', '4242424242424242', 'f7c3bc1d808e'])
      expect(text).not.toContain(secret);
    expect(text).toContain('ada@small.example');
    expect(await scratchSchemas(shop)).toEqual([]);
  });
});
