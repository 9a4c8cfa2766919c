import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ChangeProduct } from '../../../libs/catalog/src/application/change-product.js';
import { ChangeVariant } from '../../../libs/catalog/src/application/change-variant.js';
import { KeepDepartments } from '../../../libs/catalog/src/application/keep-departments.js';
import { KeepOptions } from '../../../libs/catalog/src/application/keep-options.js';
import { PlaceProduct } from '../../../libs/catalog/src/application/place-product.js';
import type {
  CategoryId,
  DepartmentId,
  OptionId,
  OptionValueId,
  ProductId,
  VariantId,
} from '../../../libs/catalog/src/domain/ids.js';
import { bytesToId } from '#platform/database/id-column.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { ask, openApi } from '../platform/read-cache-support.js';

const promiseMs = 1_000;

interface Page {
  items: { slug: string; text: string }[];
  department: { name: string };
}

let database: TestDatabase;
let api: NestFastifyApplication;

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  api = await openApi(testConfig({ DATABASE_URL: database.url, CACHE: 'on', RATE_LIMIT_PER_MINUTE: '5000' }));
}, 60_000);

afterAll(async () => {
  await api.close();
  await database.drop();
});

async function read(path: string): Promise<Page> {
  return JSON.parse((await ask(api, path)).body) as Page;
}

async function slugs(path: string): Promise<string[]> {
  return (await read(path)).items.map(({ slug }) => slug);
}

/** Asked again and again, as a crowd does, so that the answer before the change is kept. */
async function isKept(path: string): Promise<void> {
  await eventually(async () => {
    await ask(api, path);
    expect((await ask(api, path)).headers['cache-status']).toBe('tradepost; hit');
  });
}

async function idOf<Id>(sql: string, ...values: string[]): Promise<Id> {
  const [row] = await database.query<{ id: Buffer }>(sql, values);
  return bytesToId(row!.id) as Id;
}

function product(slug: string): Promise<ProductId> {
  return idOf('SELECT id FROM products WHERE slug = ?', slug);
}

describe('an answer that is kept', () => {
  it('of a search ends when another product is described by its words', async () => {
    const path = '/v1/products/search?q=zyzzyva';
    await isKept(path);
    const description = 'As quiet as a zyzzyva.';
    await api.get(ChangeProduct, { strict: false }).execute(await product('milk-bottle'), { description });
    await eventually(async () => expect(await slugs(path)).toEqual(['milk-bottle']), promiseMs);
  });

  it('of suggestions ends, too', async () => {
    const path = '/v1/search/suggestions?q=quokk';
    await isKept(path);
    const description = 'Quokka-proof.';
    await api.get(ChangeProduct, { strict: false }).execute(await product('milk-bottle'), { description });
    await eventually(async () => expect((await read(path)).items).not.toEqual([]), promiseMs);
  });

  it('of suggestions leads to the new address of a product', async () => {
    const path = '/v1/search/suggestions?q=storm+lantern';
    await isKept(path);
    expect(await slugs(path)).toContain('storm-lantern');
    const change = { slug: 'gale-lantern' };
    await api.get(ChangeProduct, { strict: false }).execute(await product('storm-lantern'), change);
    await eventually(async () => expect(await slugs(path)).toContain('gale-lantern'), promiseMs);
  });

  it('of a search in a category ends when a product comes into it', async () => {
    const path = '/v1/products?q=churn+OR+bottle&match=any&category=knitwear';
    await isKept(path);
    expect(await slugs(path)).not.toContain('milk-bottle');
    const knitwear = await idOf<CategoryId>("SELECT id FROM categories WHERE slug = 'knitwear'");
    await api
      .get(PlaceProduct, { strict: false })
      .execute({ productId: await product('milk-bottle'), categoryIds: [knitwear] });
    await eventually(async () => expect(await slugs(path)).toContain('milk-bottle'), promiseMs);
  });

  it('of a list by option ends when a variant of another product has it', async () => {
    const ofOption = 'JOIN options o ON o.id = ov.option_id';
    const [known] = await database.query<{
      variant: Buffer;
      option_id: Buffer;
      slug: string;
      option: string;
    }>(
      `SELECT v.id AS variant, ov.option_id, p.slug, o.code AS 'option'
       FROM variants v
       JOIN products p ON p.id = v.product_id AND p.status = 'published'
       JOIN variant_option_values x ON x.variant_id = v.id
       JOIN option_values ov ON ov.id = x.option_value_id ${ofOption}
       LIMIT 1`,
    );
    const { option, slug } = known!;
    const optionId = bytesToId<OptionId>(known!.option_id);
    await api.get(KeepOptions, { strict: false }).addValue(optionId, { code: 'ultra', name: 'Ultra' });
    const path = `/v1/products?option.${option}=ultra`;
    await isKept(path);
    const optionValueId = await idOf<OptionValueId>("SELECT id FROM option_values WHERE code = 'ultra'");
    await api
      .get(ChangeVariant, { strict: false })
      .execute(bytesToId<VariantId>(known!.variant), { choices: [{ optionId, optionValueId }] });
    await eventually(async () => expect(await slugs(path)).toEqual([slug]), promiseMs);
  });

  it('of a category within a department ends when the department has another address', async () => {
    const path = '/v1/products?department=wardrobe&category=knitwear';
    await isKept(path);
    const id = await idOf<DepartmentId>("SELECT id FROM departments WHERE slug = 'wardrobe'");
    const departments = api.get(KeepDepartments, { strict: false });
    await departments.change(id, { slug: 'closet' });
    await eventually(async () => expect((await ask(api, path)).status).toBe(404), promiseMs);
    await departments.change(id, { slug: 'wardrobe' });
  });

  it('of a category ends when its department has another name', async () => {
    const path = '/v1/categories/knitwear';
    await isKept(path);
    const id = await idOf<DepartmentId>("SELECT id FROM departments WHERE slug = 'wardrobe'");
    await api.get(KeepDepartments, { strict: false }).change(id, { name: 'Cupboard' });
    await eventually(async () => expect((await read(path)).department.name).toBe('Cupboard'), promiseMs);
  });
});
