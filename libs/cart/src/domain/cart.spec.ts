import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money, newId } from '#shared-kernel';
import { aCart, anArticle, contentsOf, later, pieces } from '../testing/cart.builder.js';
import { Cart } from './cart.js';

const lamp = anArticle('lamp');
const desk = anArticle('desk', 24_900);
const chair = anArticle('chair', 8_900);

const refusal = (code: string): unknown => expect.objectContaining({ code });

const many = (count: number): ReturnType<typeof pieces>[] =>
  Array.from({ length: count }, (_, n) => pieces(anArticle(`thing-${String(n)}`), 1));

describe('putting articles into a cart', () => {
  it('keeps them in the order in which they came', () => {
    const cart = Cart.start({ currency: 'USD', customerId: null });
    cart.put(desk, 1);
    cart.put(lamp, 2);
    expect(contentsOf(cart)).toEqual(['desk 1', 'lamp 2']);
  });

  it('adds up the same article and remembers the price that was seen last', () => {
    const cart = aCart({ holding: [pieces(lamp, 2)] });
    cart.put({ ...lamp, unitPrice: Money.of(1_499, 'USD') }, 3);
    expect(contentsOf(cart)).toEqual(['lamp 5']);
    expect(cart.lines[0]?.seenUnitPrice).toEqual(Money.of(1_499, 'USD'));
  });

  it('does not add up with what is saved for later: that comes back as what is asked for now', () => {
    const cart = aCart({ holding: [later(lamp, 7)] });
    cart.put(lamp, 1);
    expect(contentsOf(cart)).toEqual(['lamp 1']);
  });

  it.each([0, -1, 1.5, 1_000, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p pieces', (quantity) => {
    const cart = aCart();
    expect(() => cart.put(lamp, quantity)).toThrow(refusal('cart.invalid-quantity'));
    expect(contentsOf(cart)).toEqual([]);
  });

  it('refuses to add up beyond 999', () => {
    const cart = aCart({ holding: [pieces(lamp, 998)] });
    cart.put(lamp, 1);
    expect(() => cart.put(lamp, 1)).toThrow(refusal('cart.invalid-quantity'));
    expect(contentsOf(cart)).toEqual(['lamp 999']);
  });

  it('takes 100 different articles, and more only of those', () => {
    const cart = aCart({ holding: many(99) });
    cart.put(lamp, 1);
    cart.put(lamp, 1);
    expect(() => cart.put(desk, 1)).toThrow(refusal('cart.too-many-lines'));
  });
});

describe('changing a line', () => {
  it('sets the quantity and takes the price as seen', () => {
    const cart = aCart({ holding: [pieces(lamp, 2)] });
    cart.changeQuantity({ ...lamp, unitPrice: Money.of(999, 'USD') }, 1);
    expect(contentsOf(cart)).toEqual(['lamp 1']);
    expect(cart.lines[0]?.seenUnitPrice.amount).toBe(999);
  });

  it('leaves what is saved for later there', () => {
    const cart = aCart({ holding: [later(lamp, 2)] });
    cart.changeQuantity(lamp, 4);
    expect(contentsOf(cart)).toEqual(['lamp 4 saved']);
  });

  it('puts an article aside and back into its place', () => {
    const cart = aCart({ holding: [pieces(lamp, 2), pieces(desk, 1)] });
    cart.saveForLater(lamp.variantId);
    expect(contentsOf(cart)).toEqual(['lamp 2 saved', 'desk 1']);
    expect(cart.quantityOf(lamp.variantId)).toBe(0);
    cart.takeFromSaved(lamp);
    expect(contentsOf(cart)).toEqual(['lamp 2', 'desk 1']);
  });

  it('is refused for an article that is not there', () => {
    const cart = aCart({ holding: [pieces(lamp, 2)] });
    for (const change of [
      () => cart.changeQuantity(desk, 1),
      () => cart.saveForLater(desk.variantId),
      () => cart.takeFromSaved(desk),
      () => cart.remove(desk.variantId),
    ])
      expect(change).toThrow(refusal('cart.line-not-found'));
  });
});

describe('taking things out', () => {
  it('removes one article', () => {
    const cart = aCart({ holding: [pieces(lamp, 2), pieces(desk, 1)] });
    cart.remove(lamp.variantId);
    expect(contentsOf(cart)).toEqual(['desk 1']);
  });

  it('empties the cart but for what is saved for later', () => {
    const cart = aCart({ holding: [pieces(lamp, 2), later(desk, 1), pieces(chair, 4)] });
    cart.empty();
    expect(contentsOf(cart)).toEqual(['desk 1 saved']);
  });
});

describe('any history of a cart', () => {
  it('keeps its limits', () => {
    const articles = Array.from({ length: 5 }, (_, n) => anArticle(`thing-${String(n)}`));
    const step = fc.record({
      what: fc.constantFrom('put', 'change', 'save', 'back', 'remove', 'empty'),
      article: fc.constantFrom(...articles),
      quantity: fc.integer({ min: -5, max: 1_200 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const cart = Cart.start({ currency: 'USD', customerId: newId() });
        for (const { what, article, quantity } of steps) {
          const actions = {
            put: () => cart.put(article, quantity),
            change: () => cart.changeQuantity(article, quantity),
            save: () => cart.saveForLater(article.variantId),
            back: () => cart.takeFromSaved(article),
            remove: () => cart.remove(article.variantId),
            empty: () => cart.empty(),
          };
          try {
            actions[what]();
          } catch (error) {
            expect((error as { code?: unknown }).code).toMatch(/^cart\./);
          }
          expect(cart.lines.every((line) => line.quantity >= 1 && line.quantity <= 999)).toBe(true);
          expect(new Set(cart.lines.map(({ position }) => position)).size).toBe(cart.lines.length);
        }
      }),
    );
  });
});
