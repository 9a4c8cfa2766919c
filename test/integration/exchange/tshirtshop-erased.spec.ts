import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestContext } from '../../support/platform.js';
import { imports, openShop, smallDump } from './tshirtshop.fixtures.js';

let shop: TestContext;

beforeAll(async () => {
  shop = await openShop();
  await imports(shop, smallDump, { stock: 7 });
});

afterAll(() => shop.close());

/** As an erasure leaves the account, and a schedule its orders later on. */
async function isForgotten(email: string): Promise<void> {
  const ofAda = 'customer_id = (SELECT id FROM customers WHERE email = ?)';
  await shop.database.query(`DELETE FROM addresses WHERE ${ofAda}`, [email]);
  await shop.database.query(`UPDATE orders SET pseudonymised_at = UTC_TIMESTAMP(3) WHERE ${ofAda}`, [email]);
  await shop.database.query(
    `INSERT INTO erased_buyers (customer_id, erased_at, done_at)
     SELECT id, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM customers WHERE email = ?`,
    [email],
  );
  await shop.database.query(
    `UPDATE customers
     SET name = 'Erased', email = 'x@erased.invalid', email_key = 'x@erased.invalid', erased_at = UTC_TIMESTAMP(3), disabled_at = erased_at
     WHERE email = ?`,
    [email],
  );
}

describe('a customer who has asked to be forgotten', () => {
  it('does not come back with a later dump, and their later orders are to lose the name, too', async () => {
    await isForgotten('ada@small.example');
    const later = smallDump
      .replace("'Ada Small', 'ada@small.example'", "'Ada Bright', 'ada@small.example'")
      .replace(
        '9, NULL, NULL, NULL, NULL, 1, 1);',
        "9, NULL, NULL, NULL, NULL, 1, 1),\n  (6, 10.00, '2009-07-01 00:00:00', NULL, 8, NULL, 1, NULL, NULL, 1, 1);",
      )
      .replace(
        "'Of no order', 1, 1.00);",
        "'Of no order', 1, 1.00), (8, 6, 1, 'Color/Size: Blue/M', 'Lighthouse; by night', 1, 10.00);",
      );
    const report = await imports(shop, later, { stock: 7 });
    expect(report.tables.find(({ table }) => table === 'orders')?.created).toBe(1);
    expect(
      await shop.database.query(
        `SELECT c.name, (SELECT COUNT(*) FROM addresses a WHERE a.customer_id = c.id) AS addresses
         FROM customers c WHERE c.erased_at IS NOT NULL`,
      ),
    ).toEqual([{ name: 'Erased', addresses: 0 }]);
    expect(await shop.database.query('SELECT done_at FROM erased_buyers')).toEqual([{ done_at: null }]);
  });
});
