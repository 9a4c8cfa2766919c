import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { Config } from '../config/config.js';
import { RedisConnection } from '../redis/redis.module.js';

type RateLimitRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Keys that start like this are counted in this process only: reads are too many and too cheap for a trip to Redis. */
export const localPrefix = 'local:';

/** For so long nobody asks a Redis that did not answer. */
const redisPauseMs = 2_000;

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
  private readonly windows = new Map<string, { hits: number; endsAt: number }>();
  private sweepAt = 0;
  private redisIsAwayUntil = 0;

  constructor(
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  async increment(key: string, ttl: number, limit: number): Promise<RateLimitRecord> {
    const { hits, left } = key.startsWith(localPrefix)
      ? this.countHere(key, ttl)
      : await this.count(key, ttl);
    const seconds = Math.ceil(left / 1_000);
    return { totalHits: hits, timeToExpire: seconds, isBlocked: hits > limit, timeToBlockExpire: seconds };
  }

  private async count(key: string, ttl: number): Promise<{ hits: number; left: number }> {
    if (!this.redis.isReady || Date.now() < this.redisIsAwayUntil) return this.countHere(key, ttl);
    try {
      const answer = await this.redis.client.eval(
        countScript,
        1,
        `${this.config.redis.prefix}:limit:${key}`,
        ttl,
      );
      const [hits, left] = answer as [number, number];
      return { hits, left };
    } catch {
      // Redis went away under us: a limit for each process is better than none, and better than an error. One that is connected and
      // silent costs a time-out, which not every request shall wait for.
      this.redisIsAwayUntil = Date.now() + redisPauseMs;
      return this.countHere(key, ttl);
    }
  }

  /** In this process. @param ttl of the window, in milliseconds @returns hits in it, and how much of it is left */
  countHere(key: string, ttl: number): { hits: number; left: number } {
    const now = Date.now();
    this.forgetEndedWindows(now);
    const window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      this.windows.set(key, { hits: 1, endsAt: now + ttl });
      return { hits: 1, left: ttl };
    }
    window.hits += 1;
    return { hits: window.hits, left: window.endsAt - now };
  }

  private forgetEndedWindows(now: number): void {
    if (now < this.sweepAt) return;
    this.sweepAt = now + 60_000;
    for (const [key, { endsAt }] of this.windows) if (endsAt <= now) this.windows.delete(key);
  }
}
