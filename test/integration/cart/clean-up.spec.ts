import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CartModule, CleanUpCarts } from '#cart';
import { newId } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { UnusedCarts } from '../../../libs/cart/src/application/unused-carts.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let cleanUp: CleanUpCarts;

beforeAll(async () => {
  context = await startContext(
    { imports: [CartModule] },
    { CART_LIFETIME_DAYS: '30', CART_CLEAN_UP_BATCH: '100' },
  );
  cleanUp = context.app.get(CleanUpCarts, { strict: false });
}, 60_000);
afterAll(() => context.close());
beforeEach(async () => {
  await context.database.query('DELETE FROM cart_line_items');
  await context.database.query('DELETE FROM carts');
});

/** Carts with two lines each that were used so many days ago. */
async function carts(count: number, status: string, daysAgo: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId<never>() as string);
  await context.database.query(
    `INSERT INTO carts (id, currency, status, created_at, updated_at) VALUES ${ids
      .map(() => "(?, 'USD', ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) - INTERVAL ? HOUR)")
      .join(', ')}`,
    ids.flatMap((id) => [idToBytes(id), status, daysAgo * 24]),
  );
  await context.database.query(
    `INSERT INTO cart_line_items (cart_id, variant_id, quantity, seen_unit_price_amount, seen_name, position)
     SELECT c.id, UNHEX(REPLACE(UUID(), '-', '')), 1, 100, 'lamp', n.position
     FROM carts c
     JOIN (SELECT 1 AS position UNION SELECT 2) n
     WHERE c.id IN (?)`,
    [ids.map(idToBytes)],
  );
  return ids;
}

async function left(): Promise<Record<string, number>> {
  const rows = await context.database.query<{ status: string; count: number }>(
    'SELECT status, COUNT(*) AS count FROM carts GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

describe('cleaning up carts', () => {
  it('deletes those that nobody has used for the life span, lines and all, and no others', async () => {
    await carts(3, 'open', 31);
    await carts(2, 'open', 29);
    await carts(4, 'closed', 31);
    await carts(1, 'closed', 1);
    expect(await cleanUp.execute()).toBe(7);
    expect(await left()).toEqual({ open: 2, closed: 1 });
    expect(await context.database.query('SELECT 1 FROM cart_line_items')).toHaveLength(6);
  });

  it('never deletes a cart that was ordered: an open payment may refer to it', async () => {
    await carts(3, 'checked-out', 400);
    expect(await cleanUp.execute()).toBe(0);
    expect(await left()).toEqual({ 'checked-out': 3 });
  });

  it('leaves a cart alone that was ordered after it had been found', async () => {
    const [ordered, forgotten] = [await carts(1, 'checked-out', 365), await carts(1, 'open', 365)];
    const unused = context.app.get(UnusedCarts, { strict: false });
    expect(await unused.delete([...ordered, ...forgotten], 30)).toBe(1);
    expect(await left()).toEqual({ 'checked-out': 1 });
  });

  it('leaves a cart alone that was used after it had been found', async () => {
    const [used, forgotten] = [await carts(1, 'open', 0), await carts(1, 'open', 365)];
    const unused = context.app.get(UnusedCarts, { strict: false });
    expect(await unused.delete([...used, ...forgotten], 30)).toBe(1);
    expect(await left()).toEqual({ open: 1 });
  });

  it('goes on from batch to batch, also where all carts were left at the same moment', async () => {
    await carts(350, 'open', 40);
    expect(await cleanUp.execute()).toBe(350);
    expect(await left()).toEqual({});
  });

  it('skips a cart that a shopper has in hand', async () => {
    await carts(300, 'open', 1); // in a table of five rows the server would read all of them, locked ones too
    const [inHand = ''] = await carts(5, 'open', 40);
    const [locked, letGo] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const shopper = context.app.get(UnitOfWork).run(async () => {
      const sql = 'SELECT id FROM carts WHERE id = :id FOR UPDATE';
      await context.app.get(Database).query(sql, { id: idToBytes(inHand) });
      locked.resolve(undefined);
      await letGo.promise;
    });
    await locked.promise;
    expect(await cleanUp.execute()).toBe(4);
    letGo.resolve(undefined);
    await shopper;
    expect(await cleanUp.execute()).toBe(1);
  });
});
