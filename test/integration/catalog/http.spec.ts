import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ProductDetail,
  DepartmentList,
  CategoryList,
} from '../../../libs/catalog/src/queries/catalog.views.js';
import type { ProductPage, SuggestionsView } from '../../../libs/catalog/src/queries/list.views.js';
import type { HttpClient, Problem } from '../../support/http.js';
import { openShopWindow, type ShopWindow } from './http-support.js';

let window: ShopWindow;
let shop: HttpClient;

beforeAll(async () => {
  window = await openShopWindow();
  ({ shop } = window);
}, 30_000);

afterAll(() => window.close());

describe('browsing', () => {
  it('begins with departments, their categories and how much is in them', async () => {
    const { items } = await shop.get<DepartmentList>('/v1/departments');
    expect(items.map(({ slug, categories }) => [slug, categories.length])).toEqual([
      ['wardrobe', 5],
      ['home', 6],
      ['outdoors', 4],
    ]);
    const home = await shop.get<DepartmentList['items'][0]>('/v1/departments/home');
    expect(home).toEqual(items[1]);
    const { total } = await shop.get<ProductPage>('/v1/products?department=home&limit=1');
    expect(home.productCount).toBe(total);
  });

  it('shows categories with their department', async () => {
    const { items } = await shop.get<CategoryList>('/v1/categories');
    expect(items).toHaveLength(15);
    expect(await shop.get('/v1/categories/knitwear')).toMatchObject({
      slug: 'knitwear',
      name: 'Knitwear',
      productCount: 7,
      department: { slug: 'wardrobe', name: 'Wardrobe' },
    });
  });

  it('lists cards with prices, stock state and a picture that can be fetched', async () => {
    const page = await shop.get<ProductPage>('/v1/products?category=knitwear&sort=price&limit=3&page=1');
    expect(page).toMatchObject({ page: 1, limit: 3, total: 7, totalRelation: 'exact' });
    expect(page.items[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      slug: 'checked-lambswool-vest',
      name: 'Checked lambswool vest',
      price: { amount: 6800, currency: 'USD' },
      priceTo: { amount: 6800, currency: 'USD' },
      listPrice: { amount: 6800, currency: 'USD' },
      salePrice: null,
      stockState: 'in-stock',
      imageUrl: '/images/vest-dusk-4.svg',
      rating: null,
    });
    expect(page.items[1]).toMatchObject({
      salePrice: { amount: 6900 },
      listPrice: { amount: 8900 },
      price: { amount: 6900 },
    });
  });

  it('goes on with a cursor, for plain lists and for searches, until every product was met once', async () => {
    for (const list of ['sort=name&department=home', 'q=wool', 'option.colour=moss,ocean&sort=price']) {
      const first = await shop.get<ProductPage>(`/v1/products?${list}&limit=5`);
      const slugs = first.items.map(({ slug }) => slug);
      let { nextCursor } = first;
      while (nextCursor !== null) {
        const next: ProductPage = await shop.get(`/v1/products?${list}&limit=7&cursor=${nextCursor}`);
        expect(next).not.toHaveProperty('page');
        expect(next.total).toBe(first.total);
        slugs.push(...next.items.map(({ slug }) => slug));
        ({ nextCursor } = next);
      }
      expect(slugs.length).toBeGreaterThan(5);
      expect(new Set(slugs).size).toBe(first.total);
    }
  });

  it('does not take a cursor that was changed, or is one of another list', async () => {
    const { nextCursor } = await shop.get<ProductPage>('/v1/products?limit=2&sort=price');
    const { nextCursor: ofSearch } = await shop.get<ProductPage>('/v1/products?limit=2&q=wool&sort=price');
    const cursor = String(nextCursor);
    const place = Buffer.from(cursor.split('.')[0]!, 'base64url').toString();
    const forged = Buffer.from(place.replace(/\d{3,}/, '1')).toString('base64url');
    for (const query of [
      `sort=price&cursor=${cursor.slice(0, -2)}`,
      `sort=price&cursor=${forged}.${cursor.split('.')[1]!}`,
      `sort=name&cursor=${cursor}`,
      `sort=price&department=home&cursor=${cursor}`,
      `sort=price&cursor=${String(ofSearch)}`,
      `sort=price&q=wool&priceMin=1&cursor=${String(ofSearch)}`,
      "sort=price&cursor=' OR 1=1 --",
      'cursor=null',
      `cursor=${'A'.repeat(1_999)}`,
    ]) {
      const { status, body } = await shop.send<Problem>('GET', `/v1/products?${query}`);
      expect([query, status, body.errors?.[0]?.field]).toEqual([query, 400, 'cursor']);
    }
  });

  it('tells on request what each further choice would find', async () => {
    const { facets, total } = await shop.get<ProductPage>(
      '/v1/products?facets=category,option,price&limit=1',
    );
    expect(facets?.category?.find(({ slug }) => slug === 'knitwear')).toEqual({
      slug: 'knitwear',
      name: 'Knitwear',
      count: 7,
    });
    expect(facets?.option?.[0]).toMatchObject({ code: 'colour', name: 'Colour' });
    expect(facets?.price?.ranges.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(await shop.get('/v1/products?facets=price&limit=1&q=submarine')).toMatchObject({
      total: 0,
      facets: { price: null },
    });
  });

  it('suggests what somebody who is typing may mean', async () => {
    const { items } = await shop.get<SuggestionsView>('/v1/search/suggestions?q=storm%20lan&limit=3');
    expect(items).toContainEqual({ kind: 'product', text: 'Storm lantern', slug: 'storm-lantern' });
    expect(items.length).toBeLessThanOrEqual(3);
  });

  it('shows a product by slug and by id, the same', async () => {
    const mug = await shop.get<ProductDetail>('/v1/products/enamel-mug');
    expect(await shop.get(`/v1/products/${mug.id}`)).toEqual(mug);
    expect(await shop.get(`/v1/products/${mug.id.toUpperCase()}`)).toEqual(mug);
    expect(mug.options).toEqual([
      {
        code: 'colour',
        name: 'Colour',
        values: ['Moss', 'Ocean', 'Ember', 'Birch'].map((name) => ({ code: name.toLowerCase(), name })),
      },
      {
        code: 'capacity',
        name: 'Capacity',
        values: [
          { code: '250ml', name: '250 ml' },
          { code: '350ml', name: '350 ml' },
        ],
      },
    ]);
    expect(mug.variants).toHaveLength(8);
    expect(mug.variants[1]).toMatchObject({
      sku: 'EMUG-OCE-350ML',
      name: 'Ocean / 350 ml',
      price: { amount: 1600, currency: 'USD' },
      salePrice: null,
      choices: [
        { option: 'colour', value: 'ocean' },
        { option: 'capacity', value: '350ml' },
      ],
    });
    expect(mug.categories.map(({ slug, department }) => [slug, department.slug])).toEqual([
      ['mugs', 'home'],
      ['gifts', 'home'],
      ['camp-kitchen', 'outdoors'],
    ]);
    expect(mug.images).toHaveLength(5);
  });

  it('shows a product without options, and one that is sold out', async () => {
    const stool = await shop.get<ProductDetail>('/v1/products/potting-stool');
    expect(stool).toMatchObject({
      stockState: 'sold-out',
      options: [],
      variants: [{ name: '', choices: [], stockState: 'sold-out' }],
    });
  });

  it('searches on its own route and as a filter', async () => {
    const found = await shop.get<ProductPage>('/v1/products/search?q=storm%20lant');
    expect(found.items[0]).toMatchObject({ slug: 'storm-lantern' });
    expect(found).toMatchObject({ total: found.items.length, totalRelation: 'exact', nextCursor: null });
    expect(await shop.get('/v1/products?q=storm%20lant')).toEqual(found);
    expect(await shop.get('/v1/products/search?q=%F0%9F%99%82')).toMatchObject({ total: 0, items: [] });
  });

  it('may be cached for a moment, a refusal never', async () => {
    for (const path of [
      '/v1/products',
      '/v1/products/enamel-mug',
      '/v1/departments',
      '/v1/categories',
      '/v1/products/search?q=mug',
    ]) {
      expect((await shop.send('GET', path)).headers.get('cache-control')).toBe('public, max-age=1');
    }
    expect((await shop.send('GET', '/v1/products/none')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the pictures', () => {
  it('of all products are there, to be kept for ever, and can do no harm', async () => {
    const rows = await window.database.query<{ file: string }>('SELECT DISTINCT file FROM product_images');
    expect(rows.length).toBeGreaterThan(200);
    for (const { file } of rows.slice(0, 25)) {
      const { status, headers, body } = await shop.send<string>('GET', `/images/${file}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(body).toMatch(/^<svg /);
    }
  });

  it('that nobody can draw are not found', async () => {
    for (const file of ['house-moss-1.svg', 'mug.svg', '..%2f..%2fpackage.json.svg', 'mug-ocean-1.png']) {
      expect((await shop.send('GET', `/images/${file}`)).status).toBe(404);
    }
  });
});
