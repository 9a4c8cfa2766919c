import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpClient, Problem } from '../../support/http.js';
import { openShopWindow, type ShopWindow } from './http-support.js';

let window: ShopWindow;
let shop: HttpClient;

beforeAll(async () => {
  window = await openShopWindow();
  ({ shop } = window);
}, 30_000);

afterAll(() => window.close());

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
    ['/v1/products?constructor=1', 400, 'constructor'],
    ['/v1/products?option.__proto__=1', 400, 'option.__proto__'],
    ['/v1/products?option.constructor=1', 400, 'option.constructor'],
    ['/v1/products?option.flavour=mint', 400, 'option.flavour'],
    ['/v1/products?option.=mint', 400, 'option.'],
    ['/v1/products?option[colour]=moss', 400, 'option[colour]'],
    ['/v1/products?option.colour[]=moss', 400, 'option.colour[]'],
    ['/v1/products?option.colour=moss&option.colour=ocean', 400, 'option.colour'],
    [
      `/v1/products?option.colour=${Array(60)
        .fill('a')
        .map((a, n) => `${a}${n}`)
        .join()}`,
      400,
      'option.colour',
    ],
    [`/v1/products?option.colour=${'x'.repeat(2_001)}`, 400, 'option.colour'],
    [
      `/v1/products?${Array(11)
        .fill(0)
        .map((_, n) => `option.o${n}=x`)
        .join('&')}`,
      400,
      'option.',
    ],
    ["/v1/products?option.colour'%20OR%201=1", 400, "option.colour' OR 1"],
    ['/v1/products?priceMin=-1', 400, 'priceMin'],
    ['/v1/products?priceMin=1.5', 400, 'priceMin'],
    ['/v1/products?priceMin=1%20OR%201', 400, 'priceMin'],
    ['/v1/products?priceMin=9999999999999999', 400, 'priceMin'],
    ['/v1/products?priceMin=200&priceMax=100', 400, 'priceMax'],
    ['/v1/products?priceMax=1&priceMax=2', 400, 'priceMax'],
    ['/v1/products?onSale=false', 400, 'onSale'],
    ['/v1/products?onSale=1', 400, 'onSale'],
    ["/v1/products?inStock=true'--", 400, 'inStock'],
    ['/v1/products?inStock=true&inStock=true', 400, 'inStock'],
    ['/v1/products?ratingMin=0', 400, 'ratingMin'],
    ['/v1/products?ratingMin=6', 400, 'ratingMin'],
    ['/v1/products?ratingMin=4.5', 400, 'ratingMin'],
    ['/v1/products?facets=colour', 400, 'facets'],
    ['/v1/products?facets=price;DROP%20TABLE%20products', 400, 'facets'],
    ['/v1/products?facets=__proto__', 400, 'facets'],
    ['/v1/products?match=some&q=mug', 400, 'match'],
    ['/v1/products?sort=popularity', 400, 'sort'],
    ['/v1/products?sort=relevance&onSale=true', 400, 'sort'],
    ['/v1/products?cursor=x&page=2', 400, 'page'],
    ['/v1/products?cursor=a&cursor=b', 400, 'cursor'],
    ['/v1/products?q=mug&q=lamp', 400, 'q'],
    ['/v1/products?limit=1000', 400, 'limit'],
    ['/v1/search/suggestions', 400, 'q'],
    ['/v1/search/suggestions?q=mug&limit=21', 400, 'limit'],
    ['/v1/search/suggestions?q=mug&sort=name', 400, 'sort'],
    [`/v1/search/suggestions?q=${'x'.repeat(201)}`, 400, 'q'],
    ["/v1/products?onSale=true&category=mugs'--", 404, 'category'],
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
