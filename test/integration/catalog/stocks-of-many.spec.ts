import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import type { CategoryId, ProductId, VariantId } from '../../../libs/catalog/src/domain/ids.js';
import { aVariant } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let lamps: CategoryId;

beforeAll(async () => {
  catalog = await TestCatalog.open();
  lamps = await catalog.category('lamps', await catalog.department('home'));
});
afterAll(() => catalog.close());

async function twoVariants(): Promise<{ id: ProductId; variants: VariantId[] }> {
  const option = `option-${newId().slice(-12)}`;
  const red = await catalog.choice(option, 'red');
  const id = await catalog.published({
    categoryIds: [lamps],
    variants: [aVariant({ choices: [red] }), aVariant({ choices: [] })],
  });
  return { id, variants: await catalog.variantsOf(id) };
}

async function statesOf(id: ProductId): Promise<string[]> {
  const rows = await catalog.query<{ state: string }>(
    `SELECT stock_state AS state FROM products WHERE id = ?
     UNION ALL (SELECT stock_state FROM variants WHERE product_id = ? ORDER BY position)`,
    [idToBytes(id), idToBytes(id)],
  );
  return rows.map(({ state }) => state);
}

async function told(id: ProductId): Promise<number> {
  const rows = await catalog.query('SELECT 1 FROM change_feed WHERE subject = ?', [idToBytes(id)]);
  return rows.length;
}

describe('the stock of many variants at once', () => {
  it('shows at each variant, and at each product as that of its best', async () => {
    const [one, other] = [await twoVariants(), await twoVariants()];
    await catalog.projectStock.executeAll([
      { variantId: one.variants[0]!, available: 3, version: 1 },
      { variantId: one.variants[1]!, available: 60, version: 4 },
      { variantId: other.variants[0]!, available: 2, version: 1 },
      { variantId: newId<VariantId>(), available: 2, version: 1 },
    ]);
    expect(await statesOf(one.id)).toEqual(['in-stock', 'low', 'in-stock']);
    expect(await statesOf(other.id)).toEqual(['low', 'low', 'sold-out']);
  });

  it('is old news where something newer has been told', async () => {
    const { id, variants } = await twoVariants();
    await catalog.projectStock.execute({ variantId: variants[0]!, available: 9, version: 5 });
    await catalog.projectStock.executeAll([
      { variantId: variants[0]!, available: 0, version: 4 },
      { variantId: variants[1]!, available: 0, version: 1 },
    ]);
    expect(await statesOf(id)).toEqual(['in-stock', 'in-stock', 'sold-out']);
  });

  it('tells the change feed of products that look different now, and of no others', async () => {
    const [changed, same] = [await twoVariants(), await twoVariants()];
    const before = [await told(changed.id), await told(same.id)];
    await catalog.projectStock.executeAll([
      { variantId: changed.variants[0]!, available: 1, version: 1 },
      { variantId: same.variants[0]!, available: 0, version: 1 },
    ]);
    expect([await told(changed.id), await told(same.id)]).toEqual([before[0]! + 1, before[1]]);
  });
});
