import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#shared-kernel';
import { Stock } from '../../../libs/inventory/src/domain/stock.js';
import { InventoryTest } from './support.js';

let shop: InventoryTest;

beforeAll(async () => {
  shop = await InventoryTest.start({ DATABASE_POOL_SIZE: '20', DATABASE_ACQUIRE_TIMEOUT_MS: '10000' });
});
afterAll(() => shop.close());
afterEach(async () => {
  expect(await shop.reconciliation.differences()).toEqual([]);
});

const codeOf = (outcome: PromiseSettledResult<unknown>): unknown =>
  outcome.status === 'fulfilled' ? 'served' : (outcome.reason as { code?: unknown }).code;

describe('many buyers at once', () => {
  it('sells exactly 10 of 10 units to 50 buyers', async () => {
    const lamp = await shop.variant(10);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => shop.reserve({ [lamp]: 1 })));
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === 'served')).toHaveLength(10);
    expect(codes.filter((code) => code === 'inventory.out-of-stock')).toHaveLength(40);
    expect(await shop.stock(lamp)).toMatchObject({ available: 0, reserved: 10 });
  });

  it('lets no deadlock surface when carts hold the same goods in opposite orders', async () => {
    const [lamp, desk, chair] = [await shop.variant(500), await shop.variant(500), await shop.variant(500)];
    const reserve = (lines: string[]): Promise<unknown> =>
      shop.inventory.reserve({
        orderId: newId(),
        minutes: 30,
        lines: lines.map((variantId) => ({ variantId, quantity: 1 })),
      });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => reserve(n % 2 === 0 ? [lamp, desk, chair] : [chair, desk, lamp])),
    );
    expect(outcomes.map(codeOf)).toEqual(Array(60).fill('served'));
    expect(await shop.stock(desk)).toMatchObject({ available: 440, reserved: 60 });
  });

  it('lets no deadlock surface when orders are paid and released while others buy', async () => {
    const [lamp, desk] = [await shop.variant(500), await shop.variant(500)];
    const orders = await Promise.all(
      Array.from({ length: 30 }, () => shop.reserve({ [lamp]: 1, [desk]: 2 })),
    );
    const outcomes = await Promise.allSettled([
      ...orders.map((id, n) =>
        n % 2 === 0 ? shop.inventory.commit(id) : shop.inventory.release(id, 'over'),
      ),
      ...orders.map(() => shop.reserve({ [desk]: 1, [lamp]: 1 })),
    ]);
    expect(outcomes.map(codeOf)).toEqual(Array(60).fill('served'));
    expect(await shop.stock(desk)).toMatchObject({ available: 500 - 30 - 30, reserved: 30 });
  });

  it('settles one order once when it is told at the same time from several sides', async () => {
    const lamp = await shop.variant(10);
    const orderId = newId();
    await Promise.all(Array.from({ length: 6 }, () => shop.reserve({ [lamp]: 2 }, orderId)));
    await Promise.all(Array.from({ length: 6 }, () => shop.inventory.commit(orderId)));
    expect(await shop.movements(lamp)).toEqual([
      ['received', 10],
      ['reserved', -2],
      ['sold', -2],
    ]);
  });

  it('is either sold or released when payment and expiry race', async () => {
    const lamp = await shop.variant(100);
    for (let round = 0; round < 10; round += 1) {
      const orderId = await shop.reserve({ [lamp]: 1 });
      const outcomes = await Promise.allSettled([
        shop.inventory.commit(orderId),
        shop.inventory.release(orderId, 'expired'),
      ]);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });
});

describe('taking from the shelf', () => {
  it('stops at zero by itself, even where nobody has locked and looked before', async () => {
    const [lamp, desk] = [await shop.variant(1), await shop.variant(5)];
    const stock = shop.context.app.get(Stock, { strict: false });
    const lines = [lamp, desk].map((variantId) => ({ variantId, quantity: 2 }));
    const taking = shop.unitOfWork.run(async () => {
      expect(await stock.take(lines)).toBe(1);
      expect(await stock.availability([lamp, desk])).toEqual(
        new Map([
          [lamp, 1],
          [desk, 3],
        ]),
      );
      throw new Error('back on the shelf');
    });
    await expect(taking).rejects.toThrow('back on the shelf');
  });
});

describe('any history of orders', () => {
  it('adds up: initial stock = available + reserved + sold, never below zero', async () => {
    const step = fc.record({
      action: fc.constantFrom('reserve', 'commit', 'release', 'again'),
      order: fc.integer({ min: 0, max: 3 }),
      pieces: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 8 }),
        fc.array(step, { maxLength: 12 }),
        async (initial, steps) => {
          const lamp = await shop.variant(initial);
          const orders = Array.from({ length: 4 }, () => newId<never>() as string);
          for (const { action, order, pieces } of steps) {
            const orderId = orders[order] ?? '';
            const work =
              action === 'commit'
                ? shop.inventory.commit(orderId)
                : action === 'release'
                  ? shop.inventory.release(orderId, 'over')
                  : shop.reserve({ [lamp]: pieces }, orderId);
            await work.catch((error: unknown) => {
              expect((error as { code?: unknown }).code).toMatch(/^inventory\./);
            });
          }
          const stock = (await shop.stock(lamp)) ?? { available: -1, reserved: -1 };
          const sold = (await shop.movements(lamp)).filter(([kind]) => kind === 'sold');
          expect(stock.available).toBeGreaterThanOrEqual(0);
          expect(stock.available + stock.reserved - sold.reduce((sum, [, q]) => sum + q, 0)).toBe(initial);
        },
      ),
      { numRuns: 25 },
    );
  });
});
