import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type {
  AdminCategoryView,
  AdminDepartmentList,
  AdminDepartmentView,
  AdminOptionList,
  AdminOptionView,
} from '../../../libs/catalog/src/queries/admin-shelf.views.js';
import type { HttpClient } from '../../support/http.js';
import { ShopOffice, usd, type Reply } from './shop-office.js';

let office: ShopOffice;
let staff: HttpClient;

beforeAll(async () => {
  office = await ShopOffice.open();
  ({ staff } = office);
}, 30_000);

afterAll(() => office.close());

const departments = async (): Promise<AdminDepartmentView[]> =>
  (await staff.get<AdminDepartmentList>('/v1/admin/departments')).items;
const put = <View>(path: string, body: unknown): Promise<Reply<View>> =>
  staff.send('PUT', `/v1/admin/${path}`, body);
const total = async (query: string): Promise<number> =>
  (await office.public.get<{ total: number }>(`/v1/products?${query}`)).total;

describe('departments and categories', () => {
  it('come last when they are new, and are put in order by naming all of them', async () => {
    const [one, two, three] = [
      await office.department(),
      await office.department(),
      await office.department(),
    ];
    expect((await departments()).map(({ id }) => id)).toEqual([one.id, two.id, three.id]);
    const answer = await put<AdminDepartmentList>('department-order', { ids: [three.id, one.id, two.id] });
    expect(answer.body.items.map(({ id }) => id)).toEqual([three.id, one.id, two.id]);
    const { items } = await office.public.get<{ items: { slug: string }[] }>('/v1/departments');
    expect(items.map(({ slug }) => slug)).toEqual([three.slug, one.slug, two.slug]);
    for (const ids of [[one.id], [one.id, one.id, two.id], [one.id, two.id, three.id, newId()], []]) {
      const refused = await put('department-order', { ids });
      expect(refused).toMatchObject({ status: 400, body: { code: 'catalog.invalid-order' } });
    }
    const categories = [await office.category(one.id), await office.category(one.id)].map(({ id }) => id);
    const ordered = await put<AdminDepartmentView>(`departments/${one.id}/category-order`, {
      ids: categories.toReversed(),
    });
    expect(ordered.body.categories.map(({ id }) => id)).toEqual(categories.toReversed());
    expect((await put(`departments/${newId()}/category-order`, { ids: [] })).status).toBe(404);
  });

  it('are renamed with If-Match, and the audit log tells by whom', async () => {
    const department = await office.department();
    const path = `departments/${department.id}`;
    const change = { name: 'Home', description: 'For the house.', slug: 'the-home' };
    const answer = await office.change<AdminDepartmentView>('PATCH', path, department, change);
    expect(answer).toMatchObject({ status: 200, body: { ...change, version: 2 } });
    expect(answer.headers.get('etag')).toBe('"2"');
    const stale = await office.change('PATCH', path, department, { name: 'House' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'catalog.changed-meanwhile' } });
    expect((await office.change('PATCH', path, undefined, { name: 'House' })).status).toBe(428);
    expect((await office.audit(department.id)).at(-1)).toEqual({
      actor: office.ida,
      action: 'catalog.change-department',
      before: { slug: department.slug, name: department.name, description: '' },
      after: change,
    });
    const category = await office.category(department.id);
    const renamed = await office.change('PATCH', `categories/${category.id}`, category, { name: 'Chairs' });
    expect(renamed.body).toMatchObject({ name: 'Chairs', version: 2 });
    expect(await office.public.get(`/v1/categories/${category.slug}`)).toMatchObject({ name: 'Chairs' });
  });

  it('tell readers: of the list of all of them, and of the lists of their own', async () => {
    const category = await office.category();
    await office.told();
    await office.change('PATCH', `categories/${category.id}`, category, { name: 'Tables' });
    const wholeShop = '00000000-0000-0000-0000-000000000000';
    const scopes = [category.id, category.departmentId, wholeShop].map((id) => `scope ${id}`);
    expect(await office.told()).toEqual([...scopes, `search ${wholeShop}`].sort());
  });

  it('refuse a slug that is taken', async () => {
    const [one, two] = [await office.department(), await office.department()];
    const refused = { status: 409, body: { code: 'catalog.slug-taken' } };
    const body = { slug: one.slug, name: 'Again' };
    expect(await staff.send('POST', '/v1/admin/departments', body)).toMatchObject(refused);
    const path = `departments/${two.id}`;
    expect(await office.change('PATCH', path, two, { slug: one.slug })).toMatchObject(refused);
    const category = await office.category(one.id);
    const copy = { ...body, slug: category.slug, departmentId: two.id };
    expect(await staff.send('POST', '/v1/admin/categories', copy)).toMatchObject(refused);
    // A category is another page than a department.
    expect((await staff.send('POST', '/v1/admin/categories', { ...copy, slug: two.slug })).status).toBe(201);
  });

  it('take their products along to another department', async () => {
    const [from, to] = [await office.department(), await office.department()];
    const [moving, staying] = [await office.category(from.id), await office.category(from.id)];
    await office.published({ categoryIds: [moving.id] });
    await office.published({ categoryIds: [moving.id, staying.id] });
    await office.product({ categoryIds: [moving.id] });
    await office.told();
    const answer = await office.change<AdminCategoryView>('PATCH', `categories/${moving.id}`, moving, {
      departmentId: to.id,
    });
    expect(answer).toMatchObject({ status: 200, body: { departmentId: to.id, productCount: 2 } });
    expect(await office.told()).toEqual(expect.arrayContaining([`scope ${from.id}`, `scope ${to.id}`]));
    expect(await total(`department=${from.slug}`)).toBe(1);
    expect(await total(`department=${to.slug}`)).toBe(2);
    expect(await total(`department=${to.slug}&category=${moving.slug}`)).toBe(2);
    // And back, together with one that has stood there already: nothing is listed twice, nothing stays behind.
    const back = await office.change<AdminCategoryView>('PATCH', `categories/${moving.id}`, answer.body, {
      departmentId: from.id,
    });
    expect(back.body.productCount).toBe(2);
    expect([await total(`department=${from.slug}`), await total(`department=${to.slug}`)]).toEqual([2, 0]);
    expect(await office.wrongTotals()).toEqual([]);
    const nowhere = { departmentId: newId() as string };
    expect((await office.change('PATCH', `categories/${staying.id}`, staying, nowhere)).status).toBe(404);
  });

  it('are removed only while they are empty', async () => {
    const category = await office.category();
    const department = await staff.get<AdminDepartmentView>(`/v1/admin/departments/${category.departmentId}`);
    const product = await office.product({ categoryIds: [category.id] });
    const remove = (path: string, seen: { version: number }): Promise<Reply<object>> =>
      office.change('DELETE', path, seen);
    expect(await remove(`departments/${department.id}`, department)).toMatchObject({
      status: 409,
      body: { code: 'catalog.department-not-empty' },
    });
    expect(await remove(`categories/${category.id}`, category)).toMatchObject({
      status: 409,
      body: { code: 'catalog.category-not-empty' },
    });
    await office.change('PUT', `products/${product.id}/categories`, product, { categoryIds: [] });
    expect((await remove(`categories/${category.id}`, { version: 9 })).status).toBe(412);
    expect((await remove(`categories/${category.id}`, category)).status).toBe(204);
    expect((await remove(`departments/${department.id}`, department)).status).toBe(204);
    expect((await staff.send('GET', `/v1/admin/categories/${category.id}`)).status).toBe(404);
    expect((await departments()).map(({ id }) => id)).not.toContain(department.id);
    expect((await office.audit(category.id)).at(-1)).toMatchObject({ action: 'catalog.remove-category' });
  });

  it.each([
    ['POST', 'departments', { slug: 'No Slug', name: 'x' }],
    ['POST', 'departments', { slug: 'no-name', name: '' }],
    ['POST', 'departments', { slug: 'own-place', name: 'x', position: 1 }],
    ['POST', 'categories', { slug: 'homeless', name: 'x' }],
    ['POST', 'categories', { slug: 'lost', name: 'x', departmentId: 'home' }],
    ['POST', 'options', { code: 'Size', name: 'Size' }],
    [
      'POST',
      'options',
      {
        code: 'weight',
        name: 'Weight',
        values: [
          { code: 'a', name: 'A' },
          { code: 'a', name: 'B' },
        ],
      },
    ],
    ['POST', 'options', { code: 'weight', name: 'Weight', values: 'a,b' }],
  ])('%s /v1/admin/%s refuses %j', async (method, path, body) => {
    const answer = await staff.send<{ code: string }>(method, `/v1/admin/${path}`, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('problem+json');
  });
});

describe('options', () => {
  it('are made with values, renamed, put in order and removed', async () => {
    let option = await office.option('width', 'narrow', 'wide');
    const run = async (method: string, path: string, body?: unknown): Promise<string[]> => {
      const answer = await office.change<AdminOptionView>(
        method,
        `options/${option.id}${path}`,
        option,
        body,
      );
      expect(answer.status).toBeLessThan(300);
      option = answer.body;
      return option.values.map(({ name }) => name);
    };
    expect(await run('POST', '/values', { code: 'extra', name: 'Extra wide' })).toEqual([
      'NARROW',
      'WIDE',
      'Extra wide',
    ]);
    const [narrow, wide, extra] = option.values.map(({ id }) => id);
    expect(await run('PUT', '/value-order', { ids: [extra, wide, narrow] })).toEqual([
      'Extra wide',
      'WIDE',
      'NARROW',
    ]);
    expect(await run('PATCH', `/values/${wide}`, { name: 'Wide' })).toContain('Wide');
    expect(await run('DELETE', `/values/${narrow}`)).toEqual(['Extra wide', 'Wide']);
    await run('PATCH', '', { name: 'Width of the foot' });
    expect(option).toMatchObject({ code: 'width', name: 'Width of the foot' });
    const second = await office.option('length', 'long');
    const ordered = await put<AdminOptionList>('option-order', { ids: [second.id, option.id] });
    expect(ordered.body.items.map(({ code }) => code)).toEqual(['length', 'width']);
    expect((await office.change('DELETE', `options/${second.id}`, { version: 99 })).status).toBe(412);
    for (const each of [second, option])
      expect((await office.change('DELETE', `options/${each.id}`, each)).status).toBe(204);
    expect((await staff.get<AdminOptionList>('/v1/admin/options')).items).toEqual([]);
  });

  it('stay while variants have them, and tell the products that show their names', async () => {
    const option = await office.option('fabric', 'wool', 'felt');
    const [wool, felt] = option.values.map(({ id }) => id);
    const product = await office.published({
      variants: [{ sku: 'WOOL', price: usd(500), choices: [{ option: 'fabric', value: 'wool' }] }],
    });
    await office.told();
    const renamed = await office.change<AdminOptionView>(
      'PATCH',
      `options/${option.id}/values/${wool}`,
      option,
      { name: 'Pure wool' },
    );
    const found = 'search 00000000-0000-0000-0000-000000000000';
    expect(await office.told()).toEqual([`product ${product.id}`, found]);
    const inUse = { status: 409, body: { code: 'catalog.option-in-use' } };
    const path = `options/${option.id}`;
    expect(await office.change('DELETE', `${path}/values/${wool}`, renamed.body)).toMatchObject(inUse);
    expect(await office.change('DELETE', path, renamed.body)).toMatchObject(inUse);
    const left = await office.change('DELETE', `${path}/values/${felt}`, renamed.body);
    expect(left.status).toBe(200);
    const twice = { code: 'fabric', name: 'Again' };
    expect(await staff.send('POST', '/v1/admin/options', twice)).toMatchObject({
      status: 409,
      body: { code: 'catalog.option-code-taken' },
    });
    expect((await office.change('DELETE', `${path}/values/${newId()}`, left.body)).status).toBe(404);
  });
});
