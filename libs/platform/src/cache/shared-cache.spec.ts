import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import type { RedisConnection } from '../redis/redis.module.js';
import { release } from './release.js';
import { SharedCache } from './shared-cache.js';

const config = {
  cache: { memoryBytes: 1_000_000 },
  redis: { prefix: 'shop' },
  database: { url: 'mysql://localhost/shop' },
} as Config;

/** A Redis that has this in the place of every answer. */
function holding(value: string): SharedCache {
  const client = { callBuffer: () => Promise.resolve([Buffer.from(value), 1_000]) };
  return new SharedCache({ isReady: true, client } as unknown as RedisConnection, config);
}

describe('answers in Redis', () => {
  it.each([
    '{"etag":',
    'null\n{}',
    '7\n{}',
    '{"etag":"x"}\n{}',
    '{"etag":"x","tags":"all","seq":1}\n{}',
    '{x\n',
  ])('are not there if they are not what this program writes: %j', async (value) => {
    expect(await holding(value).find('/v1/products', () => true)).toEqual({ leftMs: 0 });
  });

  it('are those of this version of the program: another one may answer in another form', async () => {
    const keys: unknown[] = [];
    const client = {
      callBuffer: (_eval: string, _script: string, _count: number, ...values: unknown[]) => {
        keys.push(...values.slice(0, 2));
        return Promise.resolve([null, 0]);
      },
    };
    const shared = new SharedCache({ isReady: true, client } as unknown as RedisConnection, config);
    shared.release('/v1/products', 'mine');
    await Promise.resolve();
    const key = `{shop:cache:shop:${release}:/v1/products}`;
    expect(keys).toEqual([key, `${key}:lock`]);
  });
});
