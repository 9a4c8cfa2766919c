import { beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidProduct, UnknownOptionValue } from '../domain/catalog.errors.js';
import type { ProductId } from '../domain/ids.js';
import { Option } from '../domain/option.js';
import { aCounter } from '../testing/counter.js';
import { aProduct, dollars } from '../testing/product.builder.js';
import { AddVariant } from './add-variant.js';
import { ChangeVariant } from './change-variant.js';

const { shelf, products, options, changes, createProduct, variantInputs, unitOfWork } = aCounter();
const addVariant = new AddVariant(unitOfWork, changes, variantInputs);
const changeVariant = new ChangeVariant(changes, variantInputs);
const price = { price: dollars(10), salePrice: null };
const size = (value: string): { option: string; value: string } => ({ option: 'size', value });
let productId: ProductId;

beforeEach(async () => {
  productId = await createProduct.execute(aProduct({ categoryIds: [shelf], variants: [] }));
  if ((await options.all()).length === 0)
    await options.add(
      Option.create(
        {
          code: 'size',
          name: 'Size',
          values: [
            { code: 'm', name: 'Medium' },
            { code: 's', name: 'Small' },
          ],
        },
        0,
      ),
    );
});

describe('adding a variant', () => {
  it('takes option values by their codes, and its name from theirs', async () => {
    const id = await addVariant.execute({ productId, sku: 'M', ...price, choices: [size('m')] });
    expect((await products.get(productId)).variant(id)).toMatchObject({ sku: 'M', name: 'Medium' });
    const named = await addVariant.execute({
      productId,
      sku: 'S',
      name: 'Tiny',
      ...price,
      choices: [size('s')],
    });
    expect((await products.get(productId)).variant(named).name).toBe('Tiny');
  });

  it('is refused for values that there are not, and for a second one alike', async () => {
    const add = (sku: string, value: string): Promise<unknown> =>
      addVariant.execute({ productId, sku, ...price, choices: [size(value)] });
    await expect(add('XL', 'xl')).rejects.toThrow(UnknownOptionValue);
    await add('M', 'm');
    await expect(add('M-2', 'm')).rejects.toThrow(InvalidProduct);
    expect((await products.get(productId)).variants).toHaveLength(1);
  });
});

describe('changing a variant', () => {
  it('leaves what is not named as it is', async () => {
    const id = await addVariant.execute({ productId, sku: 'M', ...price, choices: [size('m')] });
    await changeVariant.execute(id, { choices: [size('s')] });
    const [small] = await options.choices([size('s')]);
    const variant = (await products.get(productId)).variant(id);
    expect(variant).toMatchObject({ sku: 'M', name: 'Medium' });
    expect(variant.choices[0]?.optionValueId).toBe(small!.optionValueId);
    await changeVariant.execute(id, { sku: 'S', name: 'Small' });
    expect((await products.get(productId)).variant(id)).toMatchObject({ sku: 'S', name: 'Small' });
    await expect(changeVariant.execute(id, { choices: [size('xl')] })).rejects.toThrow(UnknownOptionValue);
  });
});
