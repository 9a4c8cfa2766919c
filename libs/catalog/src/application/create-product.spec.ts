import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { CategoryNotFound, InvalidProduct, ProductNotFound, SlugTaken } from '../domain/catalog.errors.js';
import type { CategoryId, ProductId } from '../domain/ids.js';
import { aCounter } from '../testing/counter.js';
import { aProduct } from '../testing/product.builder.js';

const { shelf, now, products, createProduct } = aCounter();

describe('creating a product', () => {
  it('keeps a draft with the time of its making', async () => {
    const id = await createProduct.execute(aProduct({ slug: 'desk-lamp', categoryIds: [shelf] }));
    expect(await products.get(id)).toMatchObject({
      slug: 'desk-lamp',
      status: 'draft',
      createdAt: now,
      categoryIds: [shelf],
    });
  });

  it('refuses a slug that is taken, a category that is not there, and what the product itself refuses', async () => {
    const create = (slug: string, category = shelf): Promise<ProductId> =>
      createProduct.execute(aProduct({ slug, categoryIds: [category] }));
    await create('twice');
    await expect(create('twice')).rejects.toThrow(SlugTaken);
    await expect(create('nowhere', newId<CategoryId>())).rejects.toThrow(CategoryNotFound);
    await expect(create('Not A Slug')).rejects.toThrow(InvalidProduct);
    await expect(products.get(newId<ProductId>())).rejects.toThrow(ProductNotFound);
  });
});
