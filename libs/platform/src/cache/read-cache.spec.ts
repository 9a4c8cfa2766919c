import { describe, expect, it } from '@jest/globals';
import { ChangeMarks } from '../changes/change-marks.js';
import type { ChangeFollower } from '../changes/change-follower.js';
import type { Config } from '../config/config.js';
import { Cacheable } from './cacheable.js';
import { ReadCache } from './read-cache.js';
import type { Found, SharedAnswer, SharedCache } from './shared-cache.js';

const lamp = { topic: 'product', subject: 'lamp' };
const path = '/v1/products/lamp';

/** The feed as this process has read it. */
class Feed {
  readonly marks = new ChangeMarks();
  version = 1;
  seq = 0;
  isFresh = true;

  change(): void {
    this.version += 1;
    this.seq += 1;
    this.marks.read([{ ...lamp, seq: this.seq }], this.version, 0);
  }

  get position(): object | undefined {
    return this.isFresh ? { version: this.version, seq: this.seq } : undefined;
  }

  isUnchangedSince(tags: string[], version: number): boolean {
    return this.marks.isUnchangedSince(tags, version);
  }

  isUnchangedSinceSeq(tags: string[], seq: number): boolean {
    return this.marks.isUnchangedSinceSeq(tags, seq);
  }
}

/** Redis as one process finds it. */
class Redis {
  kept: SharedAnswer | undefined;
  locks = 0;

  find(_key: string, isValid: (answer: SharedAnswer) => boolean): Promise<Found> {
    if (this.kept !== undefined && isValid(this.kept))
      return Promise.resolve({ answer: this.kept, leftMs: 50_000 });
    this.locks += 1;
    return Promise.resolve({ leftMs: 0, lock: 'mine' });
  }

  put(_key: string, _lock: string, answer: SharedAnswer, leftMs: number): void {
    this.locks -= 1;
    if (leftMs > 0) this.kept = answer;
  }

  release(): void {
    this.locks -= 1;
  }
}

function open(isOn = true): { cache: ReadCache; feed: Feed; redis: Redis } {
  const [feed, redis] = [new Feed(), new Redis()];
  const config = { cache: { isOn, memoryBytes: 1_000_000 } } as Config;
  const cache = new ReadCache(feed as unknown as ChangeFollower, redis as unknown as SharedCache, config);
  return { cache, feed, redis };
}

function priced(price: number, asOf?: number): Cacheable {
  return Cacheable.of({ price }, ['product:lamp'], asOf);
}

function text({ bytes }: { bytes: Buffer }): string {
  return bytes.toString();
}

describe('the read cache', () => {
  it('keeps an answer until what it was made of changes', async () => {
    const { cache, feed } = open();
    await cache.answer(path, () => Promise.resolve(priced(1)));
    expect(text(cache.hit(path)!)).toBe('{"price":1}');
    feed.change();
    expect(cache.hit(path)).toBeUndefined();
    expect(cache.counts).toMatchObject({ hit: 1, miss: 1, stale: 1 });
  });

  it('does not keep what has changed while it was made', async () => {
    const { cache, feed, redis } = open();
    const late = await cache.answer(path, () => {
      const old = priced(1);
      feed.change();
      return Promise.resolve(old);
    });
    expect(text(late)).toBe('{"price":1}');
    expect(cache.hit(path)).toBeUndefined();
    expect(feed.isUnchangedSinceSeq(redis.kept!.tags as string[], redis.kept!.seq)).toBe(false);
  });

  it('asks the database once for all who ask at the same time, also while the feed cannot be read', async () => {
    const { cache, feed } = open();
    feed.isFresh = false;
    let asked = 0;
    const build = async (): Promise<Cacheable> => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return priced(asked);
    };
    const answers = await Promise.all([1, 2, 3].map(() => cache.answer(path, build)));
    expect(answers.map(text)).toEqual(Array(3).fill('{"price":1}'));
    expect(text(await cache.answer(path, build))).toBe('{"price":2}');
    expect(cache.counts).toMatchObject({ untrusted: 2, joined: 2 });
    expect(cache.size).toBe(0);
  });

  it('takes from the others only what nothing has changed since', async () => {
    const { cache, feed, redis } = open();
    redis.kept = { bytes: Buffer.from('{"price":1}'), etag: '"x"', tags: ['product:lamp'], seq: 0 };
    feed.change();
    expect(text(await cache.answer(path, () => Promise.resolve(priced(2))))).toBe('{"price":2}');
    expect(redis.kept).toMatchObject({ seq: 1 });
    const other = open();
    other.feed.change();
    other.redis.kept = redis.kept;
    expect(text(await other.cache.answer(path, () => Promise.reject(new Error('not needed'))))).toBe(
      '{"price":2}',
    );
    expect(other.cache.hit(path)).toBeDefined();
  });

  it('keeps for itself what was made from a copy that is late, and not beyond the next change', async () => {
    const { cache, feed, redis } = open();
    feed.change();
    // The copy has not been told of it.
    await cache.answer(path, () => Promise.resolve(priced(1, 1)));
    expect(cache.hit(path)).toBeUndefined();
    await cache.answer(path, () => Promise.resolve(priced(2, 2)));
    expect(text(cache.hit(path)!)).toBe('{"price":2}');
    expect(text(redis.kept!)).toBe('{"price":2}');
    feed.version += 1; // something else has changed; this copy has not been told of that
    const other = '/v1/products/lamp?late';
    await cache.answer(other, () => Promise.resolve(priced(2, 2)));
    expect(cache.hit(other)).toBeDefined();
  });

  it('keeps and says nothing while the feed can not be read', async () => {
    const { cache, feed, redis } = open();
    await cache.answer(path, () => Promise.resolve(priced(1)));
    feed.isFresh = false;
    expect(cache.hit(path)).toBeUndefined();
    expect(text(await cache.answer(path, () => Promise.resolve(priced(2))))).toBe('{"price":2}');
    expect(text(redis.kept!)).toBe('{"price":1}');
    feed.isFresh = true;
    expect(text(cache.hit(path)!)).toBe('{"price":1}');
    expect(cache.counts.untrusted).toBe(1);
  });

  it('does not keep what was made while the feed was lost', async () => {
    const { cache, feed } = open();
    await cache.answer(path, () => {
      feed.isFresh = false;
      return Promise.resolve(priced(1));
    });
    feed.change();
    feed.isFresh = true;
    expect(cache.hit(path)).toBeUndefined();
  });

  it('makes an answer once for all who ask meanwhile, a refusal too', async () => {
    const { cache, redis } = open();
    let made = 0;
    const build = async (): Promise<Cacheable> => {
      made += 1;
      await Promise.resolve();
      throw new Error('refused');
    };
    const asked = await Promise.allSettled([1, 2, 3].map(() => cache.answer(path, build)));
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([made, cache.size, redis.locks]).toEqual([1, 0, 0]);
    expect(text(await cache.answer(path, () => Promise.resolve(priced(1))))).toBe('{"price":1}');
  });

  it('only answers when it is off, or the question is endless', async () => {
    const off = open(false);
    await off.cache.answer(path, () => Promise.resolve(priced(1)));
    expect([off.cache.size, off.redis.kept]).toEqual([0, undefined]);
    const { cache, redis } = open();
    await cache.answer(`${path}?q=${'a'.repeat(600)}`, () => Promise.resolve(priced(1)));
    expect([cache.size, redis.kept]).toEqual([0, undefined]);
  });
});
