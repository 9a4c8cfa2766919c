import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Config } from '#platform/config/config.js';
import { CleanUpCarts } from './clean-up-carts.js';
import { UnusedCarts, type CartPlace, type UnusedCartsQuery } from './unused-carts.js';

const largest = 400;
const config = { carts: { lifetimeDays: 30, cleanUpBatch: largest } } as Config;

/** Old carts on a server that needs `msEach` of fake time to delete one. */
class OldCarts extends UnusedCarts {
  readonly batches: number[] = [];
  private given = 0;

  constructor(
    private readonly count: number,
    public msEach: number,
  ) {
    super();
  }

  next({ status, limit }: UnusedCartsQuery): Promise<CartPlace[]> {
    const length = status === 'open' ? Math.min(limit, this.count - this.given) : 0;
    const carts = Array.from({ length }, (_, n) => ({ id: String(this.given + n), usedAt: new Date(0) }));
    this.given += length;
    return Promise.resolve(carts);
  }

  async delete(ids: readonly string[]): Promise<number> {
    this.batches.push(ids.length);
    await new Promise((resolve) => setTimeout(resolve, ids.length * this.msEach));
    return ids.length;
  }
}

async function cleanUp(carts: OldCarts, cleaner = new CleanUpCarts(carts, config)): Promise<number> {
  const deleted = cleaner.execute();
  await jest.runAllTimersAsync();
  return deleted;
}

beforeAll(() => {
  jest.useFakeTimers();
});
afterAll(() => {
  jest.useRealTimers();
});

describe('cleaning up carts', () => {
  it('deletes all of them, in batches that begin small and never exceed the largest', async () => {
    const carts = new OldCarts(20_000, 0.001);
    expect(await cleanUp(carts)).toBe(20_000);
    expect(carts.batches[0]).toBe(50);
    expect(Math.max(...carts.batches)).toBe(largest);
  });

  it('keeps each batch short, on a slow server by a small one', async () => {
    const carts = new OldCarts(10_000, 0.1);
    await cleanUp(carts);
    // 15 ms are 150 carts; one step of a tenth beyond shows that it is enough.
    expect(Math.max(...carts.batches)).toBeLessThanOrEqual(170);
    expect(Math.max(...carts.batches)).toBeGreaterThan(100);
  });

  it('goes back when the server becomes slow, but not below fifty', async () => {
    const carts = new OldCarts(30_000, 0.01);
    const remove = carts.delete.bind(carts);
    carts.delete = (ids) => {
      if (carts.batches.length === 40) carts.msEach = 2;
      return remove(ids);
    };
    await cleanUp(carts);
    expect(carts.batches.slice(39, 46)).toEqual([400, 400, 200, 100, 50, 50, 50]);
  });

  it('stops after the batch in hand when the worker stops', async () => {
    const carts = new OldCarts(1_000, 0.01);
    const cleaner = new CleanUpCarts(carts, config);
    const remove = carts.delete.bind(carts);
    carts.delete = (ids) => {
      cleaner.onModuleDestroy();
      return remove(ids);
    };
    expect(await cleanUp(carts, cleaner)).toBe(50);
  });
});
