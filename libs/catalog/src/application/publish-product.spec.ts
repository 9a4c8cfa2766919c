import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { NotReadyForSale, ProductNotFound, StatusChangeRefused } from '../domain/catalog.errors.js';
import type { ProductId } from '../domain/ids.js';
import { aCounter } from '../testing/counter.js';
import { aProduct } from '../testing/product.builder.js';
import { PlaceProduct } from './place-product.js';
import { PublishProduct } from './publish-product.js';
import { WithdrawProduct } from './withdraw-product.js';

const { shelf, now, products, createProduct, changes } = aCounter();
const publishProduct = new PublishProduct(changes);
const withdrawProduct = new WithdrawProduct(changes);
const placeProduct = new PlaceProduct(changes);

describe('publishing a product', () => {
  it('puts it on sale from now on, until it is withdrawn', async () => {
    const id = await createProduct.execute(aProduct({ categoryIds: [shelf] }));
    await publishProduct.execute(id);
    expect(await products.get(id)).toMatchObject({ status: 'published', publishedAt: now });
    await expect(publishProduct.execute(id)).rejects.toThrow(StatusChangeRefused);
    await withdrawProduct.execute(id);
    expect(await products.get(id)).toMatchObject({ status: 'draft', publishedAt: now });
  });

  it('waits for a category', async () => {
    const productId = await createProduct.execute(aProduct({ categoryIds: [] }));
    await expect(publishProduct.execute(productId)).rejects.toThrow(NotReadyForSale);
    await placeProduct.execute({ productId, categoryIds: [shelf] });
    await publishProduct.execute(productId);
    expect(await products.get(productId)).toMatchObject({ status: 'published', categoryIds: [shelf] });
  });

  it('is refused for a product that is not there', async () => {
    await expect(publishProduct.execute(newId<ProductId>())).rejects.toThrow(ProductNotFound);
  });
});
