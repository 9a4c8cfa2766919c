import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderNotFound } from '#ordering';
import { Signer } from '#platform/security/signer.js';
import { newId, PageRequest } from '#shared-kernel';
import { OrderQueries } from '../../../libs/ordering/src/queries/order.queries.js';
import { OrderingTest, type OrderAnswer } from './support.js';

let shop: OrderingTest;

beforeAll(async () => {
  shop = await OrderingTest.start({ CHECKOUT: 'guests' });
}, 60_000);
afterAll(() => shop.close());

interface OrderPage {
  items: OrderAnswer[];
  page: number;
  limit: number;
  total: number;
}

describe('an order', () => {
  it('is seen by its customer alone', async () => {
    const ada = await shop.buyer().signsIn().puts(shop.article(0).id);
    const order = await ada.orders();
    const bob = shop.buyer().signsIn();
    const anybody = shop.buyer();
    expect((await ada.sees(order.id)).number).toBe(order.number);
    for (const stranger of [bob, anybody]) {
      const { status, body } = await stranger.client.send<{ code: string }>('GET', `/v1/orders/${order.id}`);
      expect([status, body.code]).toEqual([404, 'ordering.order-not-found']);
    }
  });

  it('of a guest is opened by its token alone', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    const order = await guest.orders();
    const other = await (await shop.buyer().puts(shop.article(0).id)).orders();
    const forged = `${order.id}.${other.orderToken!.split('.')[1]!}`;
    const cartToken = guest.client.headers['cart-token']!;
    for (const token of [undefined, '', 'x', other.orderToken, forged, cartToken]) {
      const stranger = shop.buyer();
      if (token !== undefined) stranger.client.headers['order-token'] = token;
      expect((await stranger.client.send('GET', `/v1/orders/${order.id}`)).status).toBe(404);
    }
    const answer = await guest.client.send('GET', `/v1/orders/${order.id.toUpperCase()}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('has a page that its mailed link alone opens, and the link opens nothing else', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    const order = await guest.orders({ note: '<b>ring</b>' });
    const pageToken = shop.app.get(Signer).sign('order-page', order.id);
    const page = await guest.client.send<string>('GET', `/orders/${pageToken}`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.body).toContain(order.number);
    expect(page.body).toContain('United States');
    expect(page.body).not.toContain('Discount');
    for (const token of [
      order.id,
      order.orderToken!,
      `${pageToken}A`,
      pageToken.replace(order.id, newId()),
    ]) {
      const refused = await shop.buyer().client.send<string>('GET', `/orders/${token}`);
      expect(refused.status).toBe(404);
      expect(refused.body).toContain('This link does not work');
    }
    const stranger = shop.buyer();
    stranger.client.headers['order-token'] = pageToken;
    expect((await stranger.client.send('GET', `/v1/orders/${order.id}`)).status).toBe(404);
  });

  it.each([newId(), 'x', '%00', 'TP-7K3M-9QXD'])('that does not exist (%s) is not found', async (id) => {
    expect((await shop.buyer().signsIn().client.send('GET', `/v1/orders/${id}`)).status).toBe(404);
  });

  it('is kept from a sign-in without the permission', async () => {
    const ada = await shop.buyer().signsIn().puts(shop.article(0).id);
    const order = await ada.orders();
    ada.signsIn('cart:use');
    expect((await ada.client.send('GET', `/v1/orders/${order.id}`)).status).toBe(403);
    expect((await ada.client.send('GET', '/v1/orders')).status).toBe(403);
  });

  it('is payable for those who may see it', async () => {
    const ada = await shop.buyer().signsIn().puts(shop.article(0).id);
    const own = await ada.orders();
    const guests = await (await shop.buyer().puts(shop.article(0).id)).orders();
    expect(await shop.ordering.payable(own.id, { principal: ada })).toEqual({
      orderId: own.id,
      number: own.number,
      customerId: ada.id,
      email: ada.email,
      status: 'pending',
      amount: own.totals.total.amount,
      currency: 'USD',
      holdExpiresAt: new Date(own.holdExpiresAt!),
      isPayable: true,
    });
    expect(await shop.ordering.payable(guests.id, guests)).toMatchObject({ customerId: null });
    for (const access of [{}, { principal: ada }, { orderToken: 'x' }]) {
      await expect(shop.ordering.payable(guests.id, access)).rejects.toThrow(OrderNotFound);
    }
    expect(await shop.ordering.find(newId())).toBeUndefined();
  });
});

describe('my orders', () => {
  it('are mine, newest first, page by page', async () => {
    const ada = shop.buyer().signsIn();
    const bob = await shop.buyer().signsIn().puts(shop.article(1).id);
    await bob.orders();
    const placed: OrderAnswer[] = [];
    for (let n = 0; n < 5; n += 1) placed.unshift(await (await ada.puts(shop.article(n).id)).orders());
    const first = await ada.client.get<OrderPage>('/v1/orders?limit=2');
    expect(first).toMatchObject({ page: 1, limit: 2, total: 5 });
    const rest = await ada.client.get<OrderPage>('/v1/orders?limit=3&page=2');
    expect(rest.items).toHaveLength(2);
    const all = await ada.client.get<OrderPage>('/v1/orders');
    expect(all.items.map(({ id }) => id)).toEqual(placed.map(({ id }) => id));
    expect(all.items.slice(0, 2)).toEqual(first.items);
    const { lines, email, shippingAddress, shippingMethod, note, ...summary } = placed[0]!;
    expect(all.items[0]).toEqual(summary);
    expect([lines.length, email, shippingAddress['city'], shippingMethod.name, note]).toEqual([
      1,
      ada.email,
      'Springfield',
      'Standard',
      null,
    ]);
  });

  it('need a sign-in', async () => {
    expect((await shop.buyer().client.send('GET', '/v1/orders')).status).toBe(401);
  });

  it.each(['limit=101', 'limit=0', 'page=x', 'sort=total', 'page=1&page=2'])('refuse ?%s', async (query) => {
    expect((await shop.buyer().signsIn().client.send('GET', `/v1/orders?${query}`)).status).toBe(400);
  });

  it('cost no more to read when others have many', async () => {
    const ada = await shop.buyer().signsIn().puts(shop.article(0).id);
    const order = await ada.orders();
    await shop.copies(order.id, 30, ada.id);
    await shop.copies(order.id, 100, newId());
    const queries = shop.app.get(OrderQueries, { strict: false });
    const { rows, sorted } = await shop.reads(() => queries.ofCustomer(ada.id, new PageRequest(1, 20)));
    expect(rows).toBeLessThanOrEqual(20 + 31 + 5); // the page, the count, and finding where they begin
    expect(sorted).toBe(0);
  });
});

describe('overdue orders', () => {
  it('are found without looking at the others', async () => {
    const late = await (await shop.buyer().puts(shop.article(0).id)).orders();
    await shop.copies(late.id, 50, newId());
    await shop.holdRunsOut(late.id);
    const { rows, sorted } = await shop.reads(async () => {
      expect(await shop.ordering.overdue(100)).toEqual([late.id]);
    });
    expect(rows).toBeLessThanOrEqual(5);
    expect(sorted).toBe(0);
  });
});

describe('the checkout', () => {
  it('knows where the shop ships to', async () => {
    const { items } = await shop
      .buyer()
      .client.get<{ items: { code: string; countries: string[] }[] }>('/v1/shipping-regions');
    expect(items.map(({ code }) => code)).toEqual(['us', 'ca', 'eu', 'gb', 'world']);
    expect(items[2]?.countries).toContain('DE');
    expect(items[4]?.countries).toEqual([]);
  });

  it.each([
    ['US', 599],
    ['ca', 999],
    ['FR', 1299],
    ['GB', 1199],
    ['JP', 1999],
  ])('ships to %s by methods of its own', async (country, price) => {
    const { items } = await shop
      .buyer()
      .client.get<{ items: { code: string; price: unknown }[] }>(
        `/v1/shipping-methods?country=${country}&region=CA`,
      );
    expect(items.map(({ code }) => code)).toEqual(['standard', 'express']);
    expect(items[0]?.price).toEqual({ amount: price, currency: 'USD' });
  });

  it.each(['', '?country=XX', '?country=USA', '?country=US&country=CA', '?country=US&state=CA'])(
    'refuses to guess the country of %s',
    async (query) => {
      expect((await shop.buyer().client.send('GET', `/v1/shipping-methods${query}`)).status).toBe(400);
    },
  );

  it('quotes what the order then costs, and takes nothing', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id, 2);
    const before = await shop.available(shop.article(0).id);
    const answer = await guest.client.send<OrderAnswer>('POST', '/v1/checkout/quotes', {
      country: 'us',
      region: 'ca',
      shippingMethodId: await guest.shippingMethod(),
    });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await shop.available(shop.article(0).id)).toBe(before);
    const order = await guest.orders({ expectedTotal: answer.body.totals.total });
    expect(order.totals).toEqual(answer.body.totals);
    expect(order.lines).toEqual(answer.body.lines);
  });

  it('quotes no empty cart and no unknown state', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    const shippingMethodId = await guest.shippingMethod();
    const unknown = await guest.client.send<{ code: string }>('POST', '/v1/checkout/quotes', {
      country: 'US',
      shippingMethodId,
    });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'ordering.unknown-region']);
    await guest.client.send('DELETE', '/v1/cart/items');
    const quote = { country: 'DE', shippingMethodId };
    expect((await guest.client.send('POST', '/v1/checkout/quotes', quote)).status).toBe(409);
  });
});
