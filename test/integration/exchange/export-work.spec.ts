import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

function file(from: number, to: number, category: string): string {
  const rows = Array.from({ length: to - from }, (_, n) => {
    const number = String(from + n);
    return ['s', 'm'].map((size) => `mass-${number},Mass,${category},MASS-${number}-${size},${size},5,1`);
  });
  return ['product_slug,product_name,categories,sku,option:size,price,stock', ...rows.flat()].join('\n');
}

/** Rows that the server looks at for each row of the export: the same on both servers and at every size, unlike a plan. */
async function readsPerRow(): Promise<number> {
  const database = exchange.of(Database);
  const reads = async (): Promise<number> => {
    const counters = await database.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Handler_read%'");
    return counters.reduce((sum, { Value }) => sum + Number(Value), 0);
  };
  return exchange.unitOfWork.run(async () => {
    const before = await reads();
    const unused = (await reads()) - before;
    const rows = (await exchange.export()).split('\r\n').length;
    return ((await reads()) - before - 2 * unused) / rows;
  });
}

describe('the work of an export', () => {
  it('is the same for each row, however many there are', async () => {
    const [category] = await exchange.query<{ slug: string }>('SELECT slug FROM categories LIMIT 1');
    await exchange.import(file(0, 500, category!.slug));
    const small = await readsPerRow();
    await exchange.import(file(500, 3_000, category!.slug));
    expect(await readsPerRow()).toBeLessThanOrEqual(small * 1.2);
    expect(small).toBeLessThan(25);
  });
});
