import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId, PageRequest } from '#shared-kernel';
import { ReviewQueries, reviewSorts } from '../../../libs/catalog/src/queries/review.queries.js';
import { ReviewsDesk } from './reviews-desk.js';

let desk: ReviewsDesk;
let queries: ReviewQueries;

const few = 'enamel-mug';
const many = 'storm-lantern';
const counts = { [few]: 40, [many]: 4_000 };

beforeAll(async () => {
  desk = await ReviewsDesk.open();
  queries = desk.app.get(ReviewQueries, { strict: false });
  for (const [slug, count] of Object.entries(counts)) await fill(slug, count);
  await desk.database.query('ANALYZE TABLE reviews');
}, 60_000);

afterAll(() => desk.close());

async function fill(slug: string, count: number): Promise<void> {
  const product = idToBytes(await desk.productId(slug));
  const rows = Array.from({ length: count }, (_, n) => {
    const [id, customer] = [idToBytes(newId()), idToBytes(newId())];
    // Many of one moment: only the id keeps them in order.
    const at = new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 10) * 1_000);
    return [id, product, customer, 1 + (n % 5), 'Text', 'Name', 'published', at, at];
  });
  await desk.database.query(
    `INSERT INTO reviews (id, product_id, customer_id, rating, body, author_name, status, created_at, updated_at)
     VALUES ?`,
    [rows],
  );
  await desk.database.query(
    `UPDATE products SET rating_sum = ?, rating_count = ?, stars_1 = ?, stars_2 = ?, stars_3 = ?, stars_4 = ?, stars_5 = ?
     WHERE id = ?`,
    [3 * count, count, ...Array<number>(5).fill(count / 5), product],
  );
}

/** Rows that the server touched, without those that asking for the counters touches. */
async function workOf(work: () => Promise<unknown>): Promise<number> {
  const database = desk.app.get(Database, { strict: false });
  const touched = async (): Promise<number> => {
    const rows = await database.query<{ Variable_name: string; Value: string }>('SHOW SESSION STATUS');
    return rows
      .filter(({ Variable_name: name }) => name.startsWith('Handler_read_') || name === 'Sort_rows')
      .reduce((sum, { Value: value }) => sum + Number(value), 0);
  };
  // One connection for all, since the counters are the session's.
  return desk.app.get(UnitOfWork, { strict: false }).run(async () => {
    await work(); // prepares the statement
    const [first, second] = [await touched(), await touched()];
    await work();
    return (await touched()) - second - (second - first);
  });
}

describe('a list of reviews', () => {
  it.each(reviewSorts)('holds each review once, from page to page, sorted by %s', async (sort) => {
    const seen: { id: string; rating: number; createdAt: string }[] = [];
    for (let page = 1; page <= 40; page += 1) {
      const { items, total } = await queries.page({ product: many, sort }, new PageRequest(page, 100));
      expect(total).toBe(4_000);
      seen.push(...items);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(4_000);
    const inOrder = seen.toSorted((one, other) => {
      const byRating = sort === 'newest' ? 0 : one.rating - other.rating;
      const by = byRating || one.createdAt.localeCompare(other.createdAt) || one.id.localeCompare(other.id);
      return sort === 'lowest' ? by : -by;
    });
    expect(seen.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
  });

  it.each(reviewSorts)('costs one page at both sizes, sorted by %s', async (sort) => {
    for (const rating of [undefined, 4] as const) {
      const work = (product: string): Promise<number> =>
        workOf(() => queries.page({ product, sort, rating }, new PageRequest(1, 5)));
      const [small, large] = [await work(few), await work(many)];
      expect(large).toBe(small);
      // Five rows of the index, put by and put in order, five reviews, and the look-ups of the product.
      expect(large).toBeLessThanOrEqual(7 * 5 + 10);
    }
  });

  it('costs one page for staff and for the author too, beside the count of the index', async () => {
    const staff = await workOf(() => queries.withStatus('published', new PageRequest(1, 5)));
    expect(staff).toBeLessThan(4_040 + 60);
    const own = await workOf(() => queries.ofCustomer(newId(), new PageRequest(1, 5)));
    expect(own).toBeLessThan(10);
  });
});
