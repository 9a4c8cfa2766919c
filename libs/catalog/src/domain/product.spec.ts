import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { aChoice, aProduct, aVariant, dollars } from '../testing/product.builder.js';
import { InvalidProduct, NotReadyForSale, StatusChangeRefused, VariantNotFound } from './catalog.errors.js';
import type { CategoryId, VariantId } from './ids.js';
import { Product, type NewProduct } from './product.js';

const now = new Date('2026-03-01T09:00:00Z');
const later = new Date('2026-04-01T09:00:00Z');
const shelf = newId<CategoryId>();

function draft(with_: Partial<NewProduct> = {}): Product {
  return Product.create(aProduct({ categoryIds: [shelf], ...with_ }), now);
}

function pricesOf(product: Product, at = now): { from: number; to: number; list: number } {
  return product.priceSummary(at);
}

describe('creating a product', () => {
  it('makes a draft that keeps its variants in their order', () => {
    const product = draft({
      variants: [
        aVariant({ sku: 'B', choices: [aChoice(1, 1)] }),
        aVariant({ sku: 'A', choices: [aChoice(1, 2)] }),
      ],
    });
    expect(product.status).toBe('draft');
    expect(product.publishedAt).toBeNull();
    expect(product.variants.map(({ sku, position }) => [sku, position])).toEqual([
      ['B', 0],
      ['A', 1],
    ]);
  });

  it('refuses slugs that routes or ids would be taken for', () => {
    for (const slug of ['search', 'Lamp', 'a--b', '-a', '', 'lampe-grün', newId(), 'a'.repeat(161)]) {
      expect(() => draft({ slug })).toThrow(InvalidProduct);
    }
    expect(draft({ slug: 'lamp-2' }).slug).toBe('lamp-2');
  });

  it('refuses SKUs with lower case or spaces', () => {
    for (const sku of ['', 'lamp', 'LAMP 1', 'LÄMP', 'A'.repeat(65)])
      expect(() => draft({ variants: [aVariant({ sku })] })).toThrow(InvalidProduct);
  });

  it('refuses two variants with one SKU, or with the same option values', () => {
    const choices = [aChoice(1, 1), aChoice(2, 1)];
    expect(() => draft({ variants: [aVariant({ sku: 'A' }), aVariant({ sku: 'A', choices })] })).toThrow(
      /different SKUs/,
    );
    expect(() =>
      draft({ variants: [aVariant({ choices }), aVariant({ choices: choices.toReversed() })] }),
    ).toThrow(/differ in their option values/);
  });

  it('refuses a name that is empty or too long', () => {
    for (const name of ['', '  ', 'x'.repeat(201)]) expect(() => draft({ name })).toThrow(InvalidProduct);
  });

  it('refuses a variant in another currency', () => {
    expect(() => draft({ currency: 'EUR' })).toThrow(InvalidProduct);
  });
});

describe('the prices of a product', () => {
  it('must be above zero, and a sale price below the regular one', () => {
    for (const price of [0, -1])
      expect(() => draft({ variants: [aVariant({ price: dollars(price) })] })).toThrow(InvalidProduct);
    for (const sale of [0, 10, 11]) {
      expect(() => draft({ variants: [aVariant({ price: dollars(10), salePrice: dollars(sale) })] })).toThrow(
        InvalidProduct,
      );
    }
  });

  it('are summed up from what variants cost now', () => {
    const product = draft({
      variants: [
        aVariant({ price: dollars(20), choices: [aChoice(1, 1)] }),
        aVariant({ price: dollars(30), salePrice: dollars(15), choices: [aChoice(1, 2)] }),
      ],
    });
    expect(pricesOf(product)).toEqual({ from: 1500, to: 2000, list: 3000 });
  });

  it('follow a change, and the end of a sale', () => {
    const product = draft({ variants: [aVariant({ price: dollars(30), salePrice: dollars(15) })] });
    const { id } = product.variants[0]!;
    product.changePrice(id, { price: dollars(40), salePrice: null });
    expect(product.variants[0]?.currentPrice(now).equals(dollars(40))).toBe(true);
    expect(pricesOf(product)).toEqual({ from: 4000, to: 4000, list: 4000 });
  });

  it('stay as they are when the change is refused', () => {
    const product = draft();
    const { id } = product.variants[0]!;
    expect(() => product.changePrice(id, { price: dollars(5), salePrice: dollars(6) })).toThrow(
      InvalidProduct,
    );
    expect(() => product.changePrice(newId<VariantId>(), { price: dollars(5), salePrice: null })).toThrow(
      VariantNotFound,
    );
    expect(pricesOf(product)).toEqual({ from: 1000, to: 1000, list: 1000 });
  });
});

describe('publishing a product', () => {
  it('needs something to buy and a category to stand in', () => {
    expect(() => draft({ variants: [] }).publish(now)).toThrow(NotReadyForSale);
    expect(() => draft({ categoryIds: [] }).publish(now)).toThrow(NotReadyForSale);
  });

  it('is refused for one that is published', () => {
    const product = draft();
    product.publish(now);
    expect(product.status).toBe('published');
    expect(() => product.publish(later)).toThrow(StatusChangeRefused);
  });

  it('again, after a withdrawal, keeps the first date', () => {
    const product = draft();
    product.publish(now);
    product.withdraw();
    expect(product.status).toBe('draft');
    product.publish(later);
    expect(product.publishedAt).toEqual(now);
  });

  it('can only be taken back if it has happened', () => {
    expect(() => draft().withdraw()).toThrow(StatusChangeRefused);
  });
});

describe('placing a product', () => {
  it('puts it into each category once', () => {
    const product = draft();
    const other = newId<CategoryId>();
    product.placeIn([other, shelf, other]);
    expect(product.categoryIds).toEqual([other, shelf]);
  });

  it('leaves no published product without a category', () => {
    const product = draft();
    product.publish(now);
    expect(() => product.placeIn([])).toThrow(NotReadyForSale);
    expect(product.categoryIds).toEqual([shelf]);
  });
});
