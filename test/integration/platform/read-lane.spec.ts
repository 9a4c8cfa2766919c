import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config/config.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { bearer, runningSession } from '../../support/tokens.js';
import { ask as askApi, openApi, portOf, type Reply } from './read-cache-support.js';

const detail = '/v1/products/milk-bottle';
const list = '/v1/products?category=knitwear';

let database: TestDatabase;
let config: Config;
let apis: NestFastifyApplication[];
let signedIn: { authorization: string };

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  config = testConfig({
    DATABASE_URL: database.url,
    CACHE: 'on',
    RATE_LIMIT_PER_MINUTE: '5000',
    CORS_ORIGINS: 'https://shop.example',
  });
  apis = [await openApi(config), await openApi(config)];
  signedIn = bearer(apis[0]!, { sid: await runningSession(database), scope: 'cart:use' });
}, 60_000);

afterAll(async () => {
  await Promise.all(apis.map((api) => api.close()));
  await database.drop();
});

function ask(
  path: string,
  {
    api = apis[0]!,
    ...request
  }: { api?: NestFastifyApplication; method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return askApi(api, path, request);
}

describe('a public read', () => {
  it('is kept, and looks the same whoever answers it', async () => {
    for (const path of [
      detail,
      list,
      '/v1/departments',
      '/v1/categories/knitwear',
      '/v1/products/search?q=wool',
    ]) {
      const [first, kept] = [await ask(path), await ask(path)];
      const throughNest = await ask(path, { headers: signedIn });
      expect([first.status, kept.status, throughNest.status]).toEqual([200, 200, 200]);
      expect(kept.headers['cache-status']).toBe('tradepost; hit');
      expect(kept.body).toBe(first.body);
      expect(throughNest.body).toBe(first.body);
      expect(comparable(throughNest)).toEqual(comparable(kept));
    }
  });

  it.each([
    '/v1/products/no-such-thing',
    '/v1/products?sort=upwards',
    '/v1/products?page=0',
    '/v1/products?a=%E0%A4%A',
  ])('is refused in one form: %s', async (path) => {
    const [lane, nest] = [await ask(path), await ask(path, { headers: signedIn })];
    const [one, other] = [lane, nest].map(({ body }) => ({ ...(JSON.parse(body) as object), requestId: '' }));
    expect(one).toEqual(other);
    expect(comparable(lane)).toEqual(comparable(nest));
    expect(lane.headers['cache-control']).toBe('no-store');
  });

  it('is still refused to whoever shows a bad token', async () => {
    await ask(detail);
    const reply = await ask(detail, { headers: { authorization: 'Bearer nonsense' } });
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, 'Bearer']);
  });

  it('is nothing new to who has it', async () => {
    const { headers, body } = await ask(detail);
    const etag = headers.etag!;
    for (const api of apis)
      for (const value of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
        for (const extra of [{}, signedIn]) {
          const reply = await ask(detail, { api, headers: { 'if-none-match': value, ...extra } });
          expect([reply.status, reply.body, reply.headers.etag]).toEqual([304, '', etag]);
          expect(reply.headers['cache-control']).toBe('public, max-age=1');
        }
    const other = await ask(detail, { headers: { 'if-none-match': '"other"' } });
    expect([other.status, other.body]).toEqual([200, body]);
  });

  it('answers HEAD with what GET says of itself', async () => {
    const [whole, head] = [await ask(detail), await ask(detail, { method: 'HEAD' })];
    expect(head.body).toBe('');
    for (const name of ['etag', 'content-length', 'content-type', 'cache-control'])
      expect(head.headers[name]).toBe(whole.headers[name]);
  });

  it('answers requests that come in one go, in order', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(portOf(apis[0]!), '127.0.0.1');
      let all = '';
      socket.on('error', reject);
      socket.on('data', (data) => (all += data.toString()));
      socket.on('close', () => resolve(all));
      const paths = [detail, '/v1/products/no-such-thing', '/v1/categories/knitwear', detail];
      const last = (index: number): string => (index === 3 ? 'Connection: close\r\n' : '');
      socket.write(paths.map((path, n) => `GET ${path} HTTP/1.1\r\nHost: x\r\n${last(n)}\r\n`).join(''));
    });
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 404',
      'HTTP/1.1 200',
      'HTTP/1.1 200',
    ]);
  });

  it('leaves to the router what is not plain', async () => {
    const statuses = await Promise.all(
      [
        '/v1/products/milk%2Dbottle',
        '/v1/products/',
        '/v1//products',
        '/V1/products',
        '/v1/products/a/b',
      ].map(async (path) => (await ask(path)).status),
    );
    expect(statuses).toEqual([200, 404, 404, 404, 404]);
    expect((await ask(detail, { method: 'POST' })).status).toBe(404);
  });

  it('tells browsers which pages may read it', async () => {
    const [ours, other] = await Promise.all(
      ['https://shop.example', 'https://elsewhere.example'].map((origin) =>
        ask(detail, { headers: { origin } }),
      ),
    );
    expect(ours!.headers).toMatchObject({
      ...{
        'access-control-allow-origin': 'https://shop.example',
        'access-control-allow-credentials': 'true',
        vary: 'Origin',
      },
    });
    expect(other!.headers['access-control-allow-origin']).toBeUndefined();
    expect(other!.headers.vary).toBe('Origin');
  });
});

/** Without what differs from answer to answer. */
function comparable({ status, headers }: Reply): object {
  const { 'x-request-id': id, 'x-ratelimit-remaining': remaining, ...rest } = headers;
  delete rest.date;
  delete rest['x-ratelimit-reset'];
  delete rest['cache-status'];
  if (status !== 200) delete rest['content-length'];
  expect(id).toMatch(/^[\w-]{12}$/);
  expect(Number(remaining)).toBeLessThan(5_000);
  return { status, ...rest };
}

describe('the rate limit', () => {
  it('counts what is answered from memory, and says so as everywhere', async () => {
    const api = await openApi(
      testConfig({ DATABASE_URL: database.url, CACHE: 'on', RATE_LIMIT_PER_MINUTE: '5' }),
    );
    try {
      const replies = [];
      for (let n = 0; n < 7; n += 1) replies.push(await ask(detail, { api }));
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
      expect(replies.slice(0, 5).map(({ headers }) => headers['x-ratelimit-remaining'])).toEqual([
        '4',
        '3',
        '2',
        '1',
        '0',
      ]);
      expect(Number(replies[5]!.headers['retry-after'])).toBeGreaterThan(0);
      // With a token, through Nest: the same count.
      expect((await ask(detail, { api, headers: signedIn })).status).toBe(429);
      expect((await ask('/v1/departments', { api })).status).toBe(200);
    } finally {
      await api.close();
    }
  });
});
