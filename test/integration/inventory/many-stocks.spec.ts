import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { InventoryTest } from './support.js';

let test: InventoryTest;

beforeAll(async () => {
  test = await InventoryTest.start();
});
afterAll(() => test.close());

const staff = newId();

function set(stock: Readonly<Record<string, number>>): Promise<number> {
  const lines = Object.entries(stock).map(([variantId, quantity]) => ({ variantId, quantity }));
  return test.inventory.setStocks(lines, 'counted', staff);
}

async function events(): Promise<{ variantId: string; available: number; version: number }[][]> {
  const rows = await test.context.database.query<{ payload: string }>(
    "SELECT payload FROM outbox WHERE type = 'inventory.stocks-changed' ORDER BY id",
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { changes: never[] }).changes);
}

describe('setting the stock of many variants', () => {
  it('sets each of them, makes shelves for new ones, and counts what has changed', async () => {
    const [old, same, fresh] = [await test.variant(4), await test.variant(7), newId()];
    expect(await set({ [old]: 9, [same]: 7, [fresh]: 3 })).toBe(2);
    expect(await test.inventory.stockOf([old, same, fresh, newId()])).toEqual(
      new Map([
        [old, 9],
        [same, 7],
        [fresh, 3],
      ]),
    );
    expect(await test.movements(old)).toEqual([
      ['received', 4],
      ['adjusted', 5],
    ]);
    expect(await test.movements(same)).toEqual([['received', 7]]);
    expect(await test.movements(fresh)).toEqual([['received', 3]]);
    expect((await test.stock(old))?.version).toBe(2);
    expect((await test.stock(same))?.version).toBe(1);
    expect(await test.reconciliation.differences(10)).toEqual([]);
  });

  it('tells of those that reach another level, in one event, with the version that holds', async () => {
    const [low, high, stays] = [await test.variant(2), await test.variant(50), await test.variant(60)];
    const before = (await events()).length;
    await set({ [low]: 30, [high]: 0, [stays]: 61 });
    const told = (await events()).slice(before);
    expect(told).toHaveLength(1);
    expect(new Map(told[0]!.map(({ variantId, ...change }) => [variantId, change]))).toEqual(
      new Map([
        [low, { available: 30, version: 2 }],
        [high, { available: 0, version: 2 }],
      ]),
    );
  });

  it('is audited with the actor, before and after', async () => {
    const variant = await test.variant(1);
    await set({ [variant]: 8 });
    const [entry] = await test.context.database.query(
      "SELECT actor, before_state, after_state FROM audit_log WHERE action = 'inventory.set-stocks' ORDER BY id DESC LIMIT 1",
    );
    expect(entry).toEqual({
      actor: staff,
      before_state: `{"${variant}":1}`,
      after_state: `{"${variant}":8}`,
    });
  });

  it.each([[-1], [1.5], [1_000_000_001], [Number.NaN]])(
    'refuses %p pieces, and changes none',
    async (pieces) => {
      const [good, bad] = [await test.variant(1), await test.variant(1)];
      await expect(set({ [good]: 5, [bad]: pieces })).rejects.toMatchObject({
        code: 'inventory.invalid-quantity',
      });
      expect((await test.stock(good))?.available).toBe(1);
    },
  );

  it('refuses a variant that stands in two lines', async () => {
    const variantId = await test.variant(1);
    const lines = [2, 3].map((quantity) => ({ variantId, quantity }));
    await expect(test.inventory.setStocks(lines, 'counted', staff)).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('meets orders and other counts of the same shelves without losing a piece', async () => {
    const variants = await Promise.all(Array.from({ length: 20 }, () => test.variant(100)));
    const counts = (pieces: number, of: string[]): Promise<number> =>
      set(Object.fromEntries(of.map((variant) => [variant, pieces])));
    const orders = variants.map((variant, index) =>
      test.reserve({ [variant]: 2, [variants[(index + 7) % 20]!]: 1 }),
    );
    await Promise.all([counts(80, variants), counts(90, variants.toReversed()), ...orders]);
    for (const variant of variants) expect((await test.stock(variant))?.reserved).toBe(3);
    expect(await test.reconciliation.differences(10)).toEqual([]);
  });

  it('waits for a shelf that others wait for too, without a deadlock', async () => {
    const variantId = await test.variant(9);
    const [held, letGo] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const holder = test.unitOfWork.run(async () => {
      await test.inventory.setStock(variantId, 8, 'counted');
      await test.inventory.availability([variantId]);
      held.resolve(undefined);
      await letGo.promise;
    });
    await held.promise;
    let runs = 0;
    const others = [3, 4].map((pieces) =>
      test.unitOfWork.run(async () => {
        runs += 1;
        await set({ [variantId]: pieces });
      }),
    );
    await setTimeout(300);
    letGo.resolve(undefined);
    await Promise.all([holder, ...others]);
    // A deadlock would have run one of them again.
    expect(runs).toBe(2);
  });
});
