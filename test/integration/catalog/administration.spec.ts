import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShopOffice, usd } from './shop-office.js';

let office: ShopOffice;

beforeAll(async () => {
  office = await ShopOffice.open();
  await office.option('colour', 'moss', 'ocean');
  await office.option('size', 's', 'm');
}, 30_000);

afterAll(() => office.close());

const card = async (slug: string): Promise<unknown> =>
  (await office.public.send('GET', `/v1/products/${slug}`)).status;

describe('a product', () => {
  it('begins as a draft that only staff see, with its variants named by their values', async () => {
    const category = await office.category();
    const product = await office.product({
      slug: 'harbour-lamp',
      name: 'Harbour lamp',
      description: 'It shines.',
      categoryIds: [category.id],
      variants: [
        {
          sku: 'HAR-MOS-S',
          price: usd(3000),
          choices: [
            { option: 'size', value: 's' },
            { option: 'colour', value: 'moss' },
          ],
        },
        { sku: 'HAR-OCE', name: 'Sea', price: usd(2500), choices: [{ option: 'colour', value: 'ocean' }] },
      ],
    });
    expect(product).toMatchObject({
      slug: 'harbour-lamp',
      status: 'draft',
      version: 1,
      taxClass: 'standard',
      currency: 'USD',
      priceFrom: usd(2500),
      publishedAt: null,
      categories: [{ id: category.id, slug: category.slug }],
      variants: [
        { sku: 'HAR-MOS-S', name: 'MOSS / S', price: usd(3000), currentPrice: usd(3000), archivedAt: null },
        { sku: 'HAR-OCE', name: 'Sea', choices: [{ option: 'colour', value: 'ocean' }] },
      ],
    });
    expect(await office.see(product.id)).toEqual(product);
    expect(await card('harbour-lamp')).toBe(404);
    const [entry] = await office.audit(product.id);
    expect(entry).toMatchObject({ actor: office.ida, action: 'catalog.create-product', before: null });
    expect(entry?.after).toMatchObject({ slug: 'harbour-lamp', status: 'draft' });
  });

  it('is made once, however often the same request comes', async () => {
    const body = { slug: 'once', name: 'Once' };
    const send = (): Promise<{ status: number }> =>
      office.staff.send('POST', '/v1/admin/products', body, { 'idempotency-key': 'make-once' });
    expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
    const other = await office.staff.send('POST', '/v1/admin/products', body);
    expect(other).toMatchObject({ status: 409, body: { code: 'catalog.slug-taken' } });
  });

  it('is renamed, redescribed and moved to a new address; the old one leads nowhere', async () => {
    const product = await office.published();
    const answer = await office.change('PATCH', `products/${product.id}`, product, {
      slug: 'brand-new',
      name: 'Brand new',
      description: 'As new.',
      taxClass: 'reduced',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ name: 'Brand new', description: 'As new.', taxClass: 'reduced' });
    expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`);
    expect([await card('brand-new'), await card(product.slug)]).toEqual([200, 404]);
    expect((await office.audit(product.id)).at(-1)).toEqual({
      actor: office.ida,
      action: 'catalog.change-product',
      before: { slug: product.slug, name: product.name, description: '', taxClass: 'standard' },
      after: { slug: 'brand-new', name: 'Brand new', description: 'As new.', taxClass: 'reduced' },
    });
  });

  it('goes on sale, is withdrawn, put away and brought back', async () => {
    let product = await office.product();
    const step = async (method: string, path: string): Promise<string> => {
      const answer = await office.change(method, `products/${product.id}/${path}`, product, {});
      if (answer.status !== 200) return answer.body.code;
      product = answer.body;
      return product.status;
    };
    expect(await step('POST', 'publication')).toBe('catalog.not-ready-for-sale');
    const categoryIds = [(await office.category()).id];
    product = (await office.change('PUT', `products/${product.id}/categories`, product, { categoryIds }))
      .body;
    expect(await step('POST', 'publication')).toBe('published');
    expect(await card(product.slug)).toBe(200);
    expect(await step('POST', 'publication')).toBe('catalog.status-change-refused');
    expect(await step('DELETE', 'archiving')).toBe('catalog.status-change-refused');
    expect(await step('DELETE', 'publication')).toBe('draft');
    expect(await step('DELETE', 'publication')).toBe('catalog.status-change-refused');
    expect(await step('POST', 'archiving')).toBe('archived');
    expect(await step('POST', 'publication')).toBe('catalog.status-change-refused');
    expect(await step('DELETE', 'archiving')).toBe('draft');
    expect(await card(product.slug)).toBe(404);
  });

  it('is removed if it was never published, and archived otherwise', async () => {
    const draft = await office.product({
      variants: [{ sku: 'GONE', price: usd(1), choices: [{ option: 'size', value: 'm' }] }],
      categoryIds: [(await office.category()).id],
    });
    expect((await office.change('DELETE', `products/${draft.id}`, draft)).status).toBe(204);
    expect((await office.staff.send('GET', `/v1/admin/products/${draft.id}`)).status).toBe(404);
    expect((await office.audit(draft.id)).at(-1)).toMatchObject({ action: 'catalog.remove-product' });
    const sold = await office.published();
    const withdrawn = (await office.change('DELETE', `products/${sold.id}/publication`, sold)).body;
    const refused = await office.change('DELETE', `products/${sold.id}`, withdrawn);
    expect(refused).toMatchObject({ status: 409, body: { code: 'catalog.product-may-be-ordered' } });
  });

  it('tells readers what has changed: itself, and the lists that it enters or leaves', async () => {
    const product = await office.product({ categoryIds: [(await office.category()).id] });
    const [category] = product.categories;
    await office.told();
    const published = (await office.change('POST', `products/${product.id}/publication`, product, {})).body;
    const told = await office.told();
    expect(told).toContain(`product ${product.id}`);
    expect(told).toContain(`scope ${category!.id}`);
    const found = 'search 00000000-0000-0000-0000-000000000000';
    expect(told).toContain(found);
    expect(told).toHaveLength(5);
    await office.change('PATCH', `products/${product.id}`, published, { description: 'On its own page.' });
    // And whatever its words could be found by.
    expect(await office.told()).toEqual([`product ${product.id}`, found]);
  });
});

describe('two of the staff at once', () => {
  it('do not overwrite each other: the second is told which version there is', async () => {
    const product = await office.product();
    const first = await office.change('PATCH', `products/${product.id}`, product, { name: 'Mine' });
    const second = await office.change('PATCH', `products/${product.id}`, product, { name: 'No, mine' });
    expect(second).toMatchObject({ status: 412, body: { code: 'catalog.changed-meanwhile' } });
    expect(second.body.errors).toEqual([
      { field: 'If-Match', code: 'version', message: `the current version is "${first.body.version}"` },
    ]);
    expect((await office.see(product.id)).name).toBe('Mine');
  });

  it('are told apart even in the same moment', async () => {
    const product = await office.product();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        office.change('PATCH', `products/${product.id}`, product, { name: `Name ${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
    const winner = answers.find(({ status }) => status === 200)!.body;
    expect(await office.see(product.id)).toEqual(winner);
    expect(await office.audit(product.id)).toHaveLength(2);
  });

  it('must say what they have seen', async () => {
    const product = await office.product();
    const without = await office.change('PATCH', `products/${product.id}`, undefined, { name: 'Blind' });
    expect(without).toMatchObject({ status: 428, body: { code: 'http.version-required' } });
    const path = `/v1/admin/products/${product.id}`;
    const broken = await office.staff.send('PATCH', path, { name: 'Blind' }, { 'if-match': 'W/"1"' });
    expect(broken.status).toBe(412);
    expect((await office.staff.send('PATCH', path, { name: 'Any' }, { 'if-match': '*' })).status).toBe(200);
  });
});
