import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { CategoryNotFound, SkuTaken } from '../../../libs/catalog/src/domain/catalog.errors.js';
import type { CategoryId, ProductId } from '../../../libs/catalog/src/domain/ids.js';
import { Product } from '../../../libs/catalog/src/domain/product.js';
import { Products } from '../../../libs/catalog/src/domain/products.js';
import type { Choice } from '../../../libs/catalog/src/domain/variant.js';
import { aProduct, aVariant, dollars } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let products: Products;
let unitOfWork: UnitOfWork;
let shelf: CategoryId;
let choices: Choice[];
const now = new Date('2026-03-01T09:00:00Z');

beforeAll(async () => {
  catalog = await TestCatalog.open();
  products = catalog.of(Products);
  unitOfWork = catalog.of(UnitOfWork);
  shelf = await catalog.category('lamps', await catalog.department('home'));
  choices = await Promise.all(['s', 'm', 'l'].map((value) => catalog.choice(`size-${value}`, value)));
}, 30_000);

afterAll(() => catalog.close());

function some(count: number): Product[] {
  return Array.from({ length: count }, () => {
    const variants = choices.map((choice, n) => aVariant({ price: dollars(10 + n), choices: [choice] }));
    const product = Product.create(aProduct({ categoryIds: [shelf], variants }), now);
    product.publish(now);
    return product;
  });
}

function add(many: Product[]): Promise<void> {
  return unitOfWork.run(() => products.addMany(many));
}

/** Loads, changes and saves them in one unit of work. */
function change(ids: readonly ProductId[], how: (product: Product) => void): Promise<void> {
  return unitOfWork.run(async () => {
    const loaded = await products.getMany(ids);
    loaded.forEach(how);
    await products.saveMany(loaded);
  });
}

/** How many statements a change of so many products sends on its connection, the loading included. */
function statementsFor(ids: readonly ProductId[], name: string): Promise<number> {
  const database = catalog.of(Database);
  const asked = async (): Promise<number> => {
    const row = await database.queryOne<{ Value: string }>("SHOW SESSION STATUS LIKE 'Questions'");
    return Number(row?.Value);
  };
  return unitOfWork.run(async () => {
    const before = await asked();
    const loaded = await products.getMany(ids);
    for (const product of loaded) product.change({ name });
    await products.saveMany(loaded);
    return (await asked()) - before;
  });
}

describe('many products at once', () => {
  it('are added, listed and counted, and come back as they went', async () => {
    const many = some(60);
    await add(many);
    expect(await catalog.totals()).toMatchObject({ shop: 60, home: 60, lamps: 60 });
    const loaded = await unitOfWork.run(() => products.getMany(many.map(({ id }) => id)));
    expect(loaded.map(({ id }) => id)).toEqual(many.map(({ id }) => id).sort());
    const [one] = loaded;
    const original = many.find(({ id }) => id === one!.id)!;
    expect(one!.variants.map(({ sku, price, choices: own }) => [sku, price, own])).toEqual(
      original.variants.map(({ sku, price, choices: own }) => [sku, price, own]),
    );
    expect([one!.categoryIds, one!.images, one!.version]).toEqual([
      original.categoryIds,
      original.images,
      original.version,
    ]);
  });

  it('are changed in every part', async () => {
    const many = some(20);
    await add(many);
    const ids = many.map(({ id }) => id);
    await change(ids, (product) => {
      const [first, second, third] = product.variants;
      product.change({ name: `New ${product.name}` });
      product.changePrice(first!.id, { price: dollars(99), salePrice: dollars(1) });
      product.changeVariant(second!.id, { choices: [] });
      product.archiveVariant(third!.id, now);
      product.addVariant(aVariant({ choices: [choices[2]!] }));
    });
    for (const product of await unitOfWork.run(() => products.getMany(ids))) {
      expect(product.name).toMatch(/^New/);
      const [first, second, third, fourth] = product.variants;
      expect(first!.currentPrice(now)).toEqual(dollars(1));
      expect([second!.choices, third!.isArchived]).toEqual([[], true]);
      expect(fourth!.choices).toEqual([choices[2]]);
    }
    const [row] = await catalog.query<{ lowest: number }>(
      'SELECT MIN(price_from_amount) AS lowest FROM product_listings',
    );
    expect(row!.lowest).toBe(100);
  });

  it('need as many statements as one', async () => {
    const many = some(80);
    await add(many);
    const ids = many.map(({ id }) => id);
    const ofOne = await statementsFor(ids.slice(0, 1), 'One');
    expect(await statementsFor(ids, 'Many')).toBe(ofOne);
    expect(ofOne).toBeLessThanOrEqual(16);
  });

  it('may have long descriptions: they go in several statements', async () => {
    const many = some(60);
    for (const product of many) product.change({ description: '漢'.repeat(16_000) });
    await add(many);
    const [row] = await catalog.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM products WHERE CHAR_LENGTH(description) = 16000',
    );
    expect(row!.n).toBe(60);
  });

  it('are all refused if one is', async () => {
    const [good, bad] = some(2) as [Product, Product];
    const lost = Product.create(
      aProduct({ categoryIds: ['00000000-0000-7000-8000-000000000000' as CategoryId] }),
      now,
    );
    await expect(add([good, lost])).rejects.toThrow(CategoryNotFound);
    const [known] = some(1) as [Product];
    await add([known]);
    bad.changeVariant(bad.variants[0]!.id, { sku: known.variants[0]!.sku });
    await expect(add([good, bad])).rejects.toThrow(SkuTaken);
    expect(await unitOfWork.run(() => products.getMany([good.id, bad.id, lost.id]))).toEqual([]);
  });

  it('are told of by name when a change takes what another one has', async () => {
    const [one, other] = some(2) as [Product, Product];
    await add([one, other]);
    const taken = one.variants[0]!.sku;
    const theft = change([other.id], (product) => {
      product.changeVariant(product.variants[0]!.id, { sku: taken });
    });
    await expect(theft).rejects.toThrow(taken);
    const [row] = await catalog.query<{ n: number }>('SELECT COUNT(*) AS n FROM variants WHERE sku = ?', [
      taken,
    ]);
    expect(row!.n).toBe(1);
  });

  it('are not saved unless they were loaded here', async () => {
    const [stranger] = some(1) as [Product];
    await expect(unitOfWork.run(() => products.save(stranger))).rejects.toThrow('was not loaded');
  });
});
