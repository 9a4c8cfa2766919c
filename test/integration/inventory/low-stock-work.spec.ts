import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryHttpModule } from '#inventory/http';
import { PageRequest } from '#shared-kernel';
import { StockQueries } from '../../../libs/inventory/src/queries/stock.queries.js';
import { InventoryTest } from './support.js';

let shop: InventoryTest;
let queries: StockQueries;

beforeAll(async () => {
  shop = await InventoryTest.start({}, [InventoryHttpModule]);
  queries = shop.context.app.get(StockQueries, { strict: false });
});
afterAll(() => shop.close());

async function shelves(count: number, available: number): Promise<void> {
  const rows = Array.from({ length: count }, () => [
    Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
    available,
    0,
    1,
    new Date(),
  ]);
  await shop.context.database.query(
    'INSERT INTO stock (variant_id, available, reserved, version, updated_at) VALUES ?',
    [rows],
  );
}

const work = (page: PageRequest): Promise<number> => shop.rowsRead(() => queries.page(6, page));

describe('the work of the low-stock list', () => {
  const first = new PageRequest(1, 20);

  it('depends on what is low, not on how much there is', async () => {
    await shelves(5, 2);
    await shelves(300, 50);
    await work(first); // the server gets to know the tables
    const small = await work(first);
    await shelves(6_000, 50);
    expect(await work(first)).toBeLessThanOrEqual(small);
    expect(small).toBeLessThan(80);
  });

  it('is bounded when nearly everything is low, and the answer says that it stopped counting', async () => {
    await shelves(3_000, 3);
    // 1,001 index entries to count, and once more in the temporary table; 20 for the page, their rows, their order.
    expect(await work(first)).toBeLessThan(2 * 1_001 + 150);
    expect(await queries.page(6, first)).toMatchObject({ total: 1_000, totalRelation: 'at-least' });
    expect(await queries.page(6, new PageRequest(100, 20))).toMatchObject({ total: 2_000 });
  });

  it('of the ledger is a page, however long the ledger is', async () => {
    const lamp = await shop.variant(5);
    const read = (): Promise<number> => shop.rowsRead(() => queries.movements(lamp, undefined, 20));
    for (let n = 0; n < 25; n += 1)
      await shop.inventory.adjust({ variantId: lamp, by: 1, reason: 'x', actor: 'test' });
    const short = await read();
    for (let n = 0; n < 100; n += 1)
      await shop.inventory.adjust({ variantId: lamp, by: 1, reason: 'x', actor: 'test' });
    expect(await read()).toBe(short);
    expect(short).toBeLessThan(30);
  });
});
