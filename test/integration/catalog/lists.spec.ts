import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { PageRequest } from '#shared-kernel';
import { CategoryNotFound, DepartmentNotFound } from '../../../libs/catalog/src/domain/catalog.errors.js';
import { productSorts, type ListInput } from '../../../libs/catalog/src/queries/product-list.queries.js';
import { fillLargeCatalog } from '../../../libs/catalog/src/testing/large-catalog.js';
import { TestCatalog } from './support.js';

let small: TestCatalog;
let large: TestCatalog;

beforeAll(async () => {
  [small, large] = await Promise.all([TestCatalog.open(), TestCatalog.open()]);
  await fillLargeCatalog(small.context.database, { products: 300 });
  await fillLargeCatalog(large.context.database, { products: 3_000 });
}, 60_000);

afterAll(() => Promise.all([small.close(), large.close()]));

async function allOf(
  catalog: TestCatalog,
  input: ListInput,
  limit = 100,
): Promise<{ slugs: string[]; totals: Set<number> }> {
  const slugs: string[] = [];
  const totals = new Set<number>();
  for (let page = 1; ; page += 1) {
    const answer = await catalog.lists.page(input, new PageRequest(page, limit));
    totals.add(answer.total);
    if (answer.items.length === 0) return { slugs, totals };
    slugs.push(...answer.items.map(({ slug }) => slug));
  }
}

// What the list should be, by a plain query over the tables that staff write.
async function expected(catalog: TestCatalog, orderBy: string, category: string): Promise<string[]> {
  const rows = await catalog.query<{ slug: string }>(
    `SELECT p.slug
     FROM products p
     JOIN product_categories pc ON pc.product_id = p.id
     JOIN categories c ON c.id = pc.category_id
     WHERE c.slug = ? AND p.status = 'published'
     ORDER BY ${orderBy}`,
    [category],
  );
  return rows.map(({ slug }) => slug);
}

describe('the pages of a list', () => {
  const orderBys = {
    newest: 'p.published_at DESC, p.id DESC',
    price: 'p.price_from_amount, p.id',
    '-price': 'p.price_from_amount DESC, p.id DESC',
    name: 'p.name, p.id',
    popularity: 'p.popularity DESC, p.id DESC',
  };

  it.each(productSorts)(
    'hold each product once in the order of %s, equals included, with one total',
    async (sort) => {
      const { slugs, totals } = await allOf(large, { category: 'large-2-3', sort }, 37);
      expect(slugs).toEqual(await expected(large, orderBys[sort], 'large-2-3'));
      expect([...totals]).toEqual([slugs.length]);
    },
  );

  it('narrow down by department, by category, and by both', async () => {
    const { slugs: department } = await allOf(small, { department: 'large-1', sort: 'name' });
    const { slugs: category } = await allOf(small, { category: 'large-1-2', sort: 'name' });
    const { slugs: both } = await allOf(small, {
      department: 'large-1',
      category: 'large-1-2',
      sort: 'name',
    });
    expect(department).toEqual(expect.arrayContaining(category));
    expect(department.length).toBeGreaterThan(category.length);
    expect(both).toEqual(category);
    expect((await allOf(small, { sort: 'name' })).slugs).toHaveLength(300);
  });

  it('are empty for a category of another department, and beyond the end, where the total still stands', async () => {
    const page = new PageRequest(1, 20);
    expect(
      await small.lists.page({ department: 'large-2', category: 'large-1-2', sort: 'name' }, page),
    ).toMatchObject({ items: [], total: 0 });
    const { total } = await small.lists.page({ category: 'large-1-2', sort: 'name' }, page);
    expect(await small.lists.page({ category: 'large-1-2', sort: 'name' }, new PageRequest(900, 20))).toEqual(
      { items: [], page: 900, limit: 20, total },
    );
  });

  it('are refused for a department or category that nobody knows', async () => {
    const page = new PageRequest(1, 20);
    await expect(small.lists.page({ department: 'nowhere', sort: 'name' }, page)).rejects.toThrow(
      DepartmentNotFound,
    );
    await expect(small.lists.page({ category: "x' OR '1", sort: 'name' }, page)).rejects.toThrow(
      CategoryNotFound,
    );
    await expect(
      small.lists.page({ department: 'large-1', category: 'nowhere', sort: 'name' }, page),
    ).rejects.toThrow(CategoryNotFound);
  });
});

describe('the work of a list', () => {
  /** Rows that the server touched, without those that asking for the counters touches. */
  async function workOf(catalog: TestCatalog, work: () => Promise<unknown>): Promise<number> {
    const database = catalog.context.app.get(Database);
    const touched = async (): Promise<number> => {
      const rows = await database.query<{ Variable_name: string; Value: string }>('SHOW SESSION STATUS');
      return rows
        .filter(({ Variable_name: name }) => name.startsWith('Handler_read_') || name === 'Sort_rows')
        .reduce((sum, { Value: value }) => sum + Number(value), 0);
    };
    // One connection for all, since the counters are the session's.
    return catalog.context.app.get(UnitOfWork).run(async () => {
      await work(); // prepares the statement
      const [first, second] = [await touched(), await touched()];
      await work();
      return (await touched()) - second - (second - first);
    });
  }

  it.each(productSorts)('is that of one page at both sizes, sorted by %s', async (sort) => {
    for (const filter of [
      {},
      { department: 'large-1' },
      { category: 'large-1-2' },
      { department: 'large-1', category: 'large-1-2' },
    ]) {
      const first = (catalog: TestCatalog) =>
        workOf(catalog, () => catalog.lists.page({ ...filter, sort }, new PageRequest(1, 12)));
      const [few, many] = [await first(small), await first(large)];
      expect(many).toBe(few);
      expect(many).toBeGreaterThan(24);
      // 12 rows of the index, 12 products, and the look-ups of slugs and total.
      expect(many).toBeLessThanOrEqual(12 + 12 + 8);
    }
  });

  it('of a later page is that of its index range and one page of products', async () => {
    const work = await workOf(large, () => large.lists.page({ sort: 'price' }, new PageRequest(41, 20)));
    expect(work).toBeGreaterThan(800);
    // 820 rows of the index alone; the page goes through a small table and is put in order: six touches a row.
    expect(work).toBeLessThanOrEqual(820 + 6 * 20 + 10);
  });

  it('of a detail page is that of its own rows', async () => {
    const [row] = await large.query<{ slug: string }>("SELECT slug FROM products WHERE slug LIKE '%-2345'");
    const work = await workOf(large, () => large.details.find(row!.slug));
    expect(work).toBeLessThan(80);
  });
});
