import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts } from '#customers';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http.js';
import { Shop } from '../support/shop.js';

interface StockView {
  variantId: string;
  sku: string;
  available: number;
  reserved: number;
  version: number;
}

interface ProductView {
  variants: { id: string; stockState: string }[];
}

const password = 'a demo passphrase of length';
let shop: Shop;
let grace: HttpClient;

/** Whoever has a demo account, signed in. */
async function signedIn(email: string): Promise<HttpClient> {
  const client = new HttpClient(shop.url);
  const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', {
    email,
    password,
  });
  client.headers['authorization'] = `Bearer ${accessToken}`;
  return client;
}

/** What customers are told of a variant. */
async function shownTo(visitor: HttpClient, variantId: string): Promise<string | undefined> {
  const [row] = await shop.database.query<{ slug: string }>(
    "SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.id = UNHEX(REPLACE(?, '-', ''))",
    [variantId],
  );
  const { variants } = await visitor.get<ProductView>(`/v1/products/${row!.slug}`);
  return variants.find(({ id }) => id === variantId)?.stockState;
}

beforeAll(async () => {
  shop = await Shop.open();
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
  grace = await signedIn('grace@example.test');
});

afterAll(() => shop.close());

describe('keeping the stock', () => {
  it('is no business of customers', async () => {
    const [thing] = await shop.thingsInStock(1);
    const ada = await signedIn('ada@example.test');
    const path = `/v1/admin/stock/${thing!.variantId}`;
    expect((await ada.send('PUT', path, { available: 1_000, reason: 'for me' })).status).toBe(403);
    expect((await new HttpClient(shop.url).send('GET', '/v1/admin/stock')).status).toBe(401);
  });

  it('is seen by customers: few left, and in stock again after a delivery', async () => {
    const [thing] = await shop.thingsInStock(1);
    const visitor = new HttpClient(shop.url);
    const path = `/v1/admin/stock/${thing!.variantId}`;
    await grace.ask('PUT', path, { available: 3, reason: 'counted' });
    await eventually(async () => {
      expect(await shownTo(visitor, thing!.variantId)).toBe('low');
    });
    await grace.post(
      `${path}/adjustments`,
      { by: 50, reason: 'delivery' },
      { 'idempotency-key': randomUUID() },
    );
    await eventually(async () => {
      expect(await shownTo(visitor, thing!.variantId)).toBe('in-stock');
    });
  });

  it('shows in the list what an order has sold out, and in the ledger who, when and why', async () => {
    const [thing] = await shop.thingsInStock(1);
    const path = `/v1/admin/stock/${thing!.variantId}`;
    await grace.ask('PUT', path, { available: 2, reason: 'the last two' });
    const shopper = shop.shopper('Last');
    await shopper.puts(thing!.variantId, 2);
    const order = await shopper.checksOut();
    await shopper.paysBy(await shopper.startsPayment(order));
    await shopper.seesOrder(order.id, 'paid');

    const soldOut = await grace.get<{ items: StockView[] }>('/v1/admin/stock?state=sold-out&limit=100');
    expect(soldOut.items).toContainEqual(
      expect.objectContaining({ variantId: thing!.variantId, sku: thing!.sku, available: 0 }),
    );
    const { items } = await grace.get<{ items: unknown[] }>(`${path}/movements?limit=3`);
    expect(items).toMatchObject([
      { kind: 'sold', quantity: -2, orderId: order.id, actor: null },
      { kind: 'reserved', quantity: -2, orderId: order.id, actor: null },
      { kind: 'adjusted', reason: 'the last two', orderId: null },
    ]);
  });

  it('does not overwrite the sale that came between counting and writing down', async () => {
    const [thing] = await shop.thingsInStock(1);
    const path = `/v1/admin/stock/${thing!.variantId}`;
    const counted = await grace.send<StockView>('GET', path);
    const shopper = shop.shopper('Between');
    await shopper.puts(thing!.variantId);
    await shopper.checksOut();
    const late = await grace.send(
      'PUT',
      path,
      { available: counted.body.available, reason: 'as counted' },
      {
        'if-match': counted.headers.get('etag')!,
      },
    );
    expect(late).toMatchObject({ status: 412, body: { code: 'inventory.version-mismatch' } });
    expect(await shop.available(thing!.sku)).toBe(counted.body.available - 1);
  });
});
