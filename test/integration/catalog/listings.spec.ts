import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId } from '#shared-kernel';
import {
  CategoryNotFound,
  InvalidProduct,
  ProductNotFound,
  SkuTaken,
  SlugTaken,
} from '../../../libs/catalog/src/domain/catalog.errors.js';
import type { CategoryId, ProductId } from '../../../libs/catalog/src/domain/ids.js';
import { Listings } from '../../../libs/catalog/src/infrastructure/listings.js';
import type { ListInput } from '../../../libs/catalog/src/queries/product-list.queries.js';
import { aChoice, aProduct, aVariant, dollars } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let lamps: CategoryId;
let candles: CategoryId;
let tents: CategoryId;

beforeAll(async () => {
  catalog = await TestCatalog.open();
  const home = await catalog.department('home');
  lamps = await catalog.category('lamps', home);
  candles = await catalog.category('candles', home);
  tents = await catalog.category('tents', await catalog.department('outdoors'));
});

afterAll(() => catalog.close());

async function names(input: Partial<ListInput>): Promise<string[]> {
  const { items } = await catalog.lists.list({ sort: 'name', ...input }, { offset: 0, limit: 100 });
  return items.map(({ name }) => name);
}

describe('a product', () => {
  it('is listed and counted from its publication to its withdrawal, once in each department', async () => {
    const id = await catalog.create.execute(
      aProduct({ name: 'Lantern', categoryIds: [lamps, candles, tents] }),
    );
    expect(await names({})).toEqual([]);

    await catalog.publish.execute(id);
    expect(await catalog.totals()).toEqual({ shop: 1, home: 1, outdoors: 1, lamps: 1, candles: 1, tents: 1 });
    for (const place of [
      {},
      { department: 'home' },
      { category: 'tents' },
      { department: 'outdoors', category: 'tents' },
    ]) {
      expect(await names(place)).toEqual(['Lantern']);
    }

    expect(await catalog.details.find(id)).toMatchObject({ name: 'Lantern' });
    await catalog.withdraw.execute(id);
    await expect(catalog.details.find(id)).rejects.toThrow(ProductNotFound);
    expect(await names({ department: 'home' })).toEqual([]);
    expect(await catalog.totals()).toEqual({ shop: 0, home: 0, outdoors: 0, lamps: 0, candles: 0, tents: 0 });
  });

  it('moves between categories with its totals', async () => {
    const productId = await catalog.published({ name: 'Mover', categoryIds: [lamps, candles] });
    await catalog.place.execute({ productId, categoryIds: [tents] });
    expect(await catalog.totals()).toEqual({ shop: 1, home: 0, outdoors: 1, lamps: 0, candles: 0, tents: 1 });
    expect(await names({ department: 'home' })).toEqual([]);
    expect(await names({ department: 'outdoors' })).toEqual(['Mover']);
    await catalog.withdraw.execute(productId);
  });

  it('is sorted by a new price at once', async () => {
    const ids: ProductId[] = [];
    for (const [name, price] of [
      ['Dear', 30],
      ['Cheap', 10],
    ] as const) {
      ids.push(
        await catalog.published({
          name,
          categoryIds: [candles],
          variants: [aVariant({ price: dollars(price) })],
        }),
      );
    }
    expect(await names({ category: 'candles', sort: 'price' })).toEqual(['Cheap', 'Dear']);
    const [variantId] = await catalog.variantsOf(ids[0]!);
    await catalog.changePrice.execute({ variantId: variantId!, price: dollars(30), salePrice: dollars(5) });
    expect(await names({ category: 'candles', sort: 'price' })).toEqual(['Dear', 'Cheap']);
    expect(await names({ category: 'candles', sort: '-price' })).toEqual(['Cheap', 'Dear']);
    for (const id of ids) await catalog.withdraw.execute(id);
  });

  it('comes back from the database as it went there', async () => {
    const id = await catalog.published({
      name: 'Twice saved',
      categoryIds: [lamps, candles],
      variants: [aVariant({ sku: 'TWICE' })],
    });
    const before = await catalog.details.find(id);
    await catalog.withdraw.execute(id);
    await catalog.publish.execute(id);
    expect(await catalog.details.find(id)).toEqual(before);
    await catalog.withdraw.execute(id);
  });
});

describe('the totals', () => {
  it('are right after many products were published, moved and withdrawn at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => catalog.published({ categoryIds: [lamps, tents] })),
    );
    expect(await catalog.totals()).toMatchObject({ shop: 12, home: 12, outdoors: 12, lamps: 12, tents: 12 });
    await Promise.all(
      ids.map((productId, n) =>
        n % 2 === 0
          ? catalog.withdraw.execute(productId)
          : catalog.place.execute({ productId, categoryIds: [candles, lamps] }),
      ),
    );
    expect(await catalog.totals()).toMatchObject({
      shop: 6,
      home: 6,
      outdoors: 0,
      lamps: 6,
      candles: 6,
      tents: 0,
    });
    // Two changes of one product at a time: one waits for the other.
    await Promise.all(
      ids.flatMap((productId) =>
        [[tents], [lamps]].map((categoryIds) => catalog.place.execute({ productId, categoryIds })),
      ),
    );
    const { shop, lamps: atLamps = 0, tents: atTents = 0 } = await catalog.totals();
    expect([shop, atLamps + atTents]).toEqual([6, 6]);
  });
});

describe('two changes of one product at a time', () => {
  it('both count: neither writes what it has read before the other', async () => {
    const productId = await catalog.published({
      categoryIds: [lamps],
      variants: [aVariant({ choices: [] }), aVariant({ choices: [await catalog.choice('finish', 'matt')] })],
    });
    const variantIds = await catalog.variantsOf(productId);
    for (const price of [20, 9, 30, 7]) {
      const changes = variantIds.map((variantId, n) => ({
        variantId,
        price: dollars(price + n),
        salePrice: null,
      }));
      await Promise.all(changes.map((change) => catalog.changePrice.execute(change)));
      const { price: from, priceTo } = await catalog.details.find(productId);
      expect([from.amount, priceTo.amount]).toEqual([100 * price, 100 * price + 100]);
    }
    await catalog.withdraw.execute(productId);
  });

  it('list it once', async () => {
    const productId = await catalog.create.execute(aProduct({ categoryIds: [tents] }));
    const { tents: before = 0 } = await catalog.totals();
    await catalog.query("UPDATE products SET status = 'published', published_at = NOW() WHERE id = ?", [
      idToBytes(productId),
    ]);
    const listings = catalog.of(Listings);
    const unitOfWork = catalog.of(UnitOfWork);
    await Promise.all(Array.from({ length: 6 }, () => unitOfWork.run(() => listings.refresh([productId]))));
    expect(await catalog.totals()).toMatchObject({ tents: before + 1 });
  });
});

describe('the database', () => {
  it('refuses a slug or SKU that is taken and a category that is not there, and keeps nothing of it', async () => {
    const known = await catalog.create.execute(
      aProduct({ slug: 'taken', categoryIds: [], variants: [aVariant({ sku: 'TAKEN' })] }),
    );
    const create = (with_: Parameters<typeof aProduct>[0]): Promise<ProductId> =>
      catalog.create.execute(aProduct(with_));
    await expect(create({ slug: 'taken', categoryIds: [] })).rejects.toThrow(SlugTaken);
    await expect(
      create({ slug: 'free', categoryIds: [], variants: [aVariant({ sku: 'TAKEN' })] }),
    ).rejects.toThrow(SkuTaken);
    await expect(create({ slug: 'free', categoryIds: [newId<CategoryId>()] })).rejects.toThrow(
      CategoryNotFound,
    );
    const variants = [aVariant({ choices: [aChoice(1, 1)] })];
    await expect(create({ slug: 'free', categoryIds: [], variants })).rejects.toThrow(InvalidProduct);
    expect(await catalog.query("SELECT 1 FROM products WHERE slug = 'free'")).toEqual([]);
    await expect(
      catalog.place.execute({ productId: known, categoryIds: [newId<CategoryId>()] }),
    ).rejects.toThrow(CategoryNotFound);
    await expect(catalog.publish.execute(newId<ProductId>())).rejects.toThrow(ProductNotFound);
  });
});
