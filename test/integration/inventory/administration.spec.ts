import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { Answer, HttpClient, Problem } from '../../support/http.js';
import { StockRoom, type Movements, type Stock, type Stocks } from './stock-room.js';

const ida = newId<never>() as string;
let room: StockRoom;
let staff: HttpClient;

beforeAll(async () => {
  room = await StockRoom.open();
  staff = room.caller('stock:manage', ida);
});
afterAll(() => room.close());
afterEach(async () => {
  expect(await room.reconciliation.differences()).toEqual([]);
});

const stockPath = (id: string): string => `/v1/admin/stock/${id}`;
const see = (id: string): Promise<Stock> => staff.get(stockPath(id));
const set = (id: string, body: unknown, headers = {}): Promise<Answer<Stock & Problem>> =>
  staff.send('PUT', stockPath(id), body, headers);
const adjust = (id: string, body: unknown, headers = {}): Promise<Answer<Stock & Problem>> =>
  staff.send('POST', `${stockPath(id)}/adjustments`, body, headers);
const ledger = (id: string, query = ''): Promise<Movements> =>
  staff.get(`${stockPath(id)}/movements${query}`);

describe('who may keep the stock', () => {
  it.each([
    ['GET', ''],
    ['GET', '/:id'],
    ['PUT', '/:id'],
    ['POST', '/:id/adjustments'],
    ['GET', '/:id/movements'],
  ])('is staff alone: %s /v1/admin/stock%s', async (method, path) => {
    const { id } = await room.article(7);
    const url = `/v1/admin/stock${path.replace(':id', id)}`;
    const body = method === 'GET' ? undefined : { available: 1, by: 1, reason: 'theft' };
    expect((await room.caller().send(method, url, body)).status).toBe(401);
    const customer = room.caller('cart:use orders:place catalog:manage');
    expect((await customer.send(method, url, body)).status).toBe(403);
    expect(await see(id)).toMatchObject({ available: 7 });
  });
});

describe('the stock of a variant', () => {
  it('is shown with its names, what orders hold, and its version as ETag', async () => {
    const { id, sku } = await room.article(9);
    await room.inventory.reserve({ orderId: newId(), minutes: 30, lines: [{ variantId: id, quantity: 2 }] });
    const { body, headers } = await staff.send<Stock>('GET', stockPath(id.toUpperCase()));
    expect(body).toMatchObject({ variantId: id, sku, available: 7, reserved: 2, archived: false });
    expect(body.productName).toMatch(/\w/);
    expect(headers.get('etag')).toBe(`"${body.version}"`);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is none for an article that never had any, and unknown for an id that is nobody’s', async () => {
    const { id } = await room.article(1);
    for (const table of ['stock', 'stock_movements'])
      await room.database.query(`DELETE FROM ${table} WHERE variant_id = UNHEX(?)`, [id.replaceAll('-', '')]);
    expect(await see(id)).toMatchObject({ available: 0, version: 0, updatedAt: null });
    expect((await set(id, { available: 1, reason: 'first delivery' })).body).toMatchObject({ version: 1 });
    for (const unknown of [newId<never>() as string, 'lamp', "' OR 1=1 --", '__proto__', '%00']) {
      const url = stockPath(encodeURIComponent(unknown));
      expect(await staff.send('GET', url)).toMatchObject({
        status: 404,
        body: { code: 'inventory.variant-not-found' },
      });
      expect((await staff.send('GET', `${url}/movements`)).status).toBe(404);
      expect((await staff.send('PUT', url, { available: 1, reason: 'typo' })).status).toBe(404);
      expect((await staff.send('POST', `${url}/adjustments`, { by: 1, reason: 'typo' })).status).toBe(404);
    }
  });
});

describe('setting the stock', () => {
  it('tells the new stock, and writes down who, why, before and after', async () => {
    const { id } = await room.article(9);
    const answer = await set(id, { available: 40, reason: 'delivery 4711' });
    expect(answer).toMatchObject({ status: 200, body: { available: 40, reserved: 0 } });
    expect((await room.audit(id)).at(-1)).toEqual({
      actor: ida,
      before: { available: 9 },
      after: { available: 40, reason: 'delivery 4711' },
    });
    expect((await ledger(id)).items[0]).toMatchObject({
      kind: 'adjusted',
      quantity: 31,
      reason: 'delivery 4711',
      actor: ida,
      orderId: null,
    });
  });

  it('is refused when the stock is not what it was when it was counted', async () => {
    const { id } = await room.article(9);
    const { version } = await see(id);
    await room.inventory.reserve({ orderId: newId(), minutes: 30, lines: [{ variantId: id, quantity: 1 }] });
    const stale = await set(id, { available: 5, reason: 'counted' }, { 'if-match': `"${version}"` });
    expect(stale).toMatchObject({ status: 412, body: { code: 'inventory.version-mismatch' } });
    expect(stale.body.detail).toContain(`"${version + 1}"`);
    expect(await see(id)).toMatchObject({ available: 8 });
    const fresh = await set(id, { available: 5, reason: 'counted' }, { 'if-match': `"1", "${version + 1}"` });
    expect(fresh).toMatchObject({ status: 200, body: { available: 5 } });
    expect(fresh.headers.get('etag')).toBe(`"${version + 2}"`);
    expect((await set(id, { available: 6, reason: 'x' }, { 'if-match': '*' })).status).toBe(200);
    expect((await set(id, { available: 6, reason: 'x' }, { 'if-match': 'W/"1"' })).status).toBe(412);
    expect((await set(id, { available: 6, reason: 'x' }, { 'if-match': 'three' })).status).toBe(400);
  });

  it('lets one of two people win who have counted the same shelf', async () => {
    const { id } = await room.article(9);
    const headers = { 'if-match': `"${(await see(id)).version}"` };
    const answers = await Promise.all(
      [3, 4, 5].map((n) => set(id, { available: n, reason: 'counted' }, headers)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it.each([
    [{ available: -1, reason: 'x' }, 'available'],
    [{ available: 1.5, reason: 'x' }, 'available'],
    [{ available: '3', reason: 'x' }, 'available'],
    [{ available: 1_000_000_001, reason: 'x' }, 'available'],
    [{ available: 1e300, reason: 'x' }, 'available'],
    [{ available: null, reason: 'x' }, 'available'],
    [{ available: [1], reason: 'x' }, 'available'],
    [{ reason: 'x' }, 'available'],
    [{ available: 3 }, 'reason'],
    [{ available: 3, reason: '' }, 'reason'],
    [{ available: 3, reason: '   ' }, 'reason'],
    [{ available: 3, reason: 'two\nlines' }, 'reason'],
    [{ available: 3, reason: 'x'.repeat(201) }, 'reason'],
    [{ available: 3, reason: 'x', version: 7 }, 'version'],
    ['{"available":3,"reason":"x","__proto__":{"actor":"eve"}}', undefined],
  ])('refuses %j', async (body, field) => {
    const { id } = await room.article(9);
    const answer = await set(id, body);
    expect(answer.status).toBe(400);
    if (field !== undefined) expect(answer.body.errors?.map((each) => each.field)).toEqual([field]);
    expect(await see(id)).toMatchObject({ available: 9 });
  });
});

describe('adjusting the stock', () => {
  it('adds and takes away, each with its reason', async () => {
    const { id } = await room.article(9);
    await adjust(id, { by: 5, reason: 'found behind the shelf' });
    const { body } = await adjust(id, { by: -14, reason: 'water damage' });
    expect(body).toMatchObject({ available: 0 });
    expect((await ledger(id)).items.slice(0, 2)).toMatchObject([
      { quantity: -14, reason: 'water damage', actor: ida },
      { quantity: 5, reason: 'found behind the shelf', actor: ida },
    ]);
  });

  it('never takes more than there is', async () => {
    const { id } = await room.article(9);
    expect(await adjust(id, { by: -10, reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'inventory.too-few', detail: "Only 9 can be sold, so 10 can't be taken away." },
    });
    expect((await adjust(id, { by: 1_000_000_000, reason: 'x' })).status).toBe(400);
    expect(await see(id)).toMatchObject({ available: 9 });
  });

  it.each([0, 0.5, -1_000_000_001, 1e21, '2', null])('refuses a difference of %p', async (by) => {
    const { id } = await room.article(9);
    expect(await adjust(id, { by, reason: 'x' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'by' }] },
    });
  });

  it('happens once when the answer was lost and the client asks again', async () => {
    const { id } = await room.article(9);
    const key = { 'idempotency-key': `delivery-${id}` };
    const first = await adjust(id, { by: 10, reason: 'delivery' }, key);
    const again = await adjust(id, { by: 10, reason: 'delivery' }, key);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect((await adjust(id, { by: 11, reason: 'delivery' }, key)).status).toBe(422);
    expect(await see(id)).toMatchObject({ available: 19 });
  });

  it('loses nothing beside orders that sell and release at the same time', async () => {
    const { id } = await room.article(100);
    const orders = Array.from({ length: 20 }, () => newId<never>() as string);
    const answers = await Promise.all([
      ...orders.map(async (orderId, n) => {
        await room.inventory.reserve({ orderId, minutes: 30, lines: [{ variantId: id, quantity: 2 }] });
        await (n % 2 === 0 ? room.inventory.commit(orderId) : room.inventory.release(orderId, 'over'));
        return 200;
      }),
      ...orders.map(async (_, n) => (await adjust(id, { by: n % 2 === 0 ? 3 : -1, reason: 'x' })).status),
    ]);
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await see(id)).toMatchObject({ available: 100 - 10 * 2 + 10 * 3 - 10, reserved: 0 });
    expect(await room.ledgerSum(id)).toBe(100);
  });
});

describe('the ledger of a variant', () => {
  it('is read newest first, piece by piece, and nothing twice', async () => {
    const { id } = await room.article(50);
    for (let n = 1; n <= 7; n += 1) await adjust(id, { by: n, reason: `delivery ${n}` });
    const seen: (string | null)[] = [];
    let cursor = '';
    do {
      const { items, nextCursor } = await ledger(id, `?limit=3${cursor}`);
      seen.push(...items.map(({ reason }) => reason));
      cursor = nextCursor === undefined ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    expect(seen.slice(0, 7)).toEqual([7, 6, 5, 4, 3, 2, 1].map((n) => `delivery ${n}`));
    expect(seen).toHaveLength(9);
  });

  it('names the order that a sale was for', async () => {
    const [{ id }, orderId] = [await room.article(5), newId<never>() as string];
    await room.inventory.reserve({ orderId, minutes: 30, lines: [{ variantId: id, quantity: 2 }] });
    await room.inventory.commit(orderId);
    expect((await ledger(id)).items.slice(0, 2)).toMatchObject([
      { kind: 'sold', quantity: -2, orderId, actor: null },
      { kind: 'reserved', quantity: -2, orderId, actor: null },
    ]);
  });

  it.each(['cursor=abc', 'cursor=a&cursor=b', 'limit=0', 'limit=1000', 'page=2', 'sort=id'])(
    'refuses ?%s',
    async (query) => {
      const { id } = await room.article(6);
      expect((await staff.send('GET', `${stockPath(id)}/movements?${query}`)).status).toBe(400);
    },
  );
});

describe('what is running out', () => {
  const list = (query = ''): Promise<Stocks> => staff.get(`/v1/admin/stock${query}`);

  it('is listed with the fewest pieces first, sold out ones included', async () => {
    const [few, none, many] = [await room.article(3), await room.article(0), await room.article(80)];
    const { items, total, totalRelation } = await list('?limit=100');
    const skus = items.map(({ sku }) => sku);
    expect(skus).toEqual(expect.arrayContaining([few.sku, none.sku]));
    expect(skus).not.toContain(many.sku);
    const pieces = items.map(({ available }) => available);
    expect(pieces).toEqual(pieces.toSorted((one, other) => one - other));
    expect([total, totalRelation]).toEqual([items.length, 'exact']);
    expect(pieces.every((each) => each <= 5)).toBe(true);
  });

  it('can be narrowed to what is sold out, and widened to any threshold or to everything', async () => {
    await room.article(0);
    const soldOut = await list('?state=sold-out&limit=100');
    expect(new Set(soldOut.items.map(({ available }) => available))).toEqual(new Set([0]));
    const totals = async (): Promise<number[]> => [
      (await list('?below=12')).total,
      (await list('?below=13')).total,
    ];
    const before = await totals();
    await room.article(12);
    expect(await totals()).toEqual([before[0], before[1]! + 1]);
    const [row] = await room.database.query<{ count: number }>('SELECT COUNT(*) AS count FROM stock');
    expect((await list('?state=all')).total).toBe(row?.count);
  });

  it('pages without a gap', async () => {
    const all = (await list('?state=all&limit=10')).items.map(({ variantId }) => variantId);
    const pages = await Promise.all([1, 2].map((page) => list(`?state=all&limit=5&page=${page}`)));
    expect(pages.flatMap(({ items }) => items.map(({ variantId }) => variantId))).toEqual(all);
    expect((await list('?state=all&page=900')).items).toEqual([]);
  });

  it.each([
    'state=none',
    'below=0',
    'below=-1',
    'below=1.5',
    'below=9999999999',
    'below=3&state=all',
    'page=0',
    'limit=1000',
    'sort=sku',
    'below[]=1',
    '__proto__=1',
    "state=' OR 1=1",
  ])('refuses ?%s', async (query) => {
    expect((await staff.send('GET', `/v1/admin/stock?${query}`)).status).toBe(400);
  });
});
