import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { AdminProductPage } from '../../../libs/catalog/src/queries/admin-product.views.js';
import { ShopOffice } from './shop-office.js';

let office: ShopOffice;

beforeAll(async () => {
  office = await ShopOffice.open({ sampleShop: true });
}, 30_000);

afterAll(() => office.close());

const list = (query = ''): Promise<AdminProductPage> => office.staff.get(`/v1/admin/products${query}`);

describe('the list of products for staff', () => {
  it('shows drafts and archived ones too, those that changed last first', async () => {
    const { total: before } = await list();
    const draft = await office.product();
    const archived = await office.product();
    await office.change('POST', `products/${archived.id}/archiving`, archived);
    const page = await list('?limit=3');
    expect(page).toMatchObject({ page: 1, limit: 3, total: before + 2 });
    expect(page.items.map(({ id, status }) => [id, status]).slice(0, 2)).toEqual([
      [archived.id, 'archived'],
      [draft.id, 'draft'],
    ]);
    expect(page.items[1]).toMatchObject({ version: 1, variantCount: 1, imageUrl: null, publishedAt: null });
    expect((await list('?status=draft')).items.map(({ id }) => id)).toEqual([draft.id]);
    expect((await list('?status=archived')).total).toBe(1);
    expect((await list('?status=published')).total).toBe(before);
  });

  it('goes from page to page without losing or repeating one', async () => {
    const seen: string[] = [];
    const { total } = await list();
    for (let page = 1; seen.length < total; page += 1) {
      const { items } = await list(`?limit=40&page=${page}`);
      expect(items.length).toBeGreaterThan(0);
      seen.push(...items.map(({ id }) => id));
    }
    expect(new Set(seen).size).toBe(total);
  });

  it('finds by words, by how a slug begins, and by how a SKU begins', async () => {
    const bySlug = await list('?q=harbour-fisherman');
    expect(bySlug.items.map(({ slug }) => slug)).toEqual(['harbour-fisherman-sweater']);
    const [product] = bySlug.items;
    const { variants } = await office.see(product!.id);
    for (const q of [variants[0]!.sku, variants[0]!.sku.slice(0, 6), 'Fisherman harb', 'sweat harbour'])
      expect((await list(`?q=${encodeURIComponent(q)}`)).items.map(({ id }) => id)).toContain(product!.id);
    for (const q of ['%', '_', "' OR 1=1 --", '+-*()~"@', '🙂', 'zzzz', '|'])
      expect((await list(`?q=${encodeURIComponent(q)}`)).items).toEqual([]);
  });

  it('is narrowed to a category', async () => {
    const product = await office.product({ categoryIds: [(await office.category()).id] });
    const [category] = product.categories;
    expect((await list(`?category=${category!.id}&status=draft`)).items.map(({ id }) => id)).toEqual([
      product.id,
    ]);
    expect((await list(`?category=${category!.id}&status=published`)).total).toBe(0);
    expect((await list(`?category=${newId()}`)).total).toBe(0);
  });

  it.each([
    '?status=gone',
    '?page=0',
    '?limit=1000',
    '?category=lamps',
    '?sort=name',
    '?q=a&q=b',
    '?__proto__=1',
  ])('refuses %s', async (query) => {
    expect((await office.staff.send('GET', `/v1/admin/products${query}`)).status).toBe(400);
  });
});
