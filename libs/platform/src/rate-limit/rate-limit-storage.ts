import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { SharedCounts } from '../counters/shared-counts.js';
import { Windows, type WindowState } from '../counters/windows.js';

type RateLimitRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Keys that start like this are counted in this process only: reads are too many and too cheap for a trip to Redis. */
export const localPrefix = 'local:';

/** Of each process; about 20 MB when it is full. */
const capacity = 50_000;

const countScript = `
local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { hits, left }`;

/** Fixed windows counted together by all processes in Redis, and by each process alone while Redis is away. */
@Injectable()
export class RateLimitStorage implements ThrottlerStorage {
  private readonly windows = new Windows(capacity);

  constructor(private readonly shared: SharedCounts) {}

  async increment(key: string, ttl: number, limit: number): Promise<RateLimitRecord> {
    const { hits, left } = key.startsWith(localPrefix)
      ? this.countHere(key, ttl)
      : await this.count(key, ttl);
    const seconds = Math.ceil(left / 1_000);
    return { totalHits: hits, timeToExpire: seconds, isBlocked: hits > limit, timeToBlockExpire: seconds };
  }

  private async count(key: string, ttl: number): Promise<WindowState> {
    const answer = await this.shared.run(countScript, [key], [ttl]);
    if (answer === undefined) return this.countHere(key, ttl);
    const [hits, left] = answer as [number, number];
    return { hits, left };
  }

  /** In this process. @param ttl of the window, in milliseconds @returns hits in it, and how much of it is left */
  countHere(key: string, ttl: number): WindowState {
    return this.windows.hit(key, ttl);
  }
}
