import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../../apps/api/src/create-api.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Problem } from '../../support/http.js';

const listed = 'https://shop.example';
let database: TestDatabase;
let app: NestFastifyApplication;
let port: number;
let anybody: HttpClient;

async function open(variables: Readonly<Record<string, string>>): Promise<NestFastifyApplication> {
  const config = testConfig({ DATABASE_URL: database.url, ...variables });
  const api = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await api.listen(0, '127.0.0.1');
  return api;
}

function portOf(api: NestFastifyApplication): number {
  return (api.getHttpServer().address() as { port: number }).port;
}

beforeAll(async () => {
  database = await createTestDatabase();
  app = await open({ CORS_ORIGINS: listed, PUBLIC_URL: 'https://api.shop.example' });
  port = portOf(app);
  anybody = new HttpClient(`http://127.0.0.1:${String(port)}`);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** What comes back for these bytes, until the server closes or says nothing more for a while. */
function say(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let heard = '';
    socket.setTimeout(700, () => socket.destroy());
    socket.on('data', (more) => (heard += more.toString('latin1')));
    socket.on('close', () => {
      resolve(heard);
    });
    socket.on('error', reject);
  });
}

function statusLines(heard: string): string[] {
  return [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status!);
}

/** A second request that only a proxy which reads the first one differently would let through. */
const smuggled = 'GET /v1/departments HTTP/1.1\r\nHost: shop\r\n\r\n';

describe('a request that two readers could read differently', () => {
  it.each([
    [
      'with a length and in chunks',
      `POST /v1/carts HTTP/1.1\r\nHost: shop\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'with two lengths',
      `POST /v1/carts HTTP/1.1\r\nHost: shop\r\nContent-Length: 0\r\nContent-Length: 5\r\n\r\n${smuggled}`,
    ],
    [
      'in an encoding that nobody knows',
      `POST /v1/carts HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'with a header over two lines',
      `GET /v1/departments HTTP/1.1\r\nHost: shop\r\nX-A: 1\r\n Content-Length: 5\r\n\r\n${smuggled}`,
    ],
    [
      'with a space before the colon',
      `POST /v1/carts HTTP/1.1\r\nHost: shop\r\nContent-Length : 5\r\n\r\n${smuggled}`,
    ],
    ['with bare line feeds', `POST /v1/carts HTTP/1.1\nHost: shop\nContent-Length: 0\n\n${smuggled}`],
  ])('%s is refused, and nothing behind it is answered', async (_, bytes) => {
    const [first, ...others] = statusLines(await say(bytes));
    expect(['400', '415']).toContain(first);
    expect(others).not.toContain('200');
  });

  it('is told from one that is in order', async () => {
    expect(statusLines(await say(smuggled + smuggled))).toEqual(['200', '200']);
  });

  it('of endless headers is refused', async () => {
    const heard = await say(`GET / HTTP/1.1\r\nHost: shop\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(statusLines(heard)).toEqual(['431']);
  });
});

describe('a client that takes its time', () => {
  it('has so much for headers and for everything', () => {
    const server = app.getHttpServer();
    expect([server.headersTimeout, server.keepAliveTimeout]).toEqual([30_000, 72_000]);
    expect(server.requestTimeout).toBeGreaterThan(0);
  });
});

describe('every answer', () => {
  it.each([
    ['a list', 'GET', '/v1/departments', 200],
    ['nothing there', 'GET', '/v1/no-such-thing', 404],
    ['no sign-in', 'GET', '/v1/me', 401],
    ['a wrong body', 'POST', '/v1/auth/sessions', 400],
    ['a broken address', 'GET', '/v1/products/%E0%A4%A', 400],
    ['an error of ours', 'GET', '/health/ready', 200],
  ])('carries the security headers: %s', async (_, method, path, status) => {
    const answer = await anybody.send(method, path, method === 'POST' ? {} : undefined);
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8,}; includeSubDomains/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    if (path !== '/v1/departments') expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says nothing about how it is made when something is wrong', async () => {
    const { body } = await anybody.send<Problem>('GET', "/v1/products?sort='; DROP TABLE products; --");
    expect(JSON.stringify(body)).not.toMatch(/SELECT|node_modules|\.js:|mysql|stack/i);
  });
});

describe('other origins', () => {
  const ask = (origin: string, method = 'GET'): Promise<Headers> =>
    anybody
      .send(method, '/v1/cart', undefined, {
        origin,
        ...(method === 'OPTIONS' ? { 'access-control-request-method': 'PATCH' } : {}),
      })
      .then(({ headers }) => headers);

  it('may read, with cookies, if they are listed', async () => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = await ask(listed, method);
      expect(headers.get('access-control-allow-origin')).toBe(listed);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('vary')).toMatch(/origin/i);
    }
  });

  it.each([
    'https://evil.example',
    'null',
    'https://shop.example.evil.example',
    'http://shop.example',
    'https://shop.example:8443',
    'https://sub.shop.example',
  ])('may not otherwise: %s', async (origin) => {
    for (const method of ['GET', 'OPTIONS'])
      expect((await ask(origin, method)).get('access-control-allow-origin')).toBeNull();
  });
});

describe('in production', () => {
  let production: NestFastifyApplication;
  let client: HttpClient;

  beforeAll(async () => {
    production = await open({
      APP_ENV: 'production',
      PUBLIC_URL: 'https://api.shop.example',
      STRIPE_SECRET_KEY: 'sk_live_0123456789abcdef',
      STRIPE_API_BASE: '',
      METRICS_TOKEN: 'figures-for-the-collector',
      MAIL_FROM: 'Shop <shop@shop.example>',
    });
    client = new HttpClient(`http://127.0.0.1:${String(portOf(production))}`);
  });

  afterAll(() => production.close());

  it.each(['/docs', '/docs-json', '/docs-yaml'])('the docs are closed: %s', async (path) => {
    expect((await client.send('GET', path)).status).toBe(404);
  });

  it('figures are for who has the token', async () => {
    expect((await client.send('GET', '/metrics')).status).toBe(403);
    expect(
      (await client.send('GET', '/metrics', undefined, { 'x-metrics-token': 'figures-for-the-collectoR' }))
        .status,
    ).toBe(403);
    const answer = await client.send('GET', '/metrics', undefined, {
      'x-metrics-token': 'figures-for-the-collector',
    });
    expect(answer.status).toBe(200);
  });

  it('health tells no more than whether it can serve', async () => {
    expect(await client.get<object>('/health/ready')).toEqual({ status: expect.any(String) });
  });

  it.each([
    ['GET', '/operators/queues'],
    ['GET', '/operators/queues/api/queues'],
    ['PUT', '/operators/queues/api/queues/payment/clean/completed'],
    ['POST', '/operators/queues/api/queues/payment/add'],
  ])('the queue board is closed: %s %s', async (method, path) => {
    expect((await client.send(method, path)).status).toBe(403);
  });
});
