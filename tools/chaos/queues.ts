import { Redis } from 'ioredis';
import { redisPrefix } from './settings.js';

/** Bull's queues as Redis holds them. */
export class Queues {
  private constructor(private readonly redis: Redis) {}

  static open(url: string): Queues {
    const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 200 });
    redis.on('error', () => undefined); // A fault may take Redis away; commands wait until it is back.
    return new Queues(redis);
  }

  /** Ids of the jobs that workers have in hand; those of a killed worker stay until Bull finds them stalled. */
  async active(): Promise<string[]> {
    const keys = await this.keys('active');
    const lists = await Promise.all(keys.map((key) => this.redis.lrange(key, 0, -1)));
    return lists.flatMap((ids, index) => ids.map((id) => `${keys[index] ?? ''}/${id}`));
  }

  /** How many jobs of one queue wait for a later attempt. */
  delayed(queue: string): Promise<number> {
    return this.redis.zcard(`{${redisPrefix}}:${queue}:delayed`);
  }

  /** Jobs that wait to be worked on, now or after a pause. */
  async waiting(): Promise<number> {
    const [lists, sets] = [await this.keys('wait'), await this.keys('delayed')];
    const counts = [...lists.map((key) => this.redis.llen(key)), ...sets.map((key) => this.redis.zcard(key))];
    return sum(await Promise.all(counts));
  }

  /** When the oldest job that is not done was added; undefined if there is none. */
  async oldestActive(): Promise<number | undefined> {
    const jobs = (await this.active()).map((each) => each.replace('active/', ''));
    const times = await Promise.all(jobs.map((key) => this.redis.hget(key, 'timestamp')));
    const known = times.filter((time) => time !== null).map(Number);
    return known.length === 0 ? undefined : Math.min(...known);
  }

  /** Empties Redis. @returns how many unfinished jobs were in it, counted in the same step */
  async flush(): Promise<number> {
    const step = this.redis.multi();
    for (const key of [...(await this.keys('wait')), ...(await this.keys('active'))]) step.llen(key);
    for (const key of await this.keys('delayed')) step.zcard(key);
    const results = (await step.flushall().exec()) ?? [];
    return sum(results.slice(0, -1).map(([, count]) => Number(count)));
  }

  close(): void {
    this.redis.disconnect();
  }

  private keys(kind: 'wait' | 'active' | 'delayed'): Promise<string[]> {
    return this.redis.keys(`{${redisPrefix}}:*:${kind}`);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
