import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NewColleague } from '../support/colleague.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http.js';
import { expectRefusal } from '../support/refusal.js';
import { Shop } from '../support/shop.js';
import { Shopkeeper } from '../support/shopkeeper.js';
import type { OrderView, Shopper } from '../support/shopper.js';

const currentPassword = 'a demo passphrase of length';
let shop: Shop;
let grace: Shopkeeper;
let linus: NewColleague;
let ada: Shopper;
let order: OrderView;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2 });
  grace = await Shopkeeper.of(shop);
  linus = new NewColleague('Linus', 'linus@shop.test', shop.url, shop.mailbox);
  ada = await shop.shopper('Ada').joins();
  const [thing] = await shop.thingsInStock(1);
  await ada.puts(thing!.variantId);
  order = await ada.checksOut();
});

afterAll(() => shop.close());

describe('Linus joins the staff', () => {
  it('because Grace asks him by mail', async () => {
    await grace.client.post('/v1/admin/staff/invitations', {
      email: linus.email,
      name: linus.name,
      role: 'support',
      currentPassword,
    });
    const link = await linus.isInvitedByMail();
    const page = await new HttpClient('').send<string>('GET', link);
    expect(page.body).toContain('Your role: support');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    await linus.accepts(link);
    expect(await linus.client.get('/v1/me')).toMatchObject({ name: 'Linus', role: 'support' });
  });

  it('and answers customers: he finds Ada and her order', async () => {
    expect(await linus.findsCustomer(ada.email)).toMatchObject({ name: 'Ada' });
    expect(await linus.findsOrder(order.number)).toMatchObject({ id: order.id, status: 'pending' });
    const seen = await linus.client.get<{ lines: object[]; history: object[] }>(
      `/v1/admin/orders/${order.id}`,
    );
    expect(seen.lines).toHaveLength(1);
    expect(seen.history).toEqual([]);
  });

  it('but the shelves are none of his business, nor is who works here', async () => {
    const refused = { status: 403, code: 'auth.forbidden' };
    const product = { slug: 'his-own', name: 'His own', categoryIds: [] };
    await expectRefusal(linus.client, ['POST', '/v1/admin/products', product], refused);
    await expectRefusal(linus.client, ['GET', '/v1/admin/staff'], refused);
    await expectRefusal(linus.client, ['GET', '/v1/admin/api-keys'], refused);
    const invitation = { email: 'friend@shop.test', name: 'Friend', role: 'owner', currentPassword };
    await expectRefusal(linus.client, ['POST', '/v1/admin/staff/invitations', invitation], refused);
  });

  it('shuts the account of a customer who asks for it, which ends her visit everywhere', async () => {
    const eve = await shop.shopper('Eve', { api: 1 }).joins();
    const { id } = (await linus.findsCustomer(eve.email))!;
    await linus.client.post(`/v1/admin/customers/${id}/disabling`, { reason: 'asked by telephone' });
    await eventually(
      () => expectRefusal(eve.client, ['GET', '/v1/me'], { status: 401, code: 'auth.unauthenticated' }),
      1_000,
    );
    expect((await eve.receives(/disabled/i)).text).toContain('Nobody can sign in to your account');
  });

  it('and is out himself, on every door, within a second of being dismissed', async () => {
    const elsewhere = new HttpClient(shop.urls[1]!);
    elsewhere.headers['authorization'] = linus.client.headers['authorization']!;
    const id = await linus.id();
    expect((await elsewhere.send('GET', '/v1/admin/orders')).status).toBe(200);
    await grace.client.post(`/v1/admin/customers/${id}/disabling`, { reason: 'has left us' });
    await eventually(async () => {
      for (const client of [linus.client, elsewhere])
        await expectRefusal(client, ['GET', '/v1/admin/orders'], {
          status: 401,
          code: 'auth.unauthenticated',
        });
    }, 1_000);
    await expect(linus.signsIn()).rejects.toMatchObject({ problem: { code: 'auth.account-disabled' } });
  });
});

describe('a program of the shop', () => {
  it('keeps the stock with a key that can do nothing else', async () => {
    const key = await grace.client.post<{ id: string; secret: string }>('/v1/admin/api-keys', {
      name: 'Warehouse',
      scopes: ['stock:manage'],
      currentPassword,
    });
    const warehouse = new HttpClient(shop.urls[1]!);
    warehouse.headers['authorization'] = `Bearer ${key.secret}`;
    const [thing] = await shop.thingsInStock(1);
    const path = `/v1/admin/stock/${thing!.variantId}`;
    await warehouse.ask('PUT', path, { available: 77, reason: 'counted by the scanner' });
    expect(await shop.available(thing!.sku)).toBe(77);
    const { items } = await warehouse.get<{ items: { actor: string }[] }>(`${path}/movements`);
    expect(items[0]).toMatchObject({ actor: key.id, reason: 'counted by the scanner' });
    const refused = { status: 403, code: 'auth.forbidden' };
    await expectRefusal(warehouse, ['GET', '/v1/admin/orders'], refused);
    await expectRefusal(warehouse, ['POST', '/v1/carts'], refused);
    await expectRefusal(warehouse, ['POST', '/v1/orders', await ada.orderRequest()], refused);
    await grace.client.ask('DELETE', `/v1/admin/api-keys/${key.id}`);
    await eventually(
      () => expectRefusal(warehouse, ['GET', path], { status: 401, code: 'auth.unauthenticated' }),
      1_000,
    );
  });
});
