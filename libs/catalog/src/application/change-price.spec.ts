import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { InvalidProduct, VariantNotFound } from '../domain/catalog.errors.js';
import type { VariantId } from '../domain/ids.js';
import { aCounter } from '../testing/counter.js';
import { aProduct, aVariant, dollars } from '../testing/product.builder.js';
import { ChangePrice } from './change-price.js';

const counter = aCounter();
const { shelf, now, products, createProduct } = counter;
const changePrice = new ChangePrice(counter.changes);

async function variantOf(price: number): Promise<VariantId> {
  const variants = [aVariant({ price: dollars(price) })];
  const product = await products.get(
    await createProduct.execute(aProduct({ categoryIds: [shelf], variants })),
  );
  return product.variants[0]!.id;
}

async function priceOf(variantId: VariantId): Promise<number | undefined> {
  return (await products.havingVariant(variantId)).variants[0]?.currentPrice(now).amount;
}

describe('changing a price', () => {
  it('begins and ends a sale', async () => {
    const variantId = await variantOf(30);
    await changePrice.execute({ variantId, price: dollars(30), salePrice: dollars(20) });
    expect(await priceOf(variantId)).toBe(2000);
    await changePrice.execute({ variantId, price: dollars(32), salePrice: null });
    expect(await priceOf(variantId)).toBe(3200);
  });

  it('is refused for nonsense, and for a variant that is not there', async () => {
    const variantId = await variantOf(30);
    await expect(
      changePrice.execute({ variantId, price: dollars(30), salePrice: dollars(30) }),
    ).rejects.toThrow(InvalidProduct);
    const unknown = newId<VariantId>();
    await expect(
      changePrice.execute({ variantId: unknown, price: dollars(1), salePrice: null }),
    ).rejects.toThrow(VariantNotFound);
    expect(await priceOf(variantId)).toBe(3000);
  });
});
