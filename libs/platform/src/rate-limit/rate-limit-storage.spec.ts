import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { SharedCounts } from '../counters/shared-counts.js';
import type { RedisConnection } from '../redis/redis.module.js';
import { RateLimitStorage } from './rate-limit-storage.js';

/** A Redis that is connected and fails, as a frozen one does after its time-out. */
function frozenRedis(): { asked: number; connection: RedisConnection } {
  const redis = { asked: 0, connection: {} as RedisConnection };
  const fail = (): Promise<never> => {
    redis.asked += 1;
    return Promise.reject(new Error('Command timed out'));
  };
  redis.connection = { isReady: true, client: { eval: fail } } as unknown as RedisConnection;
  return redis;
}

describe('counting requests while Redis does not answer', () => {
  it('counts in this process, and does not let every request find out anew', async () => {
    const redis = frozenRedis();
    const shared = new SharedCounts(redis.connection, { redis: { prefix: 'test' } } as Config);
    const storage = new RateLimitStorage(shared);
    const hits: number[] = [];
    for (let n = 0; n < 3; n += 1) hits.push((await storage.increment('key', 60_000, 2)).totalHits);
    expect(hits).toEqual([1, 2, 3]);
    expect(redis.asked).toBe(1);
  });
});
