import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnection } from '../redis/redis.module.js';

/** For so long nobody asks a Redis that did not answer. */
const redisPauseMs = 2_000;

/** Redis, as far as it answers: what is counted there counts on all processes together. */
@Injectable()
export class SharedCounts {
  private isAwayUntil = 0;

  constructor(
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  /** What the script says; undefined while Redis is away, so that the caller counts in its own process. */
  async run(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    if (!this.redis.isReady || Date.now() < this.isAwayUntil) return undefined;
    const named = keys.map((key) => `${this.config.redis.prefix}:limit:${key}`);
    try {
      return await this.redis.client.eval(script, named.length, ...named, ...values);
    } catch {
      // Redis went away under us: a limit for each process is better than none, and better than an error. One that is connected and
      // silent costs a time-out, which not every request shall wait for.
      this.isAwayUntil = Date.now() + redisPauseMs;
      return undefined;
    }
  }
}
