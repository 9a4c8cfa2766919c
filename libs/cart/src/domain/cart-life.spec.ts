import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '#shared-kernel';
import { aCart, ada, anArticle, contentsOf, later, pieces } from '../testing/cart.builder.js';
import type { Article } from './cart-line.js';

const lamp = anArticle('lamp');
const desk = anArticle('desk', 24_900);
const chair = anArticle('chair', 8_900);

const refusal = (code: string): unknown => expect.objectContaining({ code });

const many = (count: number): ReturnType<typeof pieces>[] =>
  Array.from({ length: count }, (_, n) => pieces(anArticle(`thing-${String(n)}`), 1));

describe("claiming a guest's cart", () => {
  it('adds up quantities, keeps the rest, and is done with the guest cart', () => {
    const own = aCart({ customerId: ada, holding: [pieces(lamp, 2), pieces(desk, 1)] });
    const guests = aCart({ holding: [pieces(chair, 4), pieces(lamp, 3)] });
    own.absorb(guests);
    expect(contentsOf(own)).toEqual(['lamp 5', 'desk 1', 'chair 4']);
    expect([guests.status, guests.customerId, contentsOf(guests)]).toEqual(['closed', ada, []]);
  });

  it('adds up to 999 at most', () => {
    const own = aCart({ customerId: ada, holding: [pieces(lamp, 600)] });
    own.absorb(aCart({ holding: [pieces(lamp, 600)] }));
    expect(contentsOf(own)).toEqual(['lamp 999']);
  });

  it('lets the order count where the other has only saved for later', () => {
    const own = aCart({ customerId: ada, holding: [later(lamp, 3), pieces(desk, 1), later(chair, 1)] });
    own.absorb(aCart({ holding: [pieces(lamp, 1), later(desk, 5), later(chair, 1)] }));
    expect(contentsOf(own)).toEqual(['lamp 1', 'desk 1', 'chair 2 saved']);
  });

  it('takes the price that the guest saw last', () => {
    const own = aCart({ customerId: ada, holding: [pieces(lamp, 1)] });
    own.absorb(aCart({ holding: [pieces({ ...lamp, unitPrice: Money.of(1_500, 'USD') }, 1)] }));
    expect(own.lines[0]?.seenUnitPrice.amount).toBe(1_500);
  });

  it('is refused where 100 articles are not enough, and then nothing is lost', () => {
    const own = aCart({ customerId: ada, holding: many(60) });
    const guests = aCart({ holding: many(41) });
    expect(() => own.absorb(guests)).toThrow(refusal('cart.too-many-lines'));
    expect([own.lines.length, guests.lines.length, guests.status]).toEqual([60, 41, 'open']);
  });

  it.each(['checked-out', 'closed'] as const)('is refused for a guest cart that is %s', (status) => {
    const own = aCart({ customerId: ada });
    expect(() => {
      own.absorb(aCart({ status, holding: [pieces(lamp, 1)] }));
    }).toThrow(refusal('cart.checked-out'));
  });

  it('never loses an article and never buys more than both wanted, whatever the two carts hold', () => {
    const articles = Array.from({ length: 6 }, (_, n) => anArticle(`thing-${String(n)}`));
    const held = fc.record({
      article: fc.constantFrom(...articles),
      quantity: fc.integer({ min: 1, max: 999 }),
      savedForLater: fc.boolean(),
    });
    const holding = fc.uniqueArray(held, { selector: ({ article }) => article.variantId, maxLength: 6 });
    fc.assert(
      fc.property(holding, holding, (one, other) => {
        const [own, guests] = [aCart({ customerId: ada, holding: one }), aCart({ holding: other })];
        const wanted = (article: Article): number =>
          Math.min(999, own.quantityOf(article.variantId) + guests.quantityOf(article.variantId));
        const expected = articles.map(wanted);
        own.absorb(guests);
        expect(articles.map(({ variantId }) => own.quantityOf(variantId))).toEqual(expected);
        const variants = new Set([...one, ...other].map(({ article }) => article.variantId));
        expect(new Set(own.lines.map(({ variantId }) => variantId))).toEqual(variants);
        expect(new Set(own.lines.map(({ position }) => position)).size).toBe(variants.size);
        expect(own.lines.every(({ quantity }) => quantity >= 1 && quantity <= 999)).toBe(true);
      }),
    );
  });
});

describe('checking out', () => {
  it('takes the cart out of the hands of the shopper', () => {
    const cart = aCart({ holding: [pieces(lamp, 2)] });
    expect(cart.checkOut()).toBeUndefined();
    expect(cart.status).toBe('checked-out');
    for (const change of [
      () => cart.put(desk, 1),
      () => cart.changeQuantity(lamp, 1),
      () => cart.saveForLater(lamp.variantId),
      () => cart.takeFromSaved(lamp),
      () => cart.remove(lamp.variantId),
      () => cart.empty(),
      () => cart.absorb(aCart()),
      () => cart.takeBack(aCart({ status: 'checked-out' })),
      () => cart.checkOut(),
    ])
      expect(change).toThrow(refusal('cart.checked-out'));
    expect(contentsOf(cart)).toEqual(['lamp 2']);
  });

  it('is refused for an empty cart, and for one with nothing but things for later', () => {
    expect(() => aCart().checkOut()).toThrow(refusal('cart.empty'));
    expect(() => aCart({ holding: [later(lamp, 1)] }).checkOut()).toThrow(refusal('cart.empty'));
  });

  it('leaves a customer a new cart with what was saved for later', () => {
    const cart = aCart({ customerId: ada, holding: [pieces(lamp, 2), later(desk, 1)] });
    const next = cart.checkOut();
    expect(contentsOf(cart)).toEqual(['lamp 2']);
    expect(next).toMatchObject({ customerId: ada, status: 'open', currency: 'USD' });
    expect(next?.id).not.toBe(cart.id);
    expect(contentsOf(next ?? aCart())).toEqual(['desk 1 saved']);
  });

  it('leaves it in the cart of a guest, who has no key to another one', () => {
    const cart = aCart({ holding: [pieces(lamp, 2), later(desk, 1)] });
    expect(cart.checkOut()).toBeUndefined();
    expect(contentsOf(cart)).toEqual(['lamp 2', 'desk 1 saved']);
  });
});

describe('what becomes of a cart that was ordered', () => {
  it('is open again when the order dies', () => {
    const cart = aCart({ status: 'checked-out', holding: [pieces(lamp, 2)] });
    cart.reopen();
    cart.reopen();
    expect(cart.status).toBe('open');
    cart.put(lamp, 1);
    expect(contentsOf(cart)).toEqual(['lamp 3']);
  });

  it('is closed when the order is paid, for good', () => {
    const cart = aCart({ status: 'checked-out', holding: [pieces(lamp, 2)] });
    cart.close();
    cart.close();
    cart.reopen();
    expect(cart.status).toBe('closed');
  });

  it('is left alone by a late payment once the shopper has it back', () => {
    const cart = aCart({ holding: [pieces(lamp, 2)] });
    cart.close();
    expect(cart.status).toBe('open');
  });

  it('comes back into the cart that the customer has begun meanwhile, without doubling anything', () => {
    const dead = aCart({
      customerId: ada,
      status: 'checked-out',
      holding: [pieces(lamp, 2), pieces(desk, 1), pieces(chair, 3)],
    });
    const current = aCart({ customerId: ada, holding: [pieces(lamp, 1), later(chair, 4)] });
    current.takeBack(dead);
    expect(contentsOf(current)).toEqual(['lamp 1', 'chair 3', 'desk 1']);
    expect(dead.status).toBe('closed');
  });

  it('comes back as far as there is room', () => {
    const dead = aCart({
      customerId: ada,
      status: 'checked-out',
      holding: [pieces(lamp, 2), pieces(desk, 1)],
    });
    const current = aCart({ customerId: ada, holding: many(99) });
    current.takeBack(dead);
    expect(current.lines).toHaveLength(100);
    expect(current.quantityOf(lamp.variantId)).toBe(2);
  });
});
