import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import type { SqlParameters } from '#platform/database/named-parameters.js';
import { idToBytes } from '#platform/database/id-column.js';
import { detailTags } from '../../../libs/catalog/src/http/detail-tags.js';
import type { ProductDetail, VariantView } from '../../../libs/catalog/src/queries/catalog.views.js';
import { ProductDetailQueries } from '../../../libs/catalog/src/queries/product-detail.queries.js';
import { expectRefusal } from '../../support/refusal.js';
import { ReviewsDesk } from './reviews-desk.js';

let desk: ReviewsDesk;
const slug = 'enamel-mug';

beforeAll(async () => {
  // Written past the aggregates, so nobody tells the cache.
  desk = await ReviewsDesk.open({ CACHE: 'off' });
}, 30_000);

afterAll(() => desk.close());

const detail = (): Promise<ProductDetail> => desk.anybody.get<ProductDetail>(`/v1/products/${slug}`);

async function change(variant: VariantView, assignments: string, values: unknown[] = []): Promise<void> {
  await desk.database.query(`UPDATE variants SET ${assignments} WHERE id = ?`, [
    ...values,
    idToBytes(variant.id),
  ]);
}

const bySku = async (sku: string): Promise<VariantView> =>
  (await detail()).variants.find((each) => each.sku === sku)!;

describe('a variant on a product’s page', () => {
  const days = (count: number): Date => new Date(Math.floor(Date.now() / 1_000) * 1_000 + count * 86_400_000);

  it.each<[string, Date | null, Date | null, boolean]>([
    ['without dates', null, null, true],
    ['that has begun and ends', days(-1), days(1), true],
    ['that is yet to begin', days(1), days(2), false],
    ['that is over', days(-2), days(-1), false],
  ])('has a sale price in a sale %s', async (_, starts, ends, isOnSale) => {
    const [variant] = (await detail()).variants;
    await change(variant!, 'sale_price_amount = 700, sale_starts_at = ?, sale_ends_at = ?', [starts, ends]);
    const { price, listPrice, salePrice, saleEndsAt } = await bySku(variant!.sku);
    expect(salePrice).toEqual(isOnSale ? { amount: 700, currency: 'USD' } : null);
    expect(price).toEqual(isOnSale ? salePrice : listPrice);
    expect(saleEndsAt).toBe(isOnSale ? (ends?.toISOString() ?? null) : null);
  });

  it('that is archived is left out, with the option values that only it had', async () => {
    const before = await detail();
    const moss = before.variants.filter(({ choices }) => choices.some(({ value }) => value === 'moss'));
    for (const variant of moss) await change(variant, 'archived_at = UTC_TIMESTAMP(3)');
    const { variants, options } = await detail();
    expect(variants).toHaveLength(before.variants.length - moss.length);
    expect(options[0]!.values.map(({ code }) => code)).toEqual(['ocean', 'ember', 'birch']);
    for (const variant of moss) await change(variant, 'archived_at = NULL');
  });

  it('that was the last one takes the page with it', async () => {
    const { id, variants } = await detail();
    for (const variant of variants) await change(variant, 'archived_at = UTC_TIMESTAMP(3)');
    for (const key of [slug, id])
      await expectRefusal(desk.anybody, ['GET', `/v1/products/${key}`], {
        status: 404,
        code: 'catalog.product-not-found',
      });
    for (const variant of variants) await change(variant, 'archived_at = NULL');
    expect((await detail()).variants).toEqual(variants);
  });
});

describe('a product’s page', () => {
  it('is kept for as long as nothing changes of what it shows', async () => {
    const found = await desk.app.get(ProductDetailQueries, { strict: false }).read(slug);
    const { detail: shown } = found;
    const tags = detailTags(found);
    expect(tags).toContain(`product:${shown.id}`);
    for (const { id } of shown.related.sameCategory) expect(tags).toContain(`product:${id}`);
    const shelves = await desk.database.query<{ id: string }>(
      "SELECT LOWER(HEX(id)) AS id FROM categories WHERE slug IN ('mugs', 'gifts', 'camp-kitchen') UNION SELECT LOWER(HEX(id)) FROM departments WHERE slug IN ('home', 'outdoors')",
    );
    const named = tags
      .filter((tag) => tag.startsWith('scope:'))
      .map((tag) => tag.slice(6).replaceAll('-', ''));
    expect(named.sort()).toEqual(shelves.map(({ id }) => id).sort());
  });

  it('is not kept when what is bought with it comes back on sale', async () => {
    const elsewhere = (
      await desk.anybody.get<{ items: { id: string }[] }>('/v1/products?department=wardrobe')
    ).items;
    const partner = elsewhere[0]!.id;
    const id = idToBytes(partner);
    await desk.database.query('UPDATE products SET bought_together = ? WHERE slug = ?', [id, slug]);
    await desk.database.query("UPDATE products SET status = 'archived' WHERE id = ?", [id]);
    const found = await desk.app.get(ProductDetailQueries, { strict: false }).read(slug);
    await desk.database.query("UPDATE products SET status = 'published' WHERE id = ?", [id]);
    await desk.database.query('UPDATE products SET bought_together = NULL WHERE slug = ?', [slug]);
    expect(found.detail.related.boughtTogether).toEqual([]);
    expect(detailTags(found)).toContain(`product:${partner}`);
  });

  it('is two statements once its neighbours are known', async () => {
    const database = desk.app.get(Database, { strict: false });
    const queries = desk.app.get(ProductDetailQueries, { strict: false });
    await queries.read(slug);
    const asked: string[] = [];
    const query = database.query.bind(database);
    database.query = (sql, parameters) => {
      asked.push(sql);
      return query(sql, parameters);
    };
    try {
      await queries.read(slug);
    } finally {
      database.query = query;
    }
    expect(asked).toHaveLength(2);
  });

  it('reads a long description as often as there are categories, however many pictures there are', async () => {
    const description = 'Long. '.repeat(2_000);
    const { id, categories, related } = await detail();
    await desk.database.query('UPDATE products SET description = ? WHERE id = ?', [
      description,
      idToBytes(id),
    ]);
    await desk.database.query('DELETE FROM product_images WHERE product_id = ?', [idToBytes(id)]);
    for (const position of [2, 0, 1])
      await desk.database.query('INSERT INTO product_images (product_id, position, file, alt) VALUES (?)', [
        [idToBytes(id), position, `${String(position)}.svg`, ''],
      ]);
    const database = desk.app.get(Database, { strict: false });
    const queries = desk.app.get(ProductDetailQueries, { strict: false });
    let lines = 0;
    let read = 0;
    const query = database.query.bind(database);
    database.query = async <Row extends object>(sql: string, parameters?: SqlParameters) => {
      const rows = await query<Row>(sql, parameters);
      if (sql.includes('image_alt')) lines = rows.length;
      read += rows.filter((row) => 'description' in row && row.description === description).length;
      return rows;
    };
    try {
      const found = await queries.find(slug);
      expect(found).toMatchObject({ description, categories, related });
      expect(related.sameCategory).not.toEqual([]);
      expect(found.images).toHaveLength(3);
      expect(found.categories.length).toBeGreaterThan(1);
      expect([lines, read]).toEqual([2 + found.categories.length, found.categories.length]);
      await desk.database.query('DELETE FROM product_images WHERE product_id = ?', [idToBytes(id)]);
      expect(await queries.find(slug)).toMatchObject({ description, images: [] });
      await desk.database.query('DELETE FROM product_categories WHERE product_id = ?', [idToBytes(id)]);
      expect(await queries.find(slug)).toMatchObject({ description, categories: [] });
    } finally {
      database.query = query;
    }
  });
});
