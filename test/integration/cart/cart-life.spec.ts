import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { AddToCart } from '../../../libs/cart/src/application/add-to-cart.js';
import type { CartId } from '../../../libs/cart/src/domain/cart.js';
import { CartTest, type Cart } from './support.js';

let shop: CartTest;

beforeAll(async () => {
  shop = await CartTest.start();
}, 60_000);
afterAll(() => shop.close());

const contents = ({ lines }: Cart): [string | null, number][] =>
  lines.map(({ sku, quantity }) => [sku, quantity]);

describe("claiming a guest's cart", () => {
  it('adds it to the cart of the customer, once', async () => {
    const [lamp, desk] = [shop.article(0), shop.article(1)];
    const guest = shop.visitor();
    await guest.puts(lamp.id, 2);
    const { id, token } = await guest.puts(desk.id);
    const ada = shop.visitor().signsIn();
    await ada.puts(lamp.id);
    const expected = [
      [lamp.sku, 3],
      [desk.sku, 1],
    ];
    for (let time = 0; time < 3; time += 1)
      expect(contents(await ada.asks('POST', '/cart/claim', { token }))).toEqual(expected);
    expect(contents(await ada.sees())).toEqual(expected);
    expect(await shop.cartRow(id)).toMatchObject({ status: 'closed', lines: 0 });
    expect((await guest.sends('GET', '/cart')).status).toBe(404);
    expect((await guest.sends('POST', '/cart/items', { variantId: lamp.id, quantity: 1 })).status).toBe(404);
  });

  it('gives a customer without a cart one', async () => {
    const { token } = await shop.visitor().puts(shop.article(0).id, 2);
    const ada = shop.visitor().signsIn();
    await ada.asks('POST', '/cart/claim', { token });
    expect(contents(await ada.sees())).toEqual([[shop.article(0).sku, 2]]);
  });

  it('is done once when several clicks come at the same time', async () => {
    const { token } = await shop.visitor().puts(shop.article(0).id, 2);
    const ada = shop.visitor().signsIn();
    await Promise.all(Array.from({ length: 6 }, () => ada.asks('POST', '/cart/claim', { token })));
    expect(contents(await ada.sees())).toEqual([[shop.article(0).sku, 2]]);
  });

  it('is refused for the cart of another customer, as if there were none', async () => {
    const { token } = await shop.visitor().puts(shop.article(0).id);
    await shop.visitor().signsIn().asks('POST', '/cart/claim', { token });
    const eve = shop.visitor().signsIn();
    expect(await eve.sends('POST', '/cart/claim', { token })).toMatchObject({
      status: 404,
      body: { code: 'cart.not-found' },
    });
    for (const other of ['x', `${newId()}.abc`])
      expect((await eve.sends('POST', '/cart/claim', { token: other })).status).toBe(404);
    expect((await eve.sends('POST', '/cart/claim', {})).status).toBe(400);
  });

  it('is refused once the guest has ordered', async () => {
    const { id, token } = await shop.visitor().puts(shop.article(0).id);
    await shop.carts.checkOut({ cartId: id, token: token ?? '' });
    const ada = shop.visitor().signsIn();
    expect(await ada.sends('POST', '/cart/claim', { token })).toMatchObject({
      status: 409,
      body: { code: 'cart.checked-out' },
    });
  });
});

describe('ordering from a cart', () => {
  it('takes the lines that are not saved for later, with the prices that were seen', async () => {
    const [lamp, desk] = [shop.article(0), shop.article(1)];
    const guest = shop.visitor();
    await guest.puts(desk.id);
    await guest.asks('PATCH', `/cart/items/${desk.id}`, { savedForLater: true });
    const { id, token = '' } = await guest.puts(lamp.id, 2);
    const snapshot = {
      cartId: id,
      currency: 'USD',
      lines: [{ variantId: lamp.id, quantity: 2, seenUnitPrice: { amount: lamp.price, currency: 'USD' } }],
    };
    expect(await shop.carts.preview({ token })).toEqual(snapshot);
    expect(await shop.carts.checkOut({ cartId: id, token })).toEqual(snapshot);
    expect(await shop.cartRow(id)).toMatchObject({ status: 'checked-out', lines: 2 });
  });

  it("finds the customer's open cart without being told which", async () => {
    const ada = shop.visitor().signsIn();
    const { id } = await ada.puts(shop.article(0).id);
    expect(await shop.carts.preview({ customerId: ada.id })).toMatchObject({ cartId: id });
    expect(await shop.carts.checkOut({ customerId: ada.id })).toMatchObject({ cartId: id });
  });

  it('is refused for an empty cart, a second time, and for the cart of somebody else', async () => {
    const guest = shop.visitor();
    const { id, token = '' } = await guest.asks('POST', '/carts');
    await expect(shop.carts.checkOut({ cartId: id, token })).rejects.toMatchObject({ code: 'cart.empty' });
    await expect(shop.carts.preview({ cartId: id, token })).rejects.toMatchObject({ code: 'cart.empty' });
    await guest.puts(shop.article(0).id);
    const eve = shop.visitor().signsIn();
    const foreign = await eve.puts(shop.article(0).id);
    const missing = { code: 'cart.not-found' };
    for (const who of [
      { cartId: id },
      { cartId: id, customerId: eve.id },
      { cartId: newId<CartId>(), customerId: eve.id },
      { cartId: foreign.id, token },
      { customerId: newId<CartId>() },
      {},
    ]) {
      await expect(shop.carts.checkOut(who)).rejects.toMatchObject(missing);
      await expect(shop.carts.preview(who)).rejects.toMatchObject(missing);
    }
    await expect(shop.carts.checkOut({ token: `${id}.abc` })).rejects.toMatchObject({ kind: 'not-found' });
    await shop.carts.checkOut({ cartId: id, token });
    const again = { code: 'cart.checked-out' };
    await expect(shop.carts.checkOut({ cartId: id, token })).rejects.toMatchObject(again);
    await expect(shop.carts.preview({ cartId: id, token })).rejects.toMatchObject(again);
  });

  it('serves one of two orders for the same cart', async () => {
    const { id, token = '' } = await shop.visitor().puts(shop.article(0).id);
    const orders = await Promise.allSettled(
      Array.from({ length: 5 }, () => shop.carts.checkOut({ cartId: id, token })),
    );
    expect(orders.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('shows a guest the cart as it was, and refuses to change it', async () => {
    const [guest, lamp] = [shop.visitor(), shop.article(7)];
    const { id, token = '' } = await guest.puts(lamp.id, 2);
    await shop.carts.checkOut({ cartId: id, token });
    await shop.inventory.setStock(lamp.id, 0, 'count');
    await shop.costs(lamp.id, lamp.price + 1);
    const seen = await guest.sees();
    expect(seen.status).toBe('checked-out');
    expect(seen.lines[0]).toMatchObject({ unitPrice: { amount: lamp.price }, notes: [] });
    for (const [method, path, body] of [
      ['POST', '/cart/items', { variantId: shop.article(0).id, quantity: 1 }],
      ['PATCH', `/cart/items/${lamp.id}`, { quantity: 1 }],
      ['DELETE', `/cart/items/${lamp.id}`],
      ['DELETE', '/cart/items'],
    ] as const)
      expect(await guest.sends(method, path, body)).toMatchObject({
        status: 409,
        body: { code: 'cart.checked-out' },
      });
  });

  it('lets a customer go on shopping at once, with what was saved for later', async () => {
    const [ada, lamp, desk] = [shop.visitor().signsIn(), shop.article(0), shop.article(1)];
    await ada.puts(desk.id);
    await ada.asks('PATCH', `/cart/items/${desk.id}`, { savedForLater: true });
    const ordered = await ada.puts(lamp.id);
    await shop.carts.checkOut({ cartId: ordered.id, customerId: ada.id });
    const next = await ada.sees();
    expect([next.lines, next.savedForLater.map(({ sku }) => sku)]).toEqual([[], [desk.sku]]);
    expect((await ada.puts(lamp.id)).id).toBe(next.id);
    expect(next.id).not.toBe(ordered.id);
  });
});

describe('when the order is paid', () => {
  it('the cart is done with', async () => {
    const [guest, ada] = [shop.visitor(), shop.visitor().signsIn()];
    const [guests, adas] = [await guest.puts(shop.article(0).id), await ada.puts(shop.article(0).id)];
    await shop.carts.checkOut({ token: guests.token ?? '' });
    await shop.carts.checkOut({ customerId: ada.id });
    for (const { id } of [guests, adas, guests, adas]) await shop.carts.close(id);
    for (const { id } of [guests, adas]) await shop.carts.reopen(id);
    expect((await guest.sees()).status).toBe('closed');
    expect(await ada.sees()).toMatchObject({ id: null, lines: [] });
    await shop.carts.close(newId());
    await shop.carts.reopen(newId());
  });
});

describe('when the order dies', () => {
  it('a guest has the cart back', async () => {
    const guest = shop.visitor();
    const { id, token = '' } = await guest.puts(shop.article(0).id);
    await shop.carts.checkOut({ token });
    await shop.carts.reopen(id);
    await shop.carts.reopen(id);
    expect(contents(await guest.puts(shop.article(0).id))).toEqual([[shop.article(0).sku, 2]]);
  });

  it('a customer has it back, in the cart that was begun since', async () => {
    const [ada, bob] = [shop.visitor().signsIn(), shop.visitor().signsIn()];
    const [lamp, desk] = [shop.article(0), shop.article(1)];
    for (const customer of [ada, bob]) await customer.puts(lamp.id, 2);
    const [adas, bobs] = [
      await shop.carts.checkOut({ customerId: ada.id }),
      await shop.carts.checkOut({ customerId: bob.id }),
    ];
    await bob.puts(desk.id);
    await shop.carts.reopen(adas.cartId);
    await shop.carts.reopen(bobs.cartId);
    await shop.carts.reopen(bobs.cartId);
    expect(await ada.sees()).toMatchObject({ id: adas.cartId, status: 'open' });
    expect(contents(await ada.sees())).toEqual([[lamp.sku, 2]]);
    expect(contents(await bob.sees())).toEqual([
      [desk.sku, 1],
      [lamp.sku, 2],
    ]);
  });

  it('ends in one cart even if the customer begins another at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const ada = shop.visitor().signsIn();
      await ada.puts(shop.article(0).id);
      const { cartId } = await shop.carts.checkOut({ customerId: ada.id });
      await Promise.all([shop.carts.reopen(cartId), ada.puts(shop.article(1).id)]);
      expect(new Set((await ada.sees()).lines.map(({ sku }) => sku))).toEqual(
        new Set([shop.article(0).sku, shop.article(1).sku]),
      );
    }
  });
});

describe('the work of one click', () => {
  it('is four statements and a commit, however full the cart is', async () => {
    const guest = shop.visitor();
    for (let n = 20; n < 32; n += 1) await guest.puts(shop.article(n).id);
    const { id } = await guest.sees();
    const database = shop.app.get(Database);
    const questions = async (): Promise<number> => {
      const [row] = await database.query<{ Value: string }>("SHOW SESSION STATUS LIKE 'Questions'");
      return Number(row?.Value);
    };
    const statements = await shop.unitOfWork.run(async () => {
      const before = await questions();
      await shop.app.get(AddToCart, { strict: false }).execute({
        shopper: { guestCartId: id as CartId },
        variantId: shop.article(33).id,
        quantity: 1,
      });
      return (await questions()) - before - 1;
    });
    expect(statements).toBe(4);
  });
});
