import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import type { RedisConnection } from '../redis/redis.module.js';
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
});
