import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { ShopOffice } from './shop-office.js';

let office: ShopOffice;

beforeAll(async () => {
  office = await ShopOffice.open();
}, 30_000);

afterAll(() => office.close());

describe('who may run the catalogue', () => {
  it.each([
    ['GET', 'products'],
    ['POST', 'products'],
    ['GET', 'products/:id'],
    ['PATCH', 'products/:id'],
    ['DELETE', 'products/:id'],
    ['PUT', 'products/:id/categories'],
    ['POST', 'products/:id/publication'],
    ['DELETE', 'products/:id/publication'],
    ['POST', 'products/:id/archiving'],
    ['DELETE', 'products/:id/archiving'],
    ['POST', 'products/:id/variants'],
    ['PUT', 'products/:id/variant-order'],
    ['GET', 'variants/:id'],
    ['PATCH', 'variants/:id'],
    ['DELETE', 'variants/:id'],
    ['PUT', 'variants/:id/price'],
    ['POST', 'variants/:id/archiving'],
    ['DELETE', 'variants/:id/archiving'],
    ['GET', 'departments'],
    ['POST', 'departments'],
    ['PUT', 'department-order'],
    ['PATCH', 'departments/:id'],
    ['DELETE', 'departments/:id'],
    ['PUT', 'departments/:id/category-order'],
    ['POST', 'categories'],
    ['PATCH', 'categories/:id'],
    ['DELETE', 'categories/:id'],
    ['GET', 'options'],
    ['POST', 'options'],
    ['PUT', 'option-order'],
    ['DELETE', 'options/:id'],
    ['POST', 'options/:id/values'],
    ['PUT', 'options/:id/value-order'],
  ])('is staff alone: %s /v1/admin/%s', async (method, path) => {
    const url = `/v1/admin/${path.replace(':id', newId())}`;
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    const customer = office.caller('cart:use orders:place stock:manage');
    expect((await office.public.send(method, url, body)).status).toBe(401);
    expect((await customer.send(method, url, body)).status).toBe(403);
  });
});

describe('input that is wrong', () => {
  it.each([
    ['a slug with capitals', { slug: 'Lamp' }, 400],
    ['a slug of the routes', { slug: 'search' }, 400],
    ['no name', { name: ' ' }, 400],
    ['a status', { status: 'published' }, 400],
    ['a version', { version: 7 }, 400],
    ['an id', { id: newId() }, 400],
    ['a category that is none', { categoryIds: ['lamps'] }, 400],
    ['a category that there is not', { categoryIds: [newId()] }, 404],
    ['a name of 10,000 letters', { name: 'x'.repeat(10_000) }, 400],
    ['another currency', { variants: [{ sku: 'EUR', price: { amount: 1, currency: 'EUR' } }] }, 400],
  ])('makes no product: %s', async (_, with_, status) => {
    const slug = office.word('wrong');
    const answer = await office.staff.send('POST', '/v1/admin/products', { slug, name: 'Wrong', ...with_ });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('problem+json');
    expect(await office.database.query('SELECT 1 FROM products WHERE slug = ?', [slug])).toEqual([]);
  });

  it('makes no product of a prototype', async () => {
    const body = '{"slug":"proto","name":"Proto","__proto__":{"status":"published"}}';
    expect((await office.staff.send('POST', '/v1/admin/products', body)).status).toBe(400);
    expect(await office.database.query("SELECT 1 FROM products WHERE slug = 'proto'")).toEqual([]);
  });

  it.each(['lamp', newId(), "' OR 1=1 --", '__proto__', '%00', '..'])('finds no product: %s', async (id) => {
    for (const path of [`products/${encodeURIComponent(id)}`, `variants/${encodeURIComponent(id)}`])
      expect((await office.change('PATCH', path, { version: 1 }, { name: 'x' })).status).toBe(404);
  });
});
