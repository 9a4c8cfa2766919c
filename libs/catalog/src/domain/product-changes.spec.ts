import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { aChoice, aProduct, aVariant, dollars } from '../testing/product.builder.js';
import {
  ChangedMeanwhile,
  InvalidProduct,
  NotReadyForSale,
  StatusChangeRefused,
  VariantMayBeOrdered,
  VariantNotFound,
} from './catalog.errors.js';
import type { CategoryId, VariantId } from './ids.js';
import { Product, type NewProduct } from './product.js';
import { mustHaveSeen } from './version.js';

const now = new Date('2026-03-01T09:00:00Z');
const later = new Date('2026-04-01T09:00:00Z');
const shelf = newId<CategoryId>();

function draft(with_: Partial<NewProduct> = {}): Product {
  return Product.create(aProduct({ categoryIds: [shelf], ...with_ }), now);
}

function withTwoVariants(): { product: Product; first: VariantId; second: VariantId } {
  const product = draft({
    variants: [aVariant({ choices: [aChoice(1, 1)] }), aVariant({ choices: [aChoice(1, 2)] })],
  });
  const [first, second] = product.variants.map(({ id }) => id);
  return { product, first: first!, second: second! };
}

describe('a planned publication', () => {
  it('waits for its time, and has the date that was planned', () => {
    const product = draft();
    product.planPublication(later, now);
    expect([product.status, product.publishAt, product.nextChangeAt(now)]).toEqual(['draft', later, later]);
    expect(product.publishAsPlanned(now)).toBe('not-due');
    expect(product.publishAsPlanned(new Date(later.getTime() + 3_000))).toBe('published');
    expect([product.status, product.publishAt, product.publishedAt]).toEqual(['published', null, later]);
  });

  it('is at once for a time that has come', () => {
    const product = draft();
    product.planPublication(now, now);
    expect([product.status, product.publishAt]).toEqual(['published', null]);
  });

  it('needs what a publication needs, now and then', () => {
    expect(() => draft({ variants: [] }).planPublication(later, now)).toThrow(NotReadyForSale);
    const product = draft();
    product.planPublication(later, now);
    expect(() => product.placeIn([])).toThrow(NotReadyForSale);
    product.archiveVariant(product.variants[0]!.id, now);
    expect(product.publishAsPlanned(later)).toBe('not-ready');
    expect([product.status, product.publishAt]).toEqual(['draft', null]);
  });

  it('is forgotten by a withdrawal, and when the product is put away', () => {
    const product = draft();
    product.planPublication(later, now);
    product.withdraw();
    expect([product.status, product.publishAt]).toEqual(['draft', null]);
    product.planPublication(later, now);
    product.archive();
    expect([product.status, product.publishAt, product.nextChangeAt(now)]).toEqual(['archived', null, null]);
    expect(() => product.planPublication(later, now)).toThrow(StatusChangeRefused);
  });
});

describe('putting a product away', () => {
  it('can be undone: it comes back as a draft', () => {
    const product = draft();
    product.publish(now);
    product.archive();
    expect(() => product.publish(later)).toThrow(StatusChangeRefused);
    product.restore();
    expect([product.status, product.publishedAt]).toEqual(['draft', now]);
    expect(() => product.restore()).toThrow(StatusChangeRefused);
  });
});

describe('the variants of a product', () => {
  it('come behind the others when they are new', () => {
    const { product } = withTwoVariants();
    const id = product.addVariant(aVariant({ choices: [aChoice(1, 3)] }));
    expect(product.variants.at(-1)).toMatchObject({ id, position: 2 });
  });

  it('are put in order: those that are named first', () => {
    const { product, first, second } = withTwoVariants();
    const third = product.addVariant(aVariant({ choices: [aChoice(1, 3)] }));
    product.orderVariants([third, second]);
    expect(product.variants.map(({ id }) => id)).toEqual([third, second, first]);
    expect(() => product.orderVariants([newId()])).toThrow(VariantNotFound);
  });

  it('stay different when one changes or another comes', () => {
    const { product, first, second } = withTwoVariants();
    const { sku } = product.variant(first);
    expect(() => product.addVariant(aVariant({ choices: [aChoice(1, 1)] }))).toThrow(/differ/);
    expect(() => product.addVariant(aVariant({ sku, choices: [aChoice(1, 3)] }))).toThrow(/different SKUs/);
    const euro = { ...aVariant(), choices: [aChoice(1, 3)], price: dollars(1), salePrice: null };
    expect(() => product.addVariant({ ...euro, choices: [aChoice(2, 1), aChoice(2, 2)] })).toThrow(/once/);
    product.changeVariant(second, { name: 'Second', choices: [aChoice(1, 4)] });
    expect(product.variant(second)).toMatchObject({ name: 'Second', choices: [aChoice(1, 4)] });
    expect(() => {
      product.changeVariant(second, { choices: [aChoice(1, 1)] });
    }).toThrow(InvalidProduct);
  });

  it('give up their option values, not their SKU, when they are put away', () => {
    const { product, first } = withTwoVariants();
    const { sku } = product.variant(first);
    product.archiveVariant(first, now);
    expect(() => product.addVariant(aVariant({ sku, choices: [aChoice(1, 3)] }))).toThrow(/different SKUs/);
    product.addVariant(aVariant({ choices: [aChoice(1, 1)] }));
    expect(() => {
      product.restoreVariant(first);
    }).toThrow(/differ/);
  });

  it('may all be put away, but a publication needs one', () => {
    const { product, first, second } = withTwoVariants();
    for (const id of [first, second]) product.archiveVariant(id, now);
    expect(() => product.publish(now)).toThrow(NotReadyForSale);
    product.restoreVariant(first);
    product.publish(now);
    product.archiveVariant(first, now);
    expect(product.status).toBe('published');
  });

  it('vanish only while nobody can have ordered them', () => {
    const { product, first, second } = withTwoVariants();
    product.removeVariant(first);
    expect(product.variants.map(({ id }) => id)).toEqual([second]);
    product.publish(now);
    product.withdraw();
    expect(() => {
      product.removeVariant(second);
    }).toThrow(VariantMayBeOrdered);
  });
});

describe('the version of a product', () => {
  it('grows with every change, and tells who has not seen the last one', () => {
    const { product, first } = withTwoVariants();
    const versions = [product.version];
    for (const change of [
      () => product.change({ name: 'New' }),
      () => product.placeIn([shelf]),
      () => product.publish(now),
      () => product.changePrice(first, { price: dollars(1), salePrice: null }),
      () => product.archiveVariant(first, now),
      () => product.withdraw(),
    ]) {
      change();
      versions.push(product.version);
    }
    expect(versions).toEqual(versions.toSorted((one, other) => one - other));
    expect(new Set(versions).size).toBe(versions.length);
    expect(() => {
      mustHaveSeen(product, [versions[0]!]);
    }).toThrow(ChangedMeanwhile);
    mustHaveSeen(product, [versions[0]!, product.version]);
    mustHaveSeen(product, undefined);
  });

  it('stays when a change is refused', () => {
    const product = draft();
    for (const change of [
      { slug: 'No Slug' },
      { name: '' },
      { taxClass: 'A B' },
      { description: 'x'.repeat(16_001) },
    ])
      expect(() => {
        product.change(change);
      }).toThrow(InvalidProduct);
    expect(product.version).toBe(1);
  });
});
