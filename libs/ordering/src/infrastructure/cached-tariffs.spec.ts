import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { CachedTariffs } from './cached-tariffs.js';

let price = 599;
const regionId = idToBytes(newId());
const method = {
  id: idToBytes(newId()),
  region_id: regionId,
  code: 'standard',
  name: 'Standard',
  currency: 'USD',
  min_days: 3,
  max_days: 5,
};

/** The rows of a table that somebody changes. */
const database = {
  query: (sql: string): Promise<object[]> => {
    if (sql.includes('FROM shipping_methods')) return Promise.resolve([{ ...method, price_amount: price }]);
    if (sql.includes('FROM tax_rates')) return Promise.resolve([]);
    return Promise.resolve([
      { id: regionId, code: 'us', name: 'US', is_rest_of_world: 0, countries: 'PR,US' },
    ]);
  },
} as unknown as Database;

describe('shipping prices', () => {
  const tariffs = new CachedTariffs(database);
  const now = async (): Promise<number | undefined> =>
    (await tariffs.current()).methodsFor('US', 'USD')[0]?.price.amount;

  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('that are changed are seen everywhere within ten seconds', async () => {
    expect(await now()).toBe(599);
    price = 699;
    jest.advanceTimersByTime(9_999);
    expect(await now()).toBe(599);
    jest.advanceTimersByTime(1);
    expect(await now()).toBe(699);
  });
});
