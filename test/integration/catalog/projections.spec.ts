import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import type { CategoryId, ProductId, VariantId } from '../../../libs/catalog/src/domain/ids.js';
import type { Choice } from '../../../libs/catalog/src/domain/variant.js';
import { aVariant } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let lamps: CategoryId;
let choices: Choice[];

beforeAll(async () => {
  catalog = await TestCatalog.open();
  lamps = await catalog.category('lamps', await catalog.department('home'));
  choices = [await catalog.choice('colour', 'red'), await catalog.choice('tone', 'pale')];
});

afterAll(() => catalog.close());

async function aLamp(): Promise<{ id: ProductId; variants: VariantId[] }> {
  const id = await catalog.published({
    categoryIds: [lamps],
    variants: choices.map((choice) => aVariant({ choices: [choice] })),
  });
  return { id, variants: await catalog.variantsOf(id) };
}

async function statesOf(id: ProductId): Promise<string[]> {
  const { stockState, variants } = await catalog.details.find(id);
  return [stockState, ...variants.map((variant) => variant.stockState)];
}

describe('the stock state of a product', () => {
  it('begins as sold out, and is that of its best variant', async () => {
    const { id, variants } = await aLamp();
    expect(await statesOf(id)).toEqual(['sold-out', 'sold-out', 'sold-out']);
    await catalog.projectStock.execute({ variantId: variants[0]!, available: 3, version: 1 });
    expect(await statesOf(id)).toEqual(['low', 'low', 'sold-out']);
    await catalog.projectStock.execute({ variantId: variants[1]!, available: 6, version: 1 });
    expect(await statesOf(id)).toEqual(['in-stock', 'low', 'in-stock']);
  });

  it('is that of the highest version, in whatever order and however often they come', async () => {
    const { id, variants } = await aLamp();
    const [variantId, otherId] = [variants[0]!, variants[1]!];
    const history = [
      { variantId, available: 9, version: 1 },
      { variantId, available: 4, version: 2 },
      { variantId, available: 0, version: 5 },
    ];
    for (const change of [history[2]!, history[0]!, history[1]!, history[2]!, history[0]!])
      await catalog.projectStock.execute(change);
    expect(await statesOf(id)).toEqual(['sold-out', 'sold-out', 'sold-out']);
    await catalog.projectStock.execute({ variantId, available: 9, version: 6 });
    await Promise.all(
      history.map((change) => catalog.projectStock.execute({ ...change, variantId: otherId })),
    );
    expect(await statesOf(id)).toEqual(['in-stock', 'in-stock', 'sold-out']);
  });

  it('is right when the last two variants sell out at the same moment', async () => {
    const { id, variants } = await aLamp();
    for (let round = 1; round <= 10; round += 1) {
      await Promise.all(
        variants.map((variantId) =>
          catalog.projectStock.execute({ variantId, available: 9, version: 2 * round - 1 }),
        ),
      );
      expect(await statesOf(id)).toEqual(['in-stock', 'in-stock', 'in-stock']);
      await Promise.all(
        variants.map((variantId) =>
          catalog.projectStock.execute({ variantId, available: 0, version: 2 * round }),
        ),
      );
      expect(await statesOf(id)).toEqual(['sold-out', 'sold-out', 'sold-out']);
    }
  });

  it('is not disturbed by news of a variant that is not there', async () => {
    await catalog.projectStock.execute({ variantId: newId<VariantId>(), available: 0, version: 9 });
  });
});

describe('the popularity of a product', () => {
  it('grows by the units sold, and sorts the lists', async () => {
    const [first, second] = [await aLamp(), await aLamp()];
    await catalog.countSales.execute([
      { productId: first.id, quantity: 1 },
      { productId: second.id, quantity: 2 },
      { productId: first.id, quantity: 2 },
    ]);
    const { items } = await catalog.lists.list(
      { category: 'lamps', sort: 'best-selling' },
      { offset: 0, limit: 2 },
    );
    expect(items.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('survives a new listing', async () => {
    const { id } = await aLamp();
    await catalog.countSales.execute([{ productId: id, quantity: 50 }]);
    await catalog.withdraw.execute(id);
    await catalog.countSales.execute([{ productId: id, quantity: 50 }]);
    await catalog.publish.execute(id);
    const rows = await catalog.query(
      'SELECT DISTINCT popularity FROM product_listings WHERE product_id = ?',
      [idToBytes(id)],
    );
    expect(rows).toEqual([{ popularity: 100 }]);
  });

  it('counts every one of many orders at a time', async () => {
    const lampsSold = [await aLamp(), await aLamp()];
    const sales = lampsSold.map(({ id }) => ({ productId: id, quantity: 1 }));
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        catalog.countSales.execute(n % 2 === 0 ? sales : sales.toReversed()),
      ),
    );
    for (const { id } of lampsSold) {
      expect(await catalog.query('SELECT popularity FROM products WHERE id = ?', [idToBytes(id)])).toEqual([
        { popularity: 20 },
      ]);
    }
  });
});
