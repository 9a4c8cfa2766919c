import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, type Problem } from '../support/http.js';
import { expectRefusal } from '../support/refusal.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

let shop: Shop;
let anybody: HttpClient;
let ada: Shopper;
let bob: Shopper;
let lamp: { sku: string; variantId: string };

beforeAll(async () => {
  shop = await Shop.open();
  anybody = new HttpClient(shop.url);
  [ada, bob] = await Promise.all([shop.shopper('Ada').joins(), shop.shopper('Bob').joins()]);
  lamp = (await shop.thingsInStock(1))[0]!;
});

afterAll(() => shop.close());

describe('an order', () => {
  it('is not placed from an empty cart', async () => {
    const guest = shop.shopper('Empty');
    const { token } = await guest.client.post<{ token: string }>('/v1/carts');
    await expectRefusal(
      anybody,
      ['POST', '/v1/orders', await guest.orderRequest(), { 'cart-token': token }],
      { status: 409, code: 'cart.empty' },
    );
  });

  it('is not placed for goods that are sold out', async () => {
    const [thing] = await shop.thingsInStock(1);
    const guest = shop.shopper('Unlucky');
    await guest.puts(thing!.variantId, 3);
    await shop.stocks(thing!.sku, 2);
    const problem = await expectRefusal(guest.client, ['POST', '/v1/orders', await guest.orderRequest()], {
      status: 409,
      code: 'inventory.out-of-stock',
    });
    expect(JSON.stringify(problem)).toContain(thing!.sku);
    expect(await shop.available(thing!.sku)).toBe(2);
  });

  it('is not placed at a price that the shopper has not seen', async () => {
    const [thing] = await shop.thingsInStock(1);
    const guest = shop.shopper('Careful');
    await guest.puts(thing!.variantId);
    await shop.database.query(
      'UPDATE variants SET price_amount = price_amount + 100, sale_price_amount = NULL WHERE sku = ?',
      [thing!.sku],
    );
    expect((await guest.cart()).lines[0]!.notes.map(({ code }) => code)).toContain('price-changed');
    await expectRefusal(guest.client, ['POST', '/v1/orders', await guest.orderRequest()], {
      status: 409,
      code: 'ordering.price-changed',
    });
  });

  it('takes no unknown fields, no half addresses and no prices', async () => {
    const guest = shop.shopper('Wrong');
    await guest.puts(lamp.variantId);
    const request = await guest.orderRequest();
    const send = (change: object, field: string): Promise<Problem> =>
      expectRefusal(guest.client, ['POST', '/v1/orders', { ...request, ...change }], {
        status: 400,
        code: 'validation.failed',
        field,
      });
    await send({ total: { amount: 1, currency: 'USD' } }, 'total');
    await send({ shippingAddress: undefined }, 'shippingAddress');
    await send({ shippingAddress: { country: 'US' } }, 'shippingAddress.line1');
    await send({ email: 'nobody' }, 'email');
    await send({ shippingMethodId: 'cheap' }, 'shippingMethodId');
  });

  it('is placed once for one Idempotency-Key, however often it is asked for, and not for another body', async () => {
    const guest = shop.shopper('Twice');
    await guest.puts(lamp.variantId);
    const request = await guest.orderRequest();
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => guest.client.send<{ id: string }>('POST', '/v1/orders', request, key)),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(new Set(placed.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status !== 201).every(({ status }) => status === 409)).toBe(true);
    const again = await guest.client.send<{ id: string }>('POST', '/v1/orders', request, key);
    expect(again.status).toBe(201);
    expect(again.body.id).toBe(placed[0]!.body.id);
    await expectRefusal(
      guest.client,
      ['POST', '/v1/orders', { ...request, email: 'another@example.test' }, key],
      { status: 422, code: 'idempotency.other-request', field: 'Idempotency-Key' },
    );
  });

  it('is shown to its owner alone, and paid and cancelled by nobody else', async () => {
    await ada.puts(lamp.variantId);
    const order = await ada.checksOut();
    const requests: [string, string, unknown?][] = [
      ['GET', `/v1/orders/${order.id}`],
      ['GET', `/v1/orders/${order.id}/payments`],
      ['POST', `/v1/orders/${order.id}/payments`, { method: 'payment_intent' }],
      ['POST', `/v1/orders/${order.id}/cancellation`, {}],
    ];
    for (const [method, path, body] of requests) {
      expect((await bob.client.send(method, path, body)).status).toBe(404);
      expect((await anybody.send(method, path, body, { 'order-token': `${order.id}.AAAA` })).status).toBe(
        404,
      );
      expect([401, 404]).toContain((await anybody.send(method, path, body)).status);
    }
    expect((await ada.order(order.id)).status).toBe('pending');
  });
});
