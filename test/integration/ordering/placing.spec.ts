import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { Orders } from '../../../libs/ordering/src/domain/orders.js';
import { inCalifornia, OrderingTest } from './support.js';

let shop: OrderingTest;

beforeAll(async () => {
  shop = await OrderingTest.start();
}, 60_000);
afterAll(() => shop.close());

describe('placing an order', () => {
  it('answers the order that is read afterwards, and holds its goods', async () => {
    const [lamp, desk] = [shop.article(0), shop.article(1)];
    const before = await shop.available(lamp.id);
    const guest = await (await shop.buyer().puts(lamp.id, 2)).puts(desk.id);
    const { orderToken, ...order } = await guest.orders({ note: 'Ring twice.\nPlease.' });
    expect(await guest.sees(order.id)).toEqual(order);
    expect(orderToken).toMatch(new RegExp(`^${order.id}\\.`));
    expect(order).toMatchObject({
      status: 'pending',
      itemCount: 3,
      email: guest.email,
      shippingAddress: inCalifornia,
      shippingMethod: { name: 'Standard' },
      note: 'Ring twice.\nPlease.',
    });
    expect(order.number).toMatch(/^TP-\w{4}-\w{4}$/);
    expect(order.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      [lamp.sku, 2],
      [desk.sku, 1],
    ]);
    const tax = (cents: number): number => Math.floor((cents * 725 + 5_000) / 10_000);
    const taxes = tax(2 * lamp.price) + tax(desk.price);
    const subtotal = 2 * lamp.price + desk.price;
    expect(order.totals).toEqual({
      subtotal: { amount: subtotal, currency: 'USD' },
      discount: { amount: 0, currency: 'USD' },
      shipping: { amount: 599, currency: 'USD' },
      tax: { amount: taxes, currency: 'USD' },
      total: { amount: subtotal + 599 + taxes, currency: 'USD' },
    });
    expect(await shop.available(lamp.id)).toBe(before - 2);
    const minutes = (Date.parse(order.holdExpiresAt!) - Date.parse(order.placedAt)) / 60_000;
    expect(minutes).toBe(shop.config.ordering.holdMinutes);
  });

  it('tells the others, and who has placed it', async () => {
    const customer = await shop.buyer().signsIn().puts(shop.article(0).id);
    const order = await customer.orders();
    expect(order.orderToken).toBeUndefined();
    expect(await shop.history(order.id)).toEqual([]);
    expect(await shop.events('ordering.order-placed', order.id)).toEqual([
      expect.objectContaining({ customerId: customer.id, email: customer.email, number: order.number }),
    ]);
    expect(await shop.cartStatus(order.id)).toBe('checked-out');
  });

  it('keeps names and prices when the catalogue changes', async () => {
    const vase = shop.article(2);
    const guest = await shop.buyer().puts(vase.id);
    const order = await guest.orders();
    await shop.costs(vase.id, vase.price + 500);
    expect((await guest.sees(order.id)).lines).toEqual(order.lines);
    await shop.costs(vase.id, vase.price);
  });

  it('takes VAT on goods and shipping in Europe', async () => {
    const lamp = shop.article(0);
    const guest = await shop.buyer().puts(lamp.id);
    const shippingMethodId = await guest.shippingMethod('DE');
    const order = await guest.orders({
      shippingAddress: { ...inCalifornia, country: 'DE', region: null },
      shippingMethodId,
    });
    const vat = (cents: number): number => Math.floor((cents * 1900 + 5_000) / 10_000);
    expect(order.totals.tax.amount).toBe(vat(lamp.price) + vat(1299));
  });
});

describe('the same Idempotency-Key', () => {
  it('makes one order, however often and however parallel it is sent', async () => {
    const lamp = shop.article(3);
    const before = await shop.available(lamp.id);
    const guest = await shop.buyer().puts(lamp.id);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => guest.tries({}, key)));
    const made = answers.filter(({ status }) => status === 201);
    const waiting = answers.filter(({ status }) => status === 409);
    expect(made.length).toBeGreaterThan(0);
    expect(made.length + waiting.length).toBe(8);
    expect(waiting.every(({ body }) => body.code === 'idempotency.in-flight')).toBe(true);
    const again = await guest.tries({}, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(new Set([...made, again].map(({ body }) => body.id)).size).toBe(1);
    expect(await shop.available(lamp.id)).toBe(before - 1);
  });

  it('with another body is refused', async () => {
    const guest = await shop.buyer().puts(shop.article(3).id);
    const key = randomUUID();
    await guest.orders({}, key);
    const { status, body } = await guest.tries({ note: 'Another one.' }, key);
    expect([status, body.code]).toEqual([422, 'idempotency.other-request']);
  });

  it('can be used again after a refusal', async () => {
    const vase = shop.article(4);
    const guest = await shop.buyer().puts(vase.id, 5);
    await shop.stocks(vase.id, 4);
    const key = randomUUID();
    expect((await guest.tries({}, key)).body.code).toBe('inventory.out-of-stock');
    await shop.stocks(vase.id, 50);
    expect((await guest.tries({}, key)).status).toBe(201);
  });
});

describe('what changes under the shopper’s hands', () => {
  it('a price: the order is refused until they agree to the new total', async () => {
    const vase = shop.article(5);
    const guest = await shop.buyer().puts(vase.id);
    await shop.costs(vase.id, vase.price + 100);
    const { status, body } = await guest.tries();
    expect([status, body.code]).toEqual([409, 'ordering.price-changed']);
    const total = body.errors?.find(({ field }) => field === 'totals.total')?.message.split(' ');
    expect(total?.[1]).toBe('USD');
    const expectedTotal = { amount: Number(total?.[0]), currency: 'USD' };
    expect((await guest.orders({ expectedTotal })).totals.total).toEqual(expectedTotal);
  });

  it('the cart: what is ordered is what is in it at that moment, and what was agreed on counts', async () => {
    const [lamp, desk] = [shop.article(0), shop.article(1)];
    const guest = await shop.buyer().puts(lamp.id);
    const quote = await guest.client.post<{ totals: { total: unknown } }>('/v1/checkout/quotes', {
      country: 'US',
      region: 'CA',
      shippingMethodId: await guest.shippingMethod(),
    });
    await guest.puts(desk.id); // in another tab
    const { status, body } = await guest.tries({ expectedTotal: quote.totals.total });
    expect([status, body.code]).toEqual([409, 'ordering.price-changed']);
    expect((await guest.orders()).lines).toHaveLength(2);
  });

  it('the cart after the order: it stays as it was ordered', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    const order = await guest.orders();
    const cart = await guest.client.send('POST', '/v1/cart/items', {
      variantId: shop.article(1).id,
      quantity: 1,
    });
    expect(cart.status).not.toBe(500);
    expect((await guest.sees(order.id)).totals).toEqual(order.totals);
  });

  it('the last piece: fifty want it, one gets it', async () => {
    const vase = shop.article(6);
    await shop.stocks(vase.id, 1);
    const buyers = await Promise.all(Array.from({ length: 50 }, () => shop.buyer().puts(vase.id)));
    const answers = await Promise.all(buyers.map((buyer) => buyer.tries({}, randomUUID())));
    const codes = answers.map(({ status, body }) => (status === 201 ? 'ordered' : `${status} ${body.code}`));
    expect(codes.filter((code) => code === 'ordered')).toHaveLength(1);
    expect(codes.filter((code) => code === '409 inventory.out-of-stock')).toHaveLength(49);
    expect(await shop.available(vase.id)).toBe(0);
    const loser = buyers[answers.findIndex(({ status }) => status === 409)]!;
    expect(await loser.client.get('/v1/cart')).toMatchObject({ status: 'open', lines: [{ quantity: 1 }] });
  });

  it('orders of the same things the other way round: none is refused by a deadlock', async () => {
    const [lamp, desk] = [shop.article(7), shop.article(8)];
    const buyers = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => {
        const [first, second] = n % 2 === 0 ? [lamp, desk] : [desk, lamp];
        return (await shop.buyer().puts(first.id)).puts(second.id);
      }),
    );
    const answers = await Promise.all(buyers.map((buyer) => buyer.tries()));
    expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
  });
});

describe('refusals name their reason', () => {
  const refusal = async (wishes: Record<string, unknown>): Promise<[number, string, string[]]> => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    const { status, body } = await guest.tries(wishes);
    return [status, body.code, (body.errors ?? []).map(({ field }) => field)];
  };

  it.each([
    ['no address', { shippingAddress: undefined }, ['shippingAddress']],
    ['an address of nothing', { shippingAddress: null }, ['shippingAddress']],
    ['an address as a list', { shippingAddress: [] }, ['shippingAddress']],
    ['a total as a list', { expectedTotal: [] }, ['expectedTotal']],
    ['a blank name', { shippingAddress: { ...inCalifornia, name: ' ' } }, ['shippingAddress.name']],
    ['two lines in one', { shippingAddress: { ...inCalifornia, city: 'A\nB' } }, ['shippingAddress.city']],
    ['no country', { shippingAddress: { ...inCalifornia, country: 'XX' } }, ['shippingAddress.country']],
    [
      'a field that nobody knows',
      { shippingAddress: { ...inCalifornia, planet: 'Mars' } },
      ['shippingAddress.planet'],
    ],
    ['an unknown field', { price: 1 }, ['price']],
    ['a guest without an address for mails', { email: undefined }, ['email']],
    ['an address for mails that is none', { email: 'ada' }, ['email']],
    ['a method that is no id', { shippingMethodId: 'standard' }, ['shippingMethodId']],
    ['a negative total', { expectedTotal: { amount: -1, currency: 'USD' } }, ['expectedTotal.amount']],
    ['half a cent', { expectedTotal: { amount: 1.5, currency: 'USD' } }, ['expectedTotal.amount']],
    ['a long note', { note: 'x'.repeat(501) }, ['note']],
  ])('%s', async (_, wishes, fields) => {
    expect(await refusal(wishes)).toEqual([400, 'validation.failed', fields]);
  });

  it('a state that is none', async () => {
    const shippingAddress = { ...inCalifornia, region: 'California' };
    expect(await refusal({ shippingAddress })).toEqual([
      400,
      'ordering.unknown-region',
      ['shippingAddress.region'],
    ]);
  });

  it('a shipping method that does not go there', async () => {
    const shippingMethodId = await shop.buyer().shippingMethod('DE');
    for (const id of [shippingMethodId, newId()]) {
      expect(await refusal({ shippingMethodId: id })).toEqual([
        409,
        'ordering.shipping-not-available',
        ['shippingMethodId'],
      ]);
    }
  });

  it('an empty cart, a missing one, somebody else’s', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    await guest.client.send('DELETE', '/v1/cart/items');
    const empty = await guest.tries();
    expect([empty.status, empty.body.code]).toEqual([409, 'cart.empty']);
    const nobody = await shop.buyer().tries();
    expect([nobody.status, nobody.body.errors?.[0]?.field]).toEqual([400, 'Cart-Token']);
    guest.client.headers['cart-token'] = `${newId()}.${'x'.repeat(43)}`;
    expect((await guest.tries()).status).toBe(404);
    expect((await shop.buyer().signsIn().tries()).status).toBe(404);
  });

  it('an order twice from one cart', async () => {
    const guest = await shop.buyer().puts(shop.article(0).id);
    await guest.orders();
    const again = await guest.tries();
    expect([again.status, again.body.code]).toEqual([409, 'cart.checked-out']);
  });

  it('an article that is no longer sold', async () => {
    const article = shop.article(9);
    const guest = await shop.buyer().puts(article.id);
    const unpublish = `UPDATE products p JOIN variants v ON v.product_id = p.id SET p.status = ? WHERE v.sku = ?`;
    await shop.database.query(unpublish, ['draft', article.sku]);
    const { status, body } = await guest.tries();
    expect([status, body.code, body.errors?.[0]?.field]).toEqual([
      409,
      'ordering.not-sellable',
      'lines.0.variantId',
    ]);
    await shop.database.query(unpublish, ['published', article.sku]);
  });

  it('a sign-in that may not order, or that orders to another address', async () => {
    const reader = await shop.buyer().signsIn('cart:use').puts(shop.article(0).id);
    expect((await reader.tries()).status).toBe(403);
    const customer = await shop.buyer().signsIn().puts(shop.article(0).id);
    const { status, body } = await customer.tries({ email: 'other@example.test' });
    expect([status, body.errors?.[0]?.field]).toEqual([400, 'email']);
    expect((await customer.tries({ email: customer.email.toUpperCase() })).status).toBe(201);
  });
});

describe('an order number', () => {
  it('that is taken is drawn again', async () => {
    const first = await (await shop.buyer().puts(shop.article(0).id)).orders();
    const orders = shop.app.get<unknown, { draw: () => string }>(Orders, { strict: false });
    const draws = [first.number, first.number, 'TP-0000-0001'];
    const { draw } = orders;
    orders.draw = () => draws.shift() ?? 'TP-0000-0002';
    const second = await (await shop.buyer().puts(shop.article(0).id)).orders();
    orders.draw = draw;
    expect(second.number).toBe('TP-0000-0001');
    expect(draws).toEqual([]);
  });
});
