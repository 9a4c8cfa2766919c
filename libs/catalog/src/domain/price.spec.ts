import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { aProduct, aVariant, dollars } from '../testing/product.builder.js';
import { InvalidProduct } from './catalog.errors.js';
import type { CategoryId } from './ids.js';
import type { Price } from './price.js';
import { Product } from './product.js';

const start = new Date('2026-03-01T09:00:00Z');
const end = new Date('2026-03-02T09:00:00Z');
const before = new Date(start.getTime() - 1);
const last = new Date(end.getTime() - 1);
const shelf = newId<CategoryId>();

function priced(...prices: Price[]): Product {
  const variants = prices.map((price, n) => ({
    ...aVariant(price),
    choices: [{ optionId: newId<never>(), optionValueId: newId<never>() }].slice(n === 0 ? 1 : 0),
  }));
  return Product.create(aProduct({ categoryIds: [shelf], variants }), before);
}

function dollarsAt(product: Product, at: Date): number {
  return product.variants[0]!.currentPrice(at).amount / 100;
}

const sale = { price: dollars(30), salePrice: dollars(20) };

describe('a sale', () => {
  it('holds from its beginning up to its end', () => {
    const product = priced({ ...sale, saleStartsAt: start, saleEndsAt: end });
    expect([before, start, last, end].map((at) => dollarsAt(product, at))).toEqual([30, 20, 20, 30]);
  });

  it('has begun if it has no beginning, and goes on if it has no end', () => {
    expect(dollarsAt(priced({ ...sale, saleEndsAt: end }), before)).toBe(20);
    expect(dollarsAt(priced({ ...sale, saleStartsAt: start }), end)).toBe(20);
    expect(dollarsAt(priced(sale), end)).toBe(20);
  });

  it('can not end before it begins, nor be without a price', () => {
    for (const price of [
      { ...sale, saleStartsAt: end, saleEndsAt: start },
      { ...sale, saleStartsAt: start, saleEndsAt: start },
      { price: dollars(30), salePrice: null, saleEndsAt: end },
    ]) {
      expect(() => priced(price)).toThrow(InvalidProduct);
    }
  });

  it('changes what lists show while it lasts, and says when it will', () => {
    const product = priced(
      { price: dollars(25), salePrice: null },
      { ...sale, saleStartsAt: start, saleEndsAt: end },
    );
    expect(product.priceSummary(before)).toEqual({ from: 2500, to: 3000, list: 2500 });
    expect(product.priceSummary(start)).toEqual({ from: 2000, to: 2500, list: 3000 });
    expect([before, start, last, end].map((at) => product.nextChangeAt(at))).toEqual([start, end, end, null]);
  });

  it('of a variant that is put away is nobody’s business', () => {
    const product = priced({ price: dollars(25), salePrice: null }, { ...sale, saleStartsAt: start });
    product.archiveVariant(product.variants[1]!.id, before);
    expect(product.nextChangeAt(before)).toBeNull();
    expect(product.priceSummary(end)).toEqual({ from: 2500, to: 2500, list: 2500 });
  });
});
