import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { inSeconds, ShopOffice, usd } from './shop-office.js';

let office: ShopOffice;

beforeAll(async () => {
  office = await ShopOffice.open();
  await office.option('colour', 'moss', 'ocean');
  await office.option('size', 's', 'm');
}, 30_000);

afterAll(() => office.close());

describe('a price', () => {
  it('may come with a sale that begins and ends by the clock, to the second', async () => {
    const product = await office.published();
    const variant = product.variants[0]!;
    const path = `variants/${variant.id}/price`;
    const sale = { price: usd(2000), salePrice: usd(1500) };
    const soon = await office.change('PUT', path, product, { ...sale, saleStartsAt: inSeconds(60) });
    expect(soon.body.variants[0]).toMatchObject({ salePrice: usd(1500), currentPrice: usd(2000) });
    expect(soon.body.priceFrom).toEqual(usd(2000));
    await office.hurry(product.id, 61);
    // What is charged goes by the clock, before any schedule has run.
    expect(await office.catalog.sellable([variant.id])).toMatchObject([
      { unitPrice: usd(1500), listPrice: usd(2000) },
    ]);
    const ended = await office.change('PUT', path, soon.body, { ...sale, saleEndsAt: inSeconds(60) });
    expect(ended.body.priceFrom).toEqual(usd(1500));
    await office.hurry(product.id, 61);
    expect(await office.catalog.findBySku(variant.sku)).toMatchObject({ unitPrice: usd(2000) });
    expect((await office.see(product.id)).variants[0]?.currentPrice).toEqual(usd(2000));
    const none = await office.change('PUT', path, ended.body, { price: usd(1800) });
    expect(none.body.variants[0]).toMatchObject({ salePrice: null, saleEndsAt: null });
    expect((await office.audit(product.id)).at(-1)).toMatchObject({ action: 'catalog.change-price' });
  });

  it.each([
    ['in another currency', { price: { amount: 100, currency: 'EUR' } }, 'catalog.invalid-product', 'price'],
    ['of nothing', { price: usd(0) }, 'catalog.invalid-product', 'price'],
    ['below nothing', { price: usd(-5) }, 'catalog.invalid-product', 'price'],
    ['in parts of cents', { price: usd(1.5) }, 'validation.failed', 'price.amount'],
    ['as text', { price: '20' }, 'validation.failed', 'price'],
    ['that is missing', {}, 'validation.failed', 'price'],
    [
      'with a sale that is dearer',
      { price: usd(5), salePrice: usd(5) },
      'catalog.invalid-product',
      'salePrice',
    ],
    [
      'with a sale that ends before it begins',
      {
        price: usd(5),
        salePrice: usd(4),
        saleStartsAt: '2027-01-02T00:00:00Z',
        saleEndsAt: '2027-01-01T00:00:00Z',
      },
      'catalog.invalid-product',
      'saleEndsAt',
    ],
    [
      'with a window for no sale',
      { price: usd(5), saleEndsAt: inSeconds(9) },
      'catalog.invalid-product',
      'salePrice',
    ],
    [
      'until no day',
      { price: usd(5), salePrice: usd(4), saleEndsAt: '2027-02-30T00:00:00Z' },
      'validation.failed',
      'saleEndsAt',
    ],
    [
      'until no zone',
      { price: usd(5), salePrice: usd(4), saleEndsAt: '2027-02-20T00:00:00' },
      'validation.failed',
      'saleEndsAt',
    ],
    ['with more than prices', { price: usd(5), stock: 7 }, 'validation.failed', 'stock'],
  ])('%s is refused', async (_, body, code, field) => {
    const product = await office.product();
    const answer = await office.change('PUT', `variants/${product.variants[0]!.id}/price`, product, body);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.errors?.map((each) => each.field)).toContain(field);
    expect((await office.see(product.id)).version).toBe(product.version);
  });
});

describe('variants', () => {
  it('are added, changed, put in order, put away and brought back', async () => {
    let product = await office.product();
    const run = async (method: string, path: string, body?: unknown): Promise<string[]> => {
      const answer = await office.change(method, path, product, body);
      expect(answer.status).toBeLessThan(300);
      product = answer.body;
      return product.variants.filter(({ archivedAt }) => archivedAt === null).map(({ sku }) => sku);
    };
    const [first] = product.variants;
    const choices = [{ option: 'size', value: 'm' }];
    expect(
      await run('POST', `products/${product.id}/variants`, { sku: 'SECOND', price: usd(100), choices }),
    ).toEqual([first!.sku, 'SECOND']);
    const second = product.variants[1]!;
    expect(second).toMatchObject({ name: 'M', stockState: 'sold-out' });
    await run('PATCH', `variants/${second.id}`, {
      sku: 'SECOND-B',
      name: 'Medium',
      choices: [{ option: 'colour', value: 'moss' }],
    });
    expect(product.variants[1]).toMatchObject({
      sku: 'SECOND-B',
      name: 'Medium',
      choices: [{ option: 'colour', value: 'moss' }],
    });
    expect(await run('PUT', `products/${product.id}/variant-order`, { variantIds: [second.id] })).toEqual([
      'SECOND-B',
      first!.sku,
    ]);
    expect(product.priceFrom).toEqual(usd(100));
    expect(await run('POST', `variants/${second.id}/archiving`)).toEqual([first!.sku]);
    expect(product.priceFrom).toEqual(usd(2000));
    expect(await run('DELETE', `variants/${second.id}/archiving`)).toHaveLength(2);
    expect(await run('DELETE', `variants/${second.id}`)).toEqual([first!.sku]);
    expect((await office.audit(product.id)).map(({ action }) => action)).toEqual([
      'catalog.create-product',
      'catalog.add-variant',
      'catalog.change-variant',
      'catalog.order-variants',
      'catalog.archive-variant',
      'catalog.restore-variant',
      'catalog.remove-variant',
    ]);
  });

  it('that are put away can not be bought, and a product without others is not listed', async () => {
    const product = await office.published();
    const variant = product.variants[0]!;
    const category = product.categories[0]!.slug;
    const total = async (): Promise<number> =>
      (await office.public.get<{ total: number }>(`/v1/products?category=${category}`)).total;
    expect(await total()).toBe(1);
    const removal = await office.change('DELETE', `variants/${variant.id}`, product);
    expect(removal).toMatchObject({ status: 409, body: { code: 'catalog.variant-may-be-ordered' } });
    const archived = await office.change('POST', `variants/${variant.id}/archiving`, product);
    expect(await office.catalog.sellable([variant.id])).toEqual([]);
    expect(await office.catalog.findBySku(variant.sku)).toBeUndefined();
    expect(await total()).toBe(0);
    await office.change('DELETE', `variants/${variant.id}/archiving`, archived.body);
    expect(await total()).toBe(1);
    expect(await office.catalog.sellable([variant.id])).toHaveLength(1);
  });

  it.each([
    ['a SKU that is taken', { sku: 'TAKEN' }, 409, 'catalog.sku-taken'],
    ['a SKU in lower case', { sku: 'taken' }, 400, 'catalog.invalid-product'],
    [
      'a value that there is not',
      { choices: [{ option: 'size', value: 'xxl' }] },
      400,
      'catalog.unknown-option-value',
    ],
    [
      'an option that there is not',
      { choices: [{ option: 'smell', value: 's' }] },
      400,
      'catalog.unknown-option-value',
    ],
    [
      'two values of one option',
      {
        choices: [
          { option: 'size', value: 's' },
          { option: 'size', value: 'm' },
        ],
      },
      400,
      'catalog.invalid-product',
    ],
    ['the values of another', { choices: [] }, 400, 'catalog.invalid-product'],
    [
      'a price of another currency',
      { price: { amount: 1, currency: 'EUR' } },
      400,
      'catalog.invalid-product',
    ],
    ['an id of its own', { id: newId() }, 400, 'validation.failed'],
    ['a stock', { available: 9 }, 400, 'validation.failed'],
    ['a choice of its own making', { choices: [{ optionId: newId() }] }, 400, 'validation.failed'],
  ])('with %s are refused, and nothing is kept of them', async (_, with_, status, code) => {
    if (code === 'catalog.sku-taken' && (await office.catalog.findBySku('TAKEN')) === undefined)
      await office.published({ variants: [{ sku: 'TAKEN', price: usd(1) }] });
    const product = await office.product();
    const answer = await office.change('POST', `products/${product.id}/variants`, product, {
      sku: office.word('NEW').toUpperCase(),
      price: usd(100),
      choices: [{ option: 'size', value: 's' }],
      ...with_,
    });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await office.see(product.id)).toEqual(product);
  });

  it('can not take the SKU of another, neither by a change', async () => {
    const [one, other] = [await office.product(), await office.product()];
    const sku = one.variants[0]!.sku;
    const answer = await office.change('PATCH', `variants/${other.variants[0]!.id}`, other, { sku });
    expect(answer).toMatchObject({ status: 409, body: { code: 'catalog.sku-taken' } });
    expect(answer.body.detail).toContain(sku);
    expect([await office.see(one.id), await office.see(other.id)]).toEqual([one, other]);
  });
});
