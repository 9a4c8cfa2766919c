import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModule } from '#platform/auth/auth.module.js';
import { PlatformModule } from '#platform/platform.module.js';
import { CatalogHttpModule } from '../../../libs/catalog/src/http/catalog-http.module.js';
import type {
  ProductDetail,
  ProductPage,
  DepartmentList,
  CategoryList,
} from '../../../libs/catalog/src/queries/catalog.views.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Problem } from '../../support/http.js';

@Module({})
class TestModule {}

let app: NestFastifyApplication;
let database: TestDatabase;
let shop: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  const config = testConfig({ DATABASE_URL: database.url });
  const module = {
    module: TestModule,
    imports: [PlatformModule.forRoot(config), AuthModule, CatalogHttpModule],
  };
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  await app.listen(0, '127.0.0.1');
  shop = new HttpClient(await app.getUrl());
}, 30_000);

afterAll(async () => {
  await app.close();
  await database.drop();
});

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
    expect(page).toMatchObject({ page: 1, limit: 3, total: 7 });
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
    expect(found).toMatchObject({ total: 1, items: [{ slug: 'storm-lantern' }] });
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
    const rows = await database.query<{ file: string }>('SELECT DISTINCT file FROM product_images');
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

describe('a question that makes no sense', () => {
  const refusals: [path: string, status: number, field: string | undefined][] = [
    ['/v1/products?page=0', 400, 'page'],
    ['/v1/products?page=-1', 400, 'page'],
    ['/v1/products?page=1.5', 400, 'page'],
    ['/v1/products?page=1e3', 400, 'page'],
    ['/v1/products?page=99999999999', 400, 'page'],
    ['/v1/products?page=50000&limit=100', 400, 'page'],
    ['/v1/products?limit=0', 400, 'limit'],
    ['/v1/products?limit=101', 400, 'limit'],
    ['/v1/products?limit=1%20OR%201', 400, 'limit'],
    ['/v1/products?limit=1&limit=2', 400, 'limit'],
    ['/v1/products?sort=cheapest', 400, 'sort'],
    ['/v1/products?sort=constructor', 400, 'sort'],
    ['/v1/products?sort=relevance', 400, 'sort'],
    ['/v1/products?sort=price&sort=name', 400, 'sort'],
    ['/v1/products?colour=red', 400, 'colour'],
    ['/v1/products?__proto__=1', 400, '__proto__'],
    ['/v1/products?q[]=mug', 400, 'q[]'],
    ['/v1/products/search', 400, 'q'],
    ['/v1/products/search?q=', 400, 'q'],
    ['/v1/products/search?q=mug&sort=best', 400, 'sort'],
    ['/v1/products?department=nowhere', 404, 'department'],
    ["/v1/products?category=mugs'%20OR%20'1'='1", 404, 'category'],
    ['/v1/products?q=mug&category=nowhere', 404, 'category'],
    ['/v1/departments/nowhere', 404, 'department'],
    ['/v1/categories/nowhere', 404, 'category'],
    ['/v1/products/nothing', 404, undefined],
    ['/v1/products/019b8b7b-8000-7c3e-9a51-3f2b8a1c4d5e', 404, undefined],
    ["/v1/products/x'--", 404, undefined],
    ['/v1/products/%00', 404, undefined],
  ];

  it('may also be far too long', async () => {
    const answer = await shop.send<Problem>('GET', `/v1/products?q=${'x'.repeat(10_000)}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'q', code: 'maxLength' }] } });
  });

  it.each(refusals)('%s is answered with %i, naming %s', async (path, status, field) => {
    const answer = await shop.send<Problem>('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body.errors?.[0]?.field).toBe(field);
  });
});
