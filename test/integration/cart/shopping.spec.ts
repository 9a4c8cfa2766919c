import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { CartTest, type Cart } from './support.js';

let shop: CartTest;

beforeAll(async () => {
  shop = await CartTest.start();
}, 60_000);
afterAll(() => shop.close());

const contents = ({ lines }: Cart): [string | null, number][] =>
  lines.map(({ sku, quantity }) => [sku, quantity]);

describe("a guest's cart", () => {
  it('begins with the first article, and is found again by its token', async () => {
    const [guest, lamp, desk] = [shop.visitor(), shop.article(0), shop.article(1)];
    const cart = await guest.puts(lamp.id, 2);
    expect(cart.token).toMatch(new RegExp(`^${cart.id}\\.[\\w-]{43}$`));
    await guest.puts(desk.id);
    const seen = await guest.sees();
    expect(seen.id).toBe(cart.id);
    expect(contents(seen)).toEqual([
      [lamp.sku, 2],
      [desk.sku, 1],
    ]);
    const subtotal = { amount: 2 * lamp.price + desk.price, currency: 'USD' };
    const nothing = { amount: 0, currency: 'USD' };
    expect(seen.totals).toEqual({
      subtotal,
      discount: nothing,
      shipping: nothing,
      tax: nothing,
      total: subtotal,
    });
    expect(seen.lines[0]).toMatchObject({
      variantId: lamp.id,
      unitPrice: { amount: lamp.price, currency: 'USD' },
      lineTotal: { amount: 2 * lamp.price, currency: 'USD' },
      notes: [],
    });
  });

  it('can be started empty', async () => {
    const guest = shop.visitor();
    const { status, body } = await guest.sends('POST', '/carts');
    expect([status, body.lines, body.status]).toEqual([201, [], 'open']);
    await guest.holdsToken(body.token).puts(shop.article(0).id);
    expect((await guest.sees()).id).toBe(body.id);
  });

  it('is not there for a wrong, a foreign or a missing token', async () => {
    const cart = await shop.visitor().puts(shop.article(0).id);
    const other = await shop.visitor().puts(shop.article(0).id);
    const forged = `${cart.id}.${other.token?.split('.')[1] ?? ''}`;
    for (const token of [cart.id, forged, 'x', `${newId()}.abc`, '']) {
      const stranger = shop.visitor().holdsToken(token);
      for (const [method, path, body] of [
        ['GET', '/cart'],
        ['PATCH', `/cart/items/${shop.article(0).id}`, { quantity: 1 }],
        ['DELETE', `/cart/items/${shop.article(0).id}`],
        ['DELETE', '/cart/items'],
      ] as const) {
        const answer = await stranger.sends(method, path, body);
        expect([token, method, answer.status]).toEqual([token, method, 404]);
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
      }
    }
    expect(
      (
        await shop
          .visitor()
          .holdsToken('x')
          .sends('POST', '/cart/items', { variantId: shop.article(0).id, quantity: 1 })
      ).status,
    ).toBe(404);
  });
});

describe("a customer's cart", () => {
  it('is an empty one until something is put in, and one only', async () => {
    const ada = shop.visitor().signsIn();
    expect(await ada.sees()).toMatchObject({
      id: null,
      lines: [],
      totals: { total: { amount: 0, currency: 'USD' } },
    });
    const first = await ada.puts(shop.article(0).id);
    expect(first.token).toBeUndefined();
    const started = await ada.asks('POST', '/carts');
    expect(started.id).toBe(first.id);
    expect(contents(started)).toEqual([[shop.article(0).sku, 1]]);
  });

  it('is one, even if ten first articles come at once', async () => {
    const ada = shop.visitor().signsIn();
    const carts = await Promise.all(Array.from({ length: 10 }, () => ada.puts(shop.article(0).id)));
    expect(new Set(carts.map(({ id }) => id)).size).toBe(1);
    expect(contents(await ada.sees())).toEqual([[shop.article(0).sku, 10]]);
  });

  it('counts more than a Cart-Token that comes along', async () => {
    const guests = await shop.visitor().puts(shop.article(1).id);
    const ada = shop.visitor().signsIn().holdsToken(guests.token);
    await ada.puts(shop.article(0).id);
    expect(contents(await ada.sees())).toEqual([[shop.article(0).sku, 1]]);
  });

  it('is closed to accounts that may not use carts', async () => {
    const robot = shop.visitor().signsIn('operations:read');
    expect(await robot.sends('GET', '/cart')).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
  });

  it('takes over a guest cart for signed-in people only', async () => {
    const answer = await shop.visitor().sends('POST', '/cart/claim', { token: 'x' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.unauthenticated' } });
  });
});

describe('changing a cart', () => {
  it('sets quantities, saves for later, brings back and takes out', async () => {
    const [guest, lamp, desk] = [shop.visitor(), shop.article(2), shop.article(3)];
    await guest.puts(lamp.id);
    await guest.puts(desk.id, 2);
    expect(contents(await guest.asks('PATCH', `/cart/items/${lamp.id}`, { quantity: 5 }))).toContainEqual([
      lamp.sku,
      5,
    ]);

    const saved = await guest.asks('PATCH', `/cart/items/${lamp.id}`, { savedForLater: true });
    expect([contents(saved), saved.savedForLater.map(({ sku }) => sku)]).toEqual([
      [[desk.sku, 2]],
      [lamp.sku],
    ]);
    expect(saved.totals.total.amount).toBe(2 * desk.price);

    const back = await guest.asks('PATCH', `/cart/items/${lamp.id.toUpperCase()}`, {
      savedForLater: false,
      quantity: 1,
    });
    expect(contents(back)).toEqual([
      [lamp.sku, 1],
      [desk.sku, 2],
    ]);
    expect(contents(await guest.asks('DELETE', `/cart/items/${desk.id}`))).toEqual([[lamp.sku, 1]]);
    expect((await guest.asks('DELETE', '/cart/items')).lines).toEqual([]);
    expect((await guest.sees()).lines).toEqual([]);
  });

  it('does not lose one of two clicks', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(0)];
    await guest.puts(lamp.id);
    await Promise.all(Array.from({ length: 8 }, () => guest.puts(lamp.id)));
    expect(contents(await guest.sees())).toEqual([[lamp.sku, 9]]);
  });

  it('does once what is sent twice under one Idempotency-Key', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(0)];
    await guest.puts(lamp.id);
    const again = { 'idempotency-key': 'click-1' };
    const [one, two] = [await guest.puts(lamp.id, 2, again), await guest.puts(lamp.id, 2, again)];
    expect(two).toEqual(one);
    expect(contents(await guest.sees())).toEqual([[lamp.sku, 3]]);
  });

  it('never hands one stranger the new cart of another, be the Idempotency-Key the same', async () => {
    const key = { 'idempotency-key': '1' };
    const carts = [
      await shop.visitor().puts(shop.article(0).id, 1, key),
      await shop.visitor().puts(shop.article(0).id, 1, key),
    ];
    expect(carts[0]?.id).not.toBe(carts[1]?.id);
  });
});

describe('bad input', () => {
  const item = (change: object): object => ({ variantId: shop.article(0).id, quantity: 1, ...change });

  it.each([
    ['a negative quantity', { quantity: -1 }, 'quantity'],
    ['no pieces', { quantity: 0 }, 'quantity'],
    ['a thousand pieces', { quantity: 1_000 }, 'quantity'],
    ['half a piece', { quantity: 0.5 }, 'quantity'],
    ['a quantity in quotes', { quantity: '1' }, 'quantity'],
    ['a quantity of null', { quantity: null }, 'quantity'],
    ['a variant that is no id', { variantId: 'lamp' }, 'variantId'],
    ['a variant in a list', { variantId: [newId()] }, 'variantId'],
    ['a price of their own', { unitPrice: { amount: 1, currency: 'USD' } }, 'unitPrice'],
    ['an owner of their own', { customerId: newId() }, 'customerId'],
  ])('is refused: %s', async (_, change, field) => {
    const answer = await shop.visitor().sends('POST', '/cart/items', item(change));
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.field)).toEqual([field]);
  });

  it.each([{}, { quantity: null }, { savedForLater: 'yes' }, { quantity: 1, position: 1 }])(
    'is refused as a change: %j',
    async (change) => {
      const guest = shop.visitor();
      await guest.puts(shop.article(0).id);
      expect((await guest.sends('PATCH', `/cart/items/${shop.article(0).id}`, change)).status).toBe(400);
    },
  );

  it('names the article that the shop does not have', async () => {
    const unknown = newId();
    const answer = await shop.visitor().sends('POST', '/cart/items', item({ variantId: unknown }));
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'cart.article-not-sold', errors: [{ field: 'variantId' }] },
    });
  });

  it('finds no line for an article that is not in the cart', async () => {
    const guest = shop.visitor();
    await guest.puts(shop.article(0).id);
    for (const id of [shop.article(1).id, newId(), 'lamp', "1' OR '1'='1"]) {
      const path = `/cart/items/${encodeURIComponent(id)}`;
      expect(await guest.sends('DELETE', path)).toMatchObject({
        status: 404,
        body: { code: 'cart.line-not-found' },
      });
      expect((await guest.sends('PATCH', path, { quantity: 1 })).status).toBe(404);
    }
  });

  it('is refused for more than there is, and says how many there are', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(4)];
    await shop.inventory.setStock(lamp.id, 3, 'count');
    await guest.puts(lamp.id, 2);
    const refused = {
      status: 409,
      body: {
        code: 'inventory.out-of-stock',
        detail: `Only 3 of ${lamp.sku} are left.`,
        errors: [{ field: 'quantity' }],
      },
    };
    expect(await guest.sends('POST', '/cart/items', { variantId: lamp.id, quantity: 2 })).toMatchObject(
      refused,
    );
    expect(await guest.sends('PATCH', `/cart/items/${lamp.id}`, { quantity: 4 })).toMatchObject(refused);
    await guest.puts(lamp.id);
    expect(contents(await guest.sees())).toEqual([[lamp.sku, 3]]);
  });

  it('is refused beyond 999 pieces and beyond 100 articles', async () => {
    const guest = shop.visitor();
    await shop.inventory.setStock(shop.article(5).id, 5_000, 'delivery');
    await guest.puts(shop.article(5).id, 999);
    const more = await guest.sends('POST', '/cart/items', { variantId: shop.article(5).id, quantity: 1 });
    expect(more).toMatchObject({
      status: 400,
      body: { code: 'cart.invalid-quantity', errors: [{ field: 'quantity' }] },
    });
    for (let n = 6; n < 105; n += 1) await guest.puts(shop.article(n).id);
    const one = await guest.sends('POST', '/cart/items', { variantId: shop.article(105).id, quantity: 1 });
    expect(one).toMatchObject({ status: 409, body: { code: 'cart.too-many-lines' } });
    expect((await guest.sees()).lines).toHaveLength(100);
  });
});

describe('what has changed since', () => {
  it('is told: a price, until the shopper accepts it', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(110)];
    await guest.puts(lamp.id, 2);
    await shop.costs(lamp.id, lamp.price + 100);
    const seen = await guest.sees();
    expect(seen.lines[0]).toMatchObject({
      unitPrice: { amount: lamp.price + 100 },
      lineTotal: { amount: 2 * lamp.price + 200 },
      notes: [{ code: 'price-changed', previousUnitPrice: { amount: lamp.price, currency: 'USD' } }],
    });
    expect(seen.totals.total.amount).toBe(2 * lamp.price + 200);
    expect((await guest.asks('PATCH', `/cart/items/${lamp.id}`, { quantity: 2 })).lines[0]?.notes).toEqual(
      [],
    );
  });

  it('is told: fewer pieces than the line asks for; fewer may be asked for then', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(111)];
    await guest.puts(lamp.id, 9);
    await shop.inventory.setStock(lamp.id, 2, 'theft');
    expect((await guest.sees()).lines[0]?.notes).toEqual([{ code: 'not-available', available: 2 }]);
    expect(
      (await guest.asks('PATCH', `/cart/items/${lamp.id}`, { quantity: 5 })).lines[0]?.notes,
    ).toHaveLength(1);
    expect((await guest.asks('PATCH', `/cart/items/${lamp.id}`, { quantity: 2 })).lines[0]?.notes).toEqual(
      [],
    );
  });

  it('is told: an article that is sold no longer costs nothing, keeps its name and can only be taken out or put aside', async () => {
    const [guest, lamp, desk] = [shop.visitor(), shop.article(112), shop.article(0)];
    await guest.puts(desk.id);
    const { productName } = (await guest.puts(lamp.id)).lines[1] ?? { productName: '?' };
    await shop.isNoLongerSold(lamp.id);
    const seen = await guest.sees();
    expect(seen.lines[1]).toMatchObject({
      sku: null,
      lineTotal: { amount: 0 },
      notes: [{ code: 'no-longer-sold' }],
    });
    expect(seen.lines[1]?.productName).toContain(productName);
    expect(seen.totals.total.amount).toBe(desk.price);
    const path = `/cart/items/${lamp.id}`;
    expect((await guest.sends('PATCH', path, { quantity: 2 })).body.code).toBe('cart.article-not-sold');
    expect((await guest.asks('PATCH', path, { savedForLater: true })).savedForLater).toHaveLength(1);
    expect((await guest.sends('PATCH', path, { savedForLater: false })).body.code).toBe(
      'cart.article-not-sold',
    );
    expect((await guest.asks('DELETE', path)).savedForLater).toEqual([]);
  });
});
