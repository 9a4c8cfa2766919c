import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Config } from '#platform/config/config.js';
import { Counters, isClosed, type Limit, type Taken } from '#platform/counters/counters.js';
import { CountersModule } from '#platform/counters/counters.module.js';
import { RedisConnection } from '#platform/redis/redis.module.js';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';
import { silentServer } from './read-cache-support.js';

let contexts: TestContext[];
let one: Counters;
let other: Counters;

const limit = (most: number, seconds = 60): Limit => ({
  key: `test-${randomBytes(6).toString('hex')}`,
  most,
  seconds,
});

beforeAll(async () => {
  const variables = { REDIS_PREFIX: `tradepost_test_${randomBytes(6).toString('hex')}` };
  contexts = await Promise.all([1, 2].map(() => startContext({ imports: [CountersModule] }, variables)));
  [one, other] = contexts.map(({ app }) => app.get(Counters, { strict: false })) as [Counters, Counters];
  await eventually(() => {
    for (const { app } of contexts) expect(app.get(RedisConnection, { strict: false }).isReady).toBe(true);
  });
});

afterAll(() => Promise.all(contexts.map((context) => context.close())));

describe('counting on two processes together', () => {
  it('lets no more in than the limit says, however many come at once', async () => {
    const account = limit(10, 600);
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? one : other).hit([account])),
    );
    expect(outcomes.filter((outcome) => !isClosed(outcome))).toHaveLength(10);
    expect(await one.look([account])).toEqual({ limit: account, seconds: 600 });
  });

  it('takes a place in all windows or in none', async () => {
    const [narrow, wide] = [limit(1), limit(2)];
    await one.hit([narrow, wide]);
    expect(await other.hit([narrow, wide])).toMatchObject({ limit: narrow });
    expect(isClosed(await other.hit([wide]))).toBe(false);
    expect(isClosed(await other.hit([wide]))).toBe(true);
  });

  it('gives places back, opens again when the window ends, and forgets when told', async () => {
    const account = limit(1, 1);
    const taken = (await one.hit([account])) as Taken;
    expect(isClosed(await other.hit([account]))).toBe(true);
    await taken.giveBack();
    expect(isClosed(await other.hit([account]))).toBe(false);
    await eventually(async () => {
      expect(isClosed(await one.hit([account]))).toBe(false);
    }, 3_000);
    const long = limit(1, 3_600);
    await one.hit([long]);
    await other.clear([long.key]);
    expect(isClosed(await one.hit([long]))).toBe(false);
  });

  it('keeps nothing for ever', async () => {
    const account = limit(5, 100);
    await ((await one.hit([account])) as Taken).giveBack();
    await one.hit([account]);
    const { client } = contexts[0]!.app.get(RedisConnection, { strict: false });
    const { redis } = contexts[0]!.app.get(Config, { strict: false });
    const left = await client.pttl(`${redis.prefix}:limit:${account.key}`);
    expect(left).toBeGreaterThan(90_000);
    expect(left).toBeLessThanOrEqual(100_000);
  });
});

describe('counting while Redis is away', () => {
  it.each<[string, () => Promise<{ url: string; close: () => void }>]>([
    [
      'and its port is closed',
      () => Promise.resolve({ url: 'redis://127.0.0.1:1/0', close: () => undefined }),
    ],
    ['and takes connections in silence', silentServer],
  ])('goes on in the process, %s', async (_, away) => {
    const redis = await away();
    const context = await startContext({ imports: [CountersModule] }, { REDIS_URL: redis.url });
    const counters = context.app.get(Counters, { strict: false });
    const account = limit(3);
    const outcomes = [];
    for (let n = 0; n < 5; n += 1) outcomes.push(isClosed(await counters.hit([account])));
    expect(outcomes).toEqual([false, false, false, true, true]);
    await context.close();
    redis.close();
  });

  it('goes on in the process when the connection is cut, and together when it is back', async () => {
    const account = limit(2, 600);
    await one.hit([account]);
    const connection = contexts[0]!.app.get(RedisConnection, { strict: false });
    connection.client.disconnect();
    await once(connection.client, 'end');
    const here = [await one.hit([account]), await one.hit([account]), await one.hit([account])];
    expect(here.map(isClosed)).toEqual([false, false, true]);
    await connection.client.connect();
    expect(isClosed(await other.hit([account]))).toBe(false);
    expect(isClosed(await one.hit([account]))).toBe(true);
  });
});
