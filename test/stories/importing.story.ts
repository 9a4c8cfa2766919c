import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts } from '#customers';
import { eventually } from '../support/eventually.js';
import { HttpClient, type Answer, type Problem } from '../support/http.js';
import { keepSending } from '../support/keep-sending.js';
import { Shop } from '../support/shop.js';
import { startWorker } from '../support/worker-process.js';

const password = 'a demo passphrase of length';

interface ImportView {
  id: string;
  status: string;
  progress: number;
  rows: number;
  applied: number;
  errors: number;
  products: { created: number; changed: number; unchanged: number };
}

let shop: Shop;
let staff: HttpClient;
let customer: HttpClient;

async function signedIn(email: string): Promise<HttpClient> {
  const client = new HttpClient(shop.url);
  const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', {
    email,
    password,
  });
  client.headers['authorization'] = `Bearer ${accessToken}`;
  return client;
}

beforeAll(async () => {
  shop = await Shop.open({ variables: { IMPORT_MAX_BYTES: '2000000' } });
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
  [staff, customer] = await Promise.all([signedIn('grace@example.test'), signedIn('ada@example.test')]);
});

afterAll(() => shop.close());

function upload<Body = ImportView>(client: HttpClient, csv: string, query = ''): Promise<Answer<Body>> {
  return client.send<Body>('POST', `/v1/admin/imports${query}`, csv, { 'content-type': 'text/csv' });
}

/** The import once nothing moves any more. */
function settled(id: string, withinMs = 60_000): Promise<ImportView> {
  return eventually(async () => {
    const found = await staff.get<ImportView>(`/v1/admin/imports/${id}`);
    expect(['applied', 'refused', 'checked', 'stopped', 'cancelled']).toContain(found.status);
    return found;
  }, withinMs);
}

const header = 'product_slug,product_name,categories,status,sku,option:size,price,stock';

describe('staff who import a file', () => {
  it('find their products in the shop, with stock', async () => {
    const [category] = await shop.database.query<{ slug: string }>('SELECT slug FROM categories LIMIT 1');
    const csv = `${header}\nstory-tent,Story tent,${category!.slug},published,STORY-S,s,99.50,9\nstory-tent,,,,STORY-M,m,109,0\n`;
    const { status, headers, body } = await upload(staff, csv);
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`/v1/admin/imports/${body.id}`);
    expect(await settled(body.id)).toMatchObject({
      status: 'applied',
      progress: 100,
      rows: 2,
      applied: 2,
      products: { created: 1, changed: 0, unchanged: 0 },
    });
    const shown = await eventually(async () => {
      const product = await staff.get<{ variants: { sku: string; stockState: string }[] }>(
        '/v1/products/story-tent',
      );
      expect(product.variants.map(({ stockState }) => stockState)).toEqual(['in-stock', 'sold-out']);
      return product;
    });
    expect(shown).toMatchObject({ name: 'Story tent', variants: [{ sku: 'STORY-S' }, { sku: 'STORY-M' }] });
    const listed = await staff.get<{ items: ImportView[]; total: number }>('/v1/admin/imports?limit=1');
    expect(listed.items[0]?.id).toBe(body.id);
  });

  it('are told every mistake by line and column, and nothing is changed', async () => {
    const csv = `${header}\nstory-good,Good,,,GOOD-1,s,5,1\nstory-bad,Bad,nowhere,,BAD-1,s,five,1\n`;
    const { body } = await upload(staff, csv);
    expect(await settled(body.id)).toMatchObject({ status: 'refused', errors: 1, applied: 0 });
    const errors = await staff.get<{ items: unknown[]; total: number }>(
      `/v1/admin/imports/${body.id}/errors`,
    );
    expect(errors).toMatchObject({
      total: 1,
      items: [{ line: 3, column: 'price', code: 'money', message: expect.stringContaining('19.99') }],
    });
    expect((await staff.send('GET', '/v1/products/story-good')).status).toBe(404);
    const refusal = await staff.send<Problem>('POST', `/v1/admin/imports/${body.id}/application`);
    expect(refusal).toMatchObject({ status: 409, body: { code: 'exchange.import-status-refused' } });
  });

  it('may look first and apply later, or not at all', async () => {
    const { body } = await upload(staff, `${header}\nstory-later,Later,,,LATER-1,s,5,1\n`, '?apply=false');
    expect(await settled(body.id)).toMatchObject({ status: 'checked', applied: 0 });
    expect((await staff.send('POST', `/v1/admin/imports/${body.id}/application`)).status).toBe(202);
    expect(await settled(body.id)).toMatchObject({ status: 'applied', applied: 1 });
    const other = await upload(staff, `${header}\nstory-never,Never,,,NEVER-1,s,5,1\n`, '?apply=false');
    await settled(other.body.id);
    expect((await staff.send('DELETE', `/v1/admin/imports/${other.body.id}`)).status).toBe(204);
    expect(await settled(other.body.id)).toMatchObject({ status: 'cancelled' });
    expect((await staff.send('DELETE', `/v1/admin/imports/${body.id}`)).status).toBe(409);
  });

  it('see the job with its progress on the queue board', async () => {
    const { body } = await upload(staff, `${header}\nstory-board,Board,,,BOARD-1,s,5,1\n`);
    await settled(body.id);
    const signIn = await fetch(`${shop.url}/operators/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: shop.url },
      body: new URLSearchParams({ email: 'grace@example.test', password, next: '/operators/queues' }),
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    await eventually(async () => {
      const board = await staff.send<{ queues: { name: string; jobs: { progress: number }[] }[] }>(
        'GET',
        '/operators/queues/api/queues?activeQueue=exchange&status=completed&page=1',
        undefined,
        { cookie },
      );
      const jobs = board.body.queues.find(({ name }) => name === 'exchange')?.jobs ?? [];
      expect(jobs.map(({ progress }) => progress)).toContain(100);
    });
  });

  it('get the whole catalogue back as a file that changes nothing', async () => {
    const { status, headers, body: csv } = await staff.send<string>('GET', '/v1/admin/exports/products.csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe('attachment; filename="products.csv"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(csv).toContain('STORY-S');
    const { body } = await upload(staff, csv);
    expect(await settled(body.id)).toMatchObject({ status: 'applied', products: { created: 0, changed: 0 } });
  });
});

describe('a file that the shop does not take', () => {
  it('because of its columns is refused at once, by name', async () => {
    const { status, body } = await upload<Problem>(staff, 'slug,sku,colour\na,A,red\n');
    expect(status).toBe(400);
    expect(body.code).toBe('exchange.wrong-columns');
    expect(body.errors?.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'slug unknown-column',
      'colour unknown-column',
      'product_slug missing-column',
    ]);
  });

  it('because it is no CSV is refused with the line', async () => {
    const { status, body } = await upload<Problem>(staff, `${header}\na,"b,,,A,s,1,1\n`);
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([400, 'exchange.malformed-csv', 'line 2']);
  });

  it.each([
    ['application/json', '{"a":1}', 415],
    ['image/png', 'product_slug,sku\na,A\n', 415],
    ['text/plain', 'product_slug,sku\na,A\n', 415],
  ])('because it comes as %s', async (type, text, expected) => {
    const { status } = await staff.send('POST', '/v1/admin/imports', text, { 'content-type': type });
    expect(status).toBe(expected);
  });

  it('because it is packed, or sent where no file is expected', async () => {
    const csv = { 'content-type': 'text/csv' };
    expect(
      (await staff.send('POST', '/v1/admin/imports', 'x', { ...csv, 'content-encoding': 'gzip' })).status,
    ).toBe(415);
    expect((await staff.send('POST', '/v1/cart/items', 'a,b\n', csv)).status).toBe(415);
  });

  it.each(['?apply=maybe', '?apply=true&apply=false', '?dryRun=true', '?createOptions=1'])(
    'because of %s',
    async (query) => {
      const { status, body } = await upload<Problem>(staff, `${header}\n`, query);
      expect([status, body.code]).toEqual([400, 'validation.failed']);
    },
  );

  it('because it says that it has ten gigabytes, before they are sent', async () => {
    const { answer, sent } = await keepSending(
      shop.url,
      requestHead(`content-length: ${String(10 * 2 ** 30)}`),
      Buffer.alloc(0),
    );
    expect(answer).toContain('413');
    expect(answer).toContain('http.body-too-large');
    expect(sent).toBe(0);
  });

  it('because it has ten gigabytes and does not say so, long before they are read', async () => {
    const rows = `${header}\n${`a-b,${'A'.repeat(2_000)},,,A-1,s,5,1\n`.repeat(30)}`;
    const chunk = Buffer.from(`${rows.length.toString(16)}\r\n${rows}\r\n`);
    const { answer, sent } = await keepSending(shop.url, requestHead('transfer-encoding: chunked'), chunk);
    expect(answer).toContain('413');
    expect(sent).toBeLessThan(100 * 2 ** 20);
    const left = await shop.database.query("SELECT 1 FROM imports WHERE status = 'staging'");
    expect(left).toEqual([]);
  });

  it('because a customer, or nobody, sends it', async () => {
    expect((await upload(customer, `${header}\n`)).status).toBe(403);
    expect((await upload(new HttpClient(shop.url), `${header}\n`)).status).toBe(401);
    for (const path of ['/v1/admin/imports', '/v1/admin/exports/products.csv']) {
      expect((await customer.send('GET', path)).status).toBe(403);
      expect((await new HttpClient(shop.url).send('GET', path)).status).toBe(401);
    }
  });

  it('and does not know foreign or malformed ids', async () => {
    for (const id of ['nonsense', '01900000-0000-7000-8000-000000000000']) {
      expect((await staff.send('GET', `/v1/admin/imports/${id}`)).status).toBe(404);
      expect((await staff.send('GET', `/v1/admin/imports/${id}/errors`)).status).toBe(404);
      expect((await staff.send('DELETE', `/v1/admin/imports/${id}`)).status).toBe(404);
      expect((await staff.send('POST', `/v1/admin/imports/${id}/application`)).status).toBe(404);
    }
  });

  it('leaves nothing behind when its sender goes away', async () => {
    const socket = connect(Number(new URL(shop.url).port), '127.0.0.1');
    socket.write(`${requestHead('content-length: 1000000')}${header}\nstory-half,Half,,,HALF-1,s,5,1\n`);
    await eventually(async () => {
      expect(await shop.database.query("SELECT 1 FROM imports WHERE status = 'staging'")).toHaveLength(1);
    });
    socket.destroy();
    await eventually(async () => {
      expect(await shop.database.query("SELECT 1 FROM imports WHERE status = 'staging'")).toEqual([]);
    });
  });
});

describe('a worker that is killed in the middle of an import', () => {
  const children: ChildProcess[] = [];

  afterAll(async () => {
    for (const child of children.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    )) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('is followed by another one that goes on where it was', async () => {
    await Promise.all(shop.workers.map((each) => each.close()));
    const rows = Array.from(
      { length: 3_000 },
      (_, n) => `killed-${String(n)},Killed ${String(n)},,,KILLED-${String(n)},s,5,7`,
    );
    const { body } = await upload(staff, [header, ...rows].join('\n'));
    const first = startWorker(shop);
    children.push(first);
    await eventually(async () => {
      const { status, applied } = await staff.get<ImportView>(`/v1/admin/imports/${body.id}`);
      expect(status).toBe('applying');
      expect(applied).toBeGreaterThan(0);
    }, 60_000);
    first.kill('SIGKILL');
    await once(first, 'exit');
    const interrupted = await staff.get<ImportView>(`/v1/admin/imports/${body.id}`);
    expect(interrupted).toMatchObject({ status: 'applying' });
    expect(interrupted.applied).toBeLessThan(3_000);
    const count = async (): Promise<number> =>
      (await shop.database.query("SELECT 1 FROM products WHERE slug LIKE 'killed-%'")).length;
    expect(await count()).toBe(interrupted.applied);
    children.push(startWorker(shop));
    expect(await settled(body.id, 120_000)).toMatchObject({
      status: 'applied',
      applied: 3_000,
      products: { created: 3_000, changed: 0, unchanged: 0 },
    });
    expect(await count()).toBe(3_000);
    const received = await shop.database.query(
      "SELECT 1 FROM stock_movements m JOIN variants v ON v.id = m.variant_id WHERE v.sku LIKE 'KILLED-%'",
    );
    expect(received).toHaveLength(3_000);
  }, 240_000);
});

function requestHead(framing: string): string {
  const { host } = new URL(shop.url);
  const { authorization } = staff.headers;
  return `POST /v1/admin/imports HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization!}\r\ncontent-type: text/csv\r\n${framing}\r\n\r\n`;
}
