import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { newId } from '#shared-kernel';
import { InventoryTest } from './support.js';

let shop: InventoryTest;

beforeAll(async () => {
  shop = await InventoryTest.start();
  for (let n = 0; n < 120; n += 1) await shop.variant(1_000);
}, 60_000);
afterAll(() => shop.close());

/** Statements that were carried out for the work, in the session that carried it out. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const questions = async (): Promise<number> => {
    const [row] = await shop.context.app
      .get(Database)
      .query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Questions'");
    return Number(row?.Value);
  };
  return shop.unitOfWork.run(async () => {
    const before = await questions();
    await work();
    return (await questions()) - before - 1;
  });
}

describe('the work of an order', () => {
  it.each([1, 2, 30])(
    'is four statements to hold %i lines, four to sell and four to release them',
    async (lines) => {
      const variants = await Promise.all(Array.from({ length: lines }, () => shop.variant(1_000)));
      const wanted = Object.fromEntries(variants.map((variant) => [variant, 2]));
      const [sold, released] = [newId<never>() as string, newId<never>() as string];
      expect(await statements(() => shop.reserve(wanted, sold))).toBe(4);
      expect(await statements(() => shop.reserve(wanted, released))).toBe(4);
      expect(await statements(() => shop.inventory.commit(sold))).toBe(4);
      expect(await statements(() => shop.inventory.release(released, 'over'))).toBe(4);
    },
  );

  it('reads the rows of the order and of its articles, and no others, whatever the shop has sold before', async () => {
    const [lamp, desk] = [await shop.variant(1_000), await shop.variant(1_000)];
    for (let n = 0; n < 40; n += 1) await shop.reserve({ [lamp]: 1, [desk]: 1 });
    const orderId = newId<never>() as string;
    // Two reservations, two stock rows, and once more the two stock rows for the update; a step to the end of each range.
    expect(await shop.rowsRead(() => shop.reserve({ [lamp]: 1, [desk]: 1 }, orderId))).toBeLessThanOrEqual(
      10,
    );
    expect(await shop.rowsRead(() => shop.inventory.commit(orderId))).toBeLessThanOrEqual(16);
  });
});
