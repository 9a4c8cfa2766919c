import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CreateDemoAccounts, OperatorSessions } from '#customers';
import { HttpClient } from '../support/http.js';
import { Shop } from '../support/shop.js';

const password = 'a demo passphrase of length';
let shop: Shop;
let anybody: HttpClient;

beforeAll(async () => {
  shop = await Shop.open();
  anybody = new HttpClient(shop.url);
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
});

afterAll(() => shop.close());

/** The cookie that the sign-in page sets, or undefined if it refuses. */
async function staffCookie(email: string): Promise<string | undefined> {
  const response = await fetch(`${shop.url}/operators/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: shop.url },
    body: new URLSearchParams({ email, password, next: '/operators/queues' }),
  });
  return response.headers.get('set-cookie')?.split(';')[0];
}

const boardPaths = [
  '/operators/queues',
  '/operators/queues/',
  '/operators/queues/api/queues',
  '/operators/queues/queue/payment',
  '/operators/queues/static/js/main.js',
];

describe('the queue board', () => {
  it.each(boardPaths)('shows nothing of %s to strangers and customers', async (path) => {
    expect([302, 403]).toContain((await anybody.send('GET', path)).status);
    const customer = await staffCookie('ada@example.test');
    expect([302, 403]).toContain(
      (await anybody.send('GET', path, undefined, customer === undefined ? {} : { cookie: customer })).status,
    );
    expect([302, 403]).toContain(
      (await anybody.send('GET', path, undefined, { cookie: 'tradepost_operator=forged' })).status,
    );
  });

  it('lets nobody touch a job without a sign-in', async () => {
    expect((await anybody.send('PUT', '/operators/queues/api/queues/payment/clean/failed')).status).toBe(403);
  });

  it('lets nobody touch a job who may only look', async () => {
    const cookie = await staffCookie('grace@example.test');
    const sessions = shop.apis[0]!.get(OperatorSessions, { strict: false });
    const grace = (await sessions.verify(cookie))!;
    const asked = (method: string, path: string): Promise<number> =>
      anybody
        .send(method, `/operators/queues/api/queues${path}`, undefined, { cookie: cookie! })
        .then(({ status }) => status);
    expect(await asked('PUT', '/payment/clean/failed')).toBe(200);
    const looks = { ...grace, permissions: new Set(['operations:read']) };
    const verify = jest.spyOn(sessions, 'verify').mockResolvedValue(looks);
    try {
      expect(await asked('GET', '')).toBe(200);
      for (const [method, path] of [
        ['PUT', '/payment/clean/failed'],
        ['PUT', '/payment/pause'],
        ['PUT', '/payment/retry/failed'],
        ['PUT', '/payment/empty'],
        ['PUT', '/payment/1/retry'],
        ['POST', '/payment/add'],
        ['PATCH', '/payment/1/update-data'],
      ] as const)
        expect([path, await asked(method, path)]).toEqual([path, 403]);
    } finally {
      verify.mockRestore();
    }
  });

  it('shows staff every queue of the shop', async () => {
    const cookie = await staffCookie('grace@example.test');
    expect(cookie).toBeDefined();
    const { status, body } = await anybody.send<{ queues: { name: string }[] }>(
      'GET',
      '/operators/queues/api/queues',
      undefined,
      { cookie: cookie! },
    );
    expect(status).toBe(200);
    expect(body.queues.map(({ name }) => name).sort()).toEqual([
      'cart',
      'catalog',
      'exchange',
      'mails',
      'notifications',
      'ordering',
      'payment',
    ]);
  });

  it('sends people from the board to the sign-in page', async () => {
    const { status, headers } = await anybody.send('GET', '/operators/queues', undefined, {
      accept: 'text/html',
    });
    expect(status).toBe(302);
    expect(headers.get('location')).toBe('/operators/sign-in?next=%2Foperators%2Fqueues');
  });
});

describe('health and figures', () => {
  it('are there for API and worker', async () => {
    expect(await anybody.get('/health/live')).toEqual({ status: 'live' });
    expect(await anybody.get('/health/ready')).toEqual({
      status: 'ready',
      services: { database: 'up', redis: 'up', smtp: 'up', stripe: 'up' },
    });
    const worker = new HttpClient((await shop.workers[0]!.getUrl()).replace('[::1]', '127.0.0.1'));
    expect(await worker.get('/health/ready')).toMatchObject({ status: 'ready' });
    const figures = await worker.get<string>('/metrics');
    for (const name of [
      'tradepost_outbox_lag_seconds',
      'tradepost_outbox_pending',
      'tradepost_queue_oldest_seconds',
      'tradepost_process_resident_memory_bytes',
    ]) {
      expect(figures).toContain(name);
    }
    expect(await anybody.get<string>('/metrics')).toContain('tradepost_http_request_seconds');
  });
});

describe('every answer', () => {
  it('carries a request id and security headers', async () => {
    const { headers } = await anybody.send('GET', '/v1/departments');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{12}$/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('cache-control')).toContain('public');
    const cart = await anybody.send('POST', '/v1/carts');
    expect(cart.headers.get('cache-control')).toBe('no-store');
  });

  it('is not for other origins unless the shop lists them', async () => {
    const { headers } = await anybody.send('GET', '/v1/departments', undefined, {
      origin: 'https://evil.test',
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
