import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ReadCache } from '#platform/cache/read-cache.js';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { RedisConnection } from '#platform/redis/redis.module.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { ask as askApi, openApi, silentServer, type Reply } from './read-cache-support.js';

const detail = '/v1/products/milk-bottle';
const list = '/v1/products?category=knitwear';

let database: TestDatabase;
let apis: NestFastifyApplication[];

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  const config = testConfig({
    DATABASE_URL: database.url,
    CACHE: 'on',
    RATE_LIMIT_PER_MINUTE: '5000',
    CORS_ORIGINS: 'https://shop.example',
  });
  apis = [await openApi(config), await openApi(config)];
}, 60_000);

afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await database.drop();
});

function countsOf(api: NestFastifyApplication): ReadCache['counts'] {
  return { ...api.get(ReadCache).counts };
}

/** As a use case does it: the row and the news of it, in one transaction. */
async function rename(slug: string, name: string, api = apis[0]!): Promise<void> {
  const [row] = await database.query<{ id: string }>(
    'SELECT LOWER(HEX(id)) AS id FROM products WHERE slug = ?',
    [slug],
  );
  const id = row!.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  await api.get(UnitOfWork).run(async () => {
    await api
      .get(Database)
      .write('UPDATE products SET name = :name WHERE id = :id', { name, id: idToBytes(id) });
    await api.get(ChangeFeed).append([{ topic: 'product', subject: id }]);
  });
}

async function nameOf(slug: string, api: NestFastifyApplication): Promise<string> {
  return (JSON.parse((await ask(`/v1/products/${slug}`, { api })).body) as { name: string }).name;
}

function ask(
  path: string,
  {
    api = apis[0]!,
    ...request
  }: { api?: NestFastifyApplication; method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return askApi(api, path, request);
}

describe('what is kept', () => {
  it('ends with a change, in the process that made it at once, in the other within the second', async () => {
    await rename('milk-bottle', 'Milk bottle');
    for (const api of apis)
      await eventually(async () => expect(await nameOf('milk-bottle', api)).toBe('Milk bottle'));
    await rename('milk-bottle', 'Churn');
    expect(await nameOf('milk-bottle', apis[0]!)).toBe('Churn');
    await eventually(async () => expect(await nameOf('milk-bottle', apis[1]!)).toBe('Churn'), 1_000);
  });

  it('is shared by the processes', async () => {
    const path = `${list}&limit=3`;
    await ask(path);
    const before = countsOf(apis[1]!);
    await eventually(async () => {
      await ask(path, { api: apis[1]! });
      expect(countsOf(apis[1]!)).toMatchObject({ hit: before.hit + 1 });
    });
    expect(countsOf(apis[1]!)).toMatchObject({ shared: before.shared + 1, miss: before.miss });
  });

  it('is made once, however many ask at a time', async () => {
    const path = `${list}&limit=4`;
    const made = (): number => apis.reduce((sum, api) => sum + countsOf(api).miss, 0);
    const before = made();
    const replies = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(path, { api: apis[n % 2]! })));
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
    expect(made() - before).toBe(1);
  });

  it('is no refusal: what was not there is seen when it comes', async () => {
    await database.query("UPDATE products SET status = 'draft' WHERE slug = 'milk-bottle'");
    await rename('milk-bottle', 'Hidden');
    for (const api of apis)
      await eventually(async () => expect((await ask(detail, { api })).status).toBe(404));
    await database.query("UPDATE products SET status = 'published' WHERE slug = 'milk-bottle'");
    for (const api of apis) expect((await ask(detail, { api })).status).toBe(200);
  });

  it('is not what is refused, misspelt or endless', async () => {
    const cache = apis[0]!.get(ReadCache);
    const { size } = cache;
    for (let n = 0; n < 30; n += 1) {
      await ask(`/v1/products?nonsense=${String(n)}`);
      await ask(`/v1/products/no-such-thing-${String(n)}`);
      await ask(
        `/v1/products/search?q=${'wool '.repeat(30).trim().replaceAll(' ', '%20')}${String(n)}${'%20'.repeat(150)}`,
      );
    }
    expect(cache.size).toBe(size);
  });

  it('never fills Redis, whatever is asked for', async () => {
    const settings = testConfig({ DATABASE_URL: database.url, CACHE: 'on', CACHE_MEMORY_MB: '1' });
    const api = await openApi(settings);
    try {
      for (let n = 1; n <= 150; n += 1) await ask(`/v1/products?limit=100&priceMin=${String(n)}`, { api });
      const { client } = api.get(RedisConnection, { strict: false });
      const keys = await client.keys(`{${settings.redis.prefix}:cache:*`);
      const sizes = await Promise.all(keys.map((key) => client.strlen(key)));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeGreaterThan(500_000);
      expect(bytes).toBeLessThanOrEqual(1_048_576);
      expect(api.get(ReadCache).bytes).toBeLessThanOrEqual(1_048_576);
    } finally {
      await api.close();
    }
  });

  it('is counted for operators', async () => {
    await ask(detail);
    await ask(detail);
    const { body } = await ask('/metrics');
    expect(body).toMatch(/tradepost_read_cache_total\{outcome="hit"\} [1-9]/);
    expect(body).toMatch(/tradepost_read_cache_bytes [1-9]/);
    expect(body).toMatch(/tradepost_change_feed_age_seconds 0/);
    expect(body).toMatch(
      /tradepost_http_request_seconds_count\{[^}]*route="\/v1\/products\/:idOrSlug"[^}]*\} [1-9]/,
    );
  });
});

describe('what is not kept', () => {
  it('while the feed cannot be read: answers come from the database', async () => {
    await ask(detail);
    await database.query('RENAME TABLE change_feed TO change_feed_away');
    try {
      for (const api of apis) await eventually(() => expect(api.get(ChangeFollower).isFresh).toBe(false));
      await database.query("UPDATE products SET name = 'Unannounced' WHERE slug = 'milk-bottle'");
      for (const api of apis) expect(await nameOf('milk-bottle', api)).toBe('Unannounced');
    } finally {
      await database.query('RENAME TABLE change_feed_away TO change_feed');
    }
    for (const api of apis) await eventually(() => expect(api.get(ChangeFollower).isFresh).toBe(true));
  });

  it('without the cache', async () => {
    const api = await openApi(testConfig({ DATABASE_URL: database.url, CACHE: 'off' }));
    try {
      const [first, second] = [await ask(detail, { api }), await ask(detail, { api })];
      expect(second.body).toBe(first.body);
      expect(second.headers.etag).toBe(first.headers.etag);
      expect(countsOf(api)).toMatchObject({ hit: 0, off: 2 });
    } finally {
      await api.close();
    }
  });

  it('in a Redis that is away or silent, and nobody waits for it', async () => {
    const silent = await silentServer();
    for (const redis of ['redis://127.0.0.1:1/0', silent.url]) {
      const api = await openApi(testConfig({ DATABASE_URL: database.url, CACHE: 'on', REDIS_URL: redis }));
      const began = performance.now();
      for (let n = 1; n <= 10; n += 1)
        expect((await ask(`${list}&limit=${String(n)}`, { api })).status).toBe(200);
      expect(performance.now() - began).toBeLessThan(1_500);
      expect((await ask(`${list}&limit=1`, { api })).headers['cache-status']).toBe('tradepost; hit');
      await api.close();
    }
    silent.close();
  }, 60_000);
});
