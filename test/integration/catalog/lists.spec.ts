import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { CategoryNotFound, DepartmentNotFound } from '../../../libs/catalog/src/domain/catalog.errors.js';
import type { ProductId } from '../../../libs/catalog/src/domain/ids.js';
import { Listings } from '../../../libs/catalog/src/infrastructure/listings.js';
import type { ListWindow, ProductList } from '../../../libs/catalog/src/queries/product-list.js';
import type { ListInput } from '../../../libs/catalog/src/queries/product-list.queries.js';
import type { SearchInput } from '../../../libs/catalog/src/queries/product-search.queries.js';
import { productSorts } from '../../../libs/catalog/src/queries/product-sorts.js';
import { ratingScore } from '../../../libs/catalog/src/queries/rating-score.js';
import { fillLargeShop } from '../../../apps/cli/src/large-shop/large-shop.js';
import { TestCatalog } from './support.js';

const anything = { match: 'all', options: [], onSale: false, inStock: false, facets: [] } as const;
let small: TestCatalog;
let large: TestCatalog;

beforeAll(async () => {
  [small, large] = await Promise.all([TestCatalog.open(), TestCatalog.open()]);
  await fillLargeShop(small.context.database.url, { products: 300 });
  await fillLargeShop(large.context.database.url, { products: 3_000 });
  await Promise.all([
    small.eventuallyFinds('wool', (total) => total > 0),
    large.eventuallyFinds('wool', (total) => total > 60),
  ]);
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
    const answer = await catalog.lists.list(input, { offset: (page - 1) * limit, limit });
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
    'best-selling': 'p.popularity DESC, p.id DESC',
    rating: `${ratingScore('p')} DESC, p.id DESC`,
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
    const page = { offset: 0, limit: 20 };
    expect(
      await small.lists.list({ department: 'large-2', category: 'large-1-2', sort: 'name' }, page),
    ).toMatchObject({ items: [], total: 0 });
    const { total } = await small.lists.list({ category: 'large-1-2', sort: 'name' }, page);
    expect(
      await small.lists.list({ category: 'large-1-2', sort: 'name' }, { offset: 17980, limit: 20 }),
    ).toEqual(expect.objectContaining({ items: [], next: undefined, total }));
  });

  it('are refused for a department or category that nobody knows', async () => {
    const page = { offset: 0, limit: 20 };
    await expect(small.lists.list({ department: 'nowhere', sort: 'name' }, page)).rejects.toThrow(
      DepartmentNotFound,
    );
    await expect(small.lists.list({ category: "x' OR '1", sort: 'name' }, page)).rejects.toThrow(
      CategoryNotFound,
    );
    await expect(
      small.lists.list({ department: 'large-1', category: 'nowhere', sort: 'name' }, page),
    ).rejects.toThrow(CategoryNotFound);
  });
});

describe('going on behind a place', () => {
  async function walk(catalog: TestCatalog, input: ListInput, limit: number): Promise<string[]> {
    let part = await catalog.lists.list(input, { offset: 0, limit });
    const slugs = part.items.map(({ slug }) => slug);
    while (part.next !== undefined) {
      part = await catalog.lists.list(input, { after: part.next, limit });
      slugs.push(...part.items.map(({ slug }) => slug));
    }
    return slugs;
  }

  it.each(productSorts)('meets what the pages hold, in their order, sorted by %s', async (sort) => {
    for (const input of [{ sort }, { sort, category: 'large-2-3' }]) {
      expect(await walk(large, input, 29)).toEqual((await allOf(large, input)).slugs);
    }
  });

  it('ends with the last product, also where the last part is full', async () => {
    const { total } = await small.lists.list({ sort: 'name' }, { offset: 0, limit: 1 });
    expect(await walk(small, { sort: 'name' }, total / 3)).toHaveLength(total);
    expect((await small.lists.list({ sort: 'name' }, { offset: total - 1, limit: 1 })).next).toBeUndefined();
  });

  it('finds its way when the product of the place has gone', async () => {
    const { slugs } = await allOf(small, { sort: 'best-selling', category: 'large-1-2' });
    const input = { sort: 'best-selling', category: 'large-1-2' } as const;
    const { next, items } = await small.lists.list(input, { offset: 0, limit: 3 });
    await small.context.app.get(UnitOfWork).run(async () => {
      await small.query('UPDATE products SET status = ? WHERE id = ?', ['draft', idToBytes(items[2]!.id)]);
      await small.of(Listings).refresh([items[2]!.id as ProductId]);
    });
    const rest = await small.lists.list(input, { after: next!, limit: 100 });
    expect(rest.items.map(({ slug }) => slug)).toEqual(slugs.slice(3));
    await small.query('UPDATE products SET status = ? WHERE id = ?', ['published', idToBytes(items[2]!.id)]);
    await small.context.app
      .get(UnitOfWork)
      .run(() => small.of(Listings).refresh([items[2]!.id as ProductId]));
  });

  it('tells what a change of would alter the answer', async () => {
    const { tags, items } = await small.lists.list(
      { sort: 'price', category: 'large-1-2' },
      { offset: 0, limit: 2 },
    );
    const [row] = await small.query<{ id: Buffer }>("SELECT id FROM categories WHERE slug = 'large-1-2'");
    expect(tags).toEqual([`scope:${bytesToId(row!.id)}`, ...items.map(({ id }) => `product:${id}`)]);
  });
});

describe('the engine and the lists', () => {
  it.each(productSorts)('agree on the order of %s, page by page and place by place', async (sort) => {
    const filters = { ...anything, sort };
    for (const shelf of [{}, { department: 'large-2' }, { category: 'large-2-3' }]) {
      const { slugs } = await allOf(large, { ...shelf, sort });
      const found: string[] = [];
      for (let window: ListWindow | undefined = { offset: 0, limit: 97 }; window !== undefined;) {
        const part: ProductList = await large.searches.list({ ...filters, ...shelf }, window);
        expect(part.total).toBe(slugs.length);
        found.push(...part.items.map(({ slug }) => slug));
        window = part.next === undefined ? undefined : { after: part.next, limit: 97 };
      }
      expect(found).toEqual(slugs);
    }
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
        workOf(catalog, () => catalog.lists.list({ ...filter, sort }, { offset: 0, limit: 12 }));
      const [few, many] = [await first(small), await first(large)];
      expect(many).toBe(few);
      expect(many).toBeGreaterThan(24);
      // 12 rows of the index, 12 products, and the look-ups of slugs and total.
      expect(many).toBeLessThanOrEqual(12 + 12 + 8);
    }
  });

  it.each(productSorts)('behind a place, however deep, is that of one page, sorted by %s', async (sort) => {
    for (const filter of [{}, { category: 'large-1-2' }]) {
      const behind = async (catalog: TestCatalog, offset: number): Promise<number> => {
        const { next } = await catalog.lists.list({ ...filter, sort }, { offset, limit: 12 });
        return workOf(catalog, () => catalog.lists.list({ ...filter, sort }, { after: next!, limit: 12 }));
      };
      const { total } = await large.lists.list({ ...filter, sort }, { offset: 0, limit: 1 });
      const works = [
        await behind(small, 0),
        await behind(large, 0),
        await behind(large, Math.floor(total / 2)),
        await behind(large, total - 13),
      ];
      // At most 13 rows of each of two index ranges, through two small tables and put in order twice, and 13 products.
      for (const work of works) expect(work).toBeLessThanOrEqual(2 * 13 + 2 * 3 * 26 + 13 + 12);
    }
  });

  it('that the engine finds is that of reading one page by primary keys, at both sizes', async () => {
    const searches: SearchInput[] = [
      { ...anything, text: 'wool lamp', match: 'any', sort: 'relevance' },
      { ...anything, options: [{ code: 'colour', values: ['moss'] }], inStock: true, sort: 'price' },
      { ...anything, department: 'large-2', facets: ['category', 'option', 'price'], sort: 'name' },
    ];
    for (const input of searches) {
      const works = [];
      for (const catalog of [small, large]) {
        const window = { offset: 0, limit: 12 };
        const { items } = await catalog.searches.list(input, window);
        expect(items).toHaveLength(12);
        works.push(await workOf(catalog, () => catalog.searches.list(input, window)));
      }
      expect(works[1]).toBe(works[0]);
      // The keys are filled up to sixteen.
      expect(works[1]).toBeLessThanOrEqual(16 + 1);
    }
  });

  it('of a later page is that of its index range and one page of products', async () => {
    const work = await workOf(large, () => large.lists.list({ sort: 'price' }, { offset: 800, limit: 20 }));
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
