import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogFacade } from '#catalog';
import { newId } from '#shared-kernel';
import type { CategoryId, VariantId } from '../../../libs/catalog/src/domain/ids.js';
import { aVariant, dollars } from '../../../libs/catalog/src/testing/product.builder.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let facade: CatalogFacade;
let lamps: CategoryId;

beforeAll(async () => {
  catalog = await TestCatalog.open();
  facade = catalog.of(CatalogFacade);
  lamps = await catalog.category('lamps', await catalog.department('home'));
});

afterAll(() => catalog.close());

describe('what can be sold', () => {
  it('comes with what a cart line needs, at the price of now', async () => {
    const productId = await catalog.published({
      slug: 'brass-lamp',
      name: 'Brass lamp',
      categoryIds: [lamps],
      variants: [aVariant({ sku: 'BRASS', name: 'Small', price: dollars(30), salePrice: dollars(25) })],
    });
    const [variantId] = await catalog.variantsOf(productId);
    const lamp = {
      variantId,
      productId,
      productSlug: 'brass-lamp',
      productName: 'Brass lamp',
      variantName: 'Small',
      sku: 'BRASS',
      imageUrl: '/images/lamp-moss-1.svg',
      unitPrice: { amount: 2500, currency: 'USD' },
      listPrice: { amount: 3000, currency: 'USD' },
      taxClass: 'standard',
    };
    expect(await facade.sellable([variantId!])).toEqual([lamp]);
    expect(await facade.findBySku('BRASS')).toEqual(lamp);
    await catalog.changePrice.execute({ variantId: variantId!, price: dollars(40), salePrice: null });
    expect(await facade.sellable([variantId!])).toMatchObject([
      { unitPrice: { amount: 4000 }, listPrice: { amount: 4000 } },
    ]);
  });

  it('leaves out drafts, unknown ids and what is no id at all', async () => {
    const productId = await catalog.published({
      categoryIds: [lamps],
      variants: [aVariant({ sku: 'GONE' })],
    });
    const [variantId] = await catalog.variantsOf(productId);
    await catalog.withdraw.execute(productId);
    expect(await facade.sellable([variantId!, newId<VariantId>(), '', 'x', "'; --"])).toEqual([]);
    expect(await facade.findBySku('GONE')).toBeUndefined();
    expect(await facade.findBySku('NEVER')).toBeUndefined();
    expect(await facade.sellable([])).toEqual([]);
  });

  it('answers each variant once, for carts of every size', async () => {
    const ids: VariantId[] = [];
    for (let count = 1; count <= 7; count += 1) {
      ids.push(...(await catalog.variantsOf(await catalog.published({ categoryIds: [lamps] }))));
      const answer = await facade.sellable([...ids, ids[0]!]);
      expect(answer.map(({ variantId }) => variantId).sort()).toEqual([...ids].sort());
    }
  });
});
