import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import {
  ChangedMeanwhile,
  ProductMayBeOrdered,
  ProductNotFound,
  StatusChangeRefused,
  VariantMayBeOrdered,
  VariantNotFound,
} from '../domain/catalog.errors.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import { aCounter } from '../testing/counter.js';
import { aChoice, aProduct, aVariant, dollars } from '../testing/product.builder.js';
import { ArchiveProduct } from './archive-product.js';
import { ArchiveVariant } from './archive-variant.js';
import { ChangePrice } from './change-price.js';
import { ChangeProduct } from './change-product.js';
import { OrderVariants } from './order-variants.js';
import { PublishProduct } from './publish-product.js';
import { RemoveProduct } from './remove-product.js';
import { RemoveVariant } from './remove-variant.js';
import { WithdrawProduct } from './withdraw-product.js';

const { shelf, now, products, changes, createProduct, audited, unitOfWork, auditLog } = aCounter();
const removeProduct = new RemoveProduct(unitOfWork, products, auditLog);
const ida = { actor: 'ida' };

function product(): Promise<ProductId> {
  const variants = [aVariant({ choices: [aChoice(1, 1)] }), aVariant({ choices: [aChoice(1, 2)] })];
  return createProduct.execute(aProduct({ categoryIds: [shelf], variants }));
}

async function variantsOf(id: ProductId): Promise<VariantId[]> {
  return (await products.get(id)).variants.map((variant) => variant.id);
}

describe('every change of a product', () => {
  it('tells the audit log who changed what, and no more', async () => {
    const id = await product();
    const { slug } = await products.get(id);
    await new ChangeProduct(changes).execute(id, { name: 'New name' }, ida);
    expect(audited.at(-1)).toEqual({
      actor: 'ida',
      action: 'catalog.change-product',
      subjectType: 'product',
      subjectId: id,
      before: { name: 'Lamp' },
      after: { name: 'New name' },
    });
    const [first] = await variantsOf(id);
    await new ChangePrice(changes).execute({ variantId: first!, price: dollars(7), salePrice: null }, ida);
    expect(audited.at(-1)).toMatchObject({
      before: { variants: { [first!]: { price: dollars(10) } } },
      after: { variants: { [first!]: { price: dollars(7) } } },
    });
    expect((await products.get(id)).slug).toBe(slug);
  });

  it('is refused to those who have seen another version', async () => {
    const id = await product();
    const { version } = await products.get(id);
    const rename = new ChangeProduct(changes);
    await rename.execute(id, { name: 'First' }, { ...ida, seen: [version] });
    await expect(rename.execute(id, { name: 'Second' }, { ...ida, seen: [version] })).rejects.toThrow(
      ChangedMeanwhile,
    );
    await expect(removeProduct.execute(id, { ...ida, seen: [Number.NaN] })).rejects.toThrow(ChangedMeanwhile);
    expect((await products.get(id)).name).toBe('First');
    await expect(rename.execute(newId(), { name: 'x' })).rejects.toThrow(ProductNotFound);
  });
});

describe('putting away', () => {
  it('takes a product out of the shop, until it is restored', async () => {
    const id = await product();
    const archiveProduct = new ArchiveProduct(changes);
    await archiveProduct.execute(id, ida);
    expect(await products.get(id)).toMatchObject({ status: 'archived' });
    await expect(archiveProduct.execute(id, ida)).rejects.toThrow(StatusChangeRefused);
    await archiveProduct.restore(id, ida);
    expect(await products.get(id)).toMatchObject({ status: 'draft' });
  });

  it('takes a variant out of its product, until it is restored', async () => {
    const id = await product();
    const [first] = await variantsOf(id);
    const archiveVariant = new ArchiveVariant(changes);
    await archiveVariant.execute(first!, ida);
    expect((await products.get(id)).variant(first!)).toMatchObject({ isArchived: true, archivedAt: now });
    await archiveVariant.restore(first!, ida);
    expect((await products.get(id)).variant(first!).isArchived).toBe(false);
    await expect(archiveVariant.execute(newId(), ida)).rejects.toThrow(VariantNotFound);
  });
});

describe('removing', () => {
  it('is for what nobody can have ordered', async () => {
    const id = await product();
    const [first, second] = await variantsOf(id);
    await new OrderVariants(changes).execute(id, [second!, first!], ida);
    expect(await variantsOf(id)).toEqual([second, first]);
    const removeVariant = new RemoveVariant(changes);
    await removeVariant.execute(first!, ida);
    expect(await variantsOf(id)).toEqual([second]);
    await new PublishProduct(changes).execute(id, ida);
    await new WithdrawProduct(changes).execute(id, ida);
    await expect(removeVariant.execute(second!, ida)).rejects.toThrow(VariantMayBeOrdered);
    await expect(removeProduct.execute(id, ida)).rejects.toThrow(ProductMayBeOrdered);
    const draft = await product();
    await removeProduct.execute(draft, ida);
    await expect(products.get(draft)).rejects.toThrow(ProductNotFound);
    expect(audited.at(-1)).toMatchObject({ action: 'catalog.remove-product', before: { status: 'draft' } });
  });
});
