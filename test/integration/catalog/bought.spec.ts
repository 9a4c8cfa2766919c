import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { CountSales } from '../../../libs/catalog/src/application/count-sales.js';
import type { ProductId } from '../../../libs/catalog/src/domain/ids.js';
import type { ProductDetail } from '../../../libs/catalog/src/queries/catalog.views.js';
import type { OwnReviewView } from '../../../libs/catalog/src/queries/review.views.js';
import { eventually } from '../../support/eventually.js';
import { ReviewsDesk } from './reviews-desk.js';

let desk: ReviewsDesk;

beforeAll(async () => {
  // A sale changes the order of neighbours without telling: with the cache it is seen within a minute.
  desk = await ReviewsDesk.open({ CACHE: 'off' });
}, 30_000);

afterAll(() => desk.close());

async function slugsInShop(count: number): Promise<string[]> {
  const rows = await desk.database.query<{ slug: string }>(
    "SELECT slug FROM products WHERE status = 'published' ORDER BY id LIMIT ?",
    [count],
  );
  return rows.map(({ slug }) => slug);
}

async function boughtWith(slug: string): Promise<string[]> {
  const { related } = await desk.anybody.get<ProductDetail>(`/v1/products/${slug}`);
  return related.boughtTogether.map((card) => card.slug);
}

describe('"bought here"', () => {
  it('is said of a review by somebody who has bought the product before', async () => {
    const ada = desk.person();
    await desk.sells(['enamel-mug', 'storm-lantern'], ada);
    expect(await desk.writes(ada, 'enamel-mug')).toMatchObject({ boughtHere: true });
    expect(await desk.writes(ada, 'milk-bottle')).toMatchObject({ boughtHere: false });
  });

  it('is said later of who buys it later, and leaves the version to staff as it was', async () => {
    const bob = desk.person();
    const { id } = await desk.writes(bob, 'enamel-mug');
    await desk.sells(['enamel-mug'], desk.person());
    await desk.sells(['enamel-mug']);
    expect(await bob.client.get(`/v1/me/reviews/${id}`)).toMatchObject({ boughtHere: false });
    await desk.sells(['enamel-mug'], bob);
    expect(await bob.client.get(`/v1/me/reviews/${id}`)).toMatchObject({ boughtHere: true });
    expect(await desk.staff.client.get(`/v1/admin/reviews/${id}`)).toMatchObject({ version: 1 });
  });

  it('is never missed when buying and reviewing happen at one moment', async () => {
    const people = Array.from({ length: 10 }, () => desk.person());
    const reviews = await Promise.all(
      people.map(async (person) => {
        const [review] = await Promise.all([
          desk.writes(person, 'storm-lantern'),
          desk.sells(['storm-lantern', 'milk-bottle'], person),
        ]);
        return person.client.get<OwnReviewView>(`/v1/me/reviews/${review.id}`);
      }),
    );
    expect(reviews.map(({ boughtHere }) => boughtHere)).toEqual(people.map(() => true));
  });
});

describe('what is bought together', () => {
  it('stands beside a product, what is bought together most often first', async () => {
    const [one, two, three] = (await slugsInShop(3)) as [string, string, string];
    await desk.sells([one, two]);
    await desk.sells([one, three, three]);
    await desk.sells([three, one]);
    await desk.sells([one, one]);
    expect(await boughtWith(one)).toEqual([three, two]);
    expect(await boughtWith(three)).toEqual([one]);
  });

  it('does not name what is no longer on sale', async () => {
    const [one, two] = (await slugsInShop(6)).slice(4) as [string, string];
    await desk.sells([one, two]);
    expect(await boughtWith(one)).toEqual([two]);
    const id = idToBytes(await desk.productId(two));
    await desk.database.query("UPDATE products SET status = 'archived' WHERE id = ?", [id]);
    // Staff archive through the aggregate, which tells it: here somebody has to.
    await desk.database.query(
      "INSERT INTO change_feed (topic, subject, occurred_at) VALUES ('product', ?, UTC_TIMESTAMP(3))",
      [id],
    );
    await eventually(async () => {
      expect(await boughtWith(one)).toEqual([]);
    }, 3_000);
    await desk.database.query("UPDATE products SET status = 'published' WHERE id = ?", [id]);
  });

  it('makes at most so many pairs of a large order, and none of products that are gone', async () => {
    const slugs = await slugsInShop(40);
    const ids = await Promise.all(slugs.map((slug) => desk.productId(slug)));
    await desk.database.query('DELETE FROM product_pairs');
    const gone = newId<ProductId>();
    const sales = [gone, ...ids].map((productId) => ({ productId, quantity: 1 }));
    await desk.app.get(CountSales, { strict: false }).execute(sales);
    const [row] = await desk.database.query<{ pairs: number }>('SELECT COUNT(*) AS pairs FROM product_pairs');
    expect(row!.pairs).toBe(19 * 18);
  });

  it('counts every one of many orders at a time', async () => {
    const slugs = await slugsInShop(4);
    await desk.database.query('DELETE FROM product_pairs');
    const orders = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? slugs : slugs.toReversed()));
    await Promise.all(orders.map((order) => desk.sells(order, desk.person())));
    const pairs = await desk.database.query<{ orders: number }>('SELECT orders FROM product_pairs');
    expect(pairs.map(({ orders: times }) => times)).toEqual(Array(12).fill(20));
  });
});

describe('the products of the same category', () => {
  it('are its best sellers, without the product itself', async () => {
    const { related, categories } = await desk.anybody.get<ProductDetail>(
      '/v1/products/checked-lambswool-vest',
    );
    expect(related.sameCategory).toHaveLength(6);
    expect(related.sameCategory.map(({ slug }) => slug)).not.toContain('checked-lambswool-vest');
    const best = await desk.anybody.get<{ items: { slug: string }[] }>(
      `/v1/products?category=${categories[0]!.slug}&sort=best-selling`,
    );
    expect(related.sameCategory).toEqual(best.items.filter(({ slug }) => slug !== 'checked-lambswool-vest'));
  });

  it('show a change of theirs at once', async () => {
    const path = '/v1/products/checked-lambswool-vest';
    const [neighbour] = (await desk.anybody.get<ProductDetail>(path)).related.sameCategory;
    const id = await desk.publishes(desk.person(), neighbour!.slug, { rating: 4 });
    const rating = async (): Promise<unknown> => {
      const { related } = await desk.anybody.get<ProductDetail>(path);
      return related.sameCategory.find(({ slug }) => slug === neighbour!.slug)?.rating;
    };
    expect(await rating()).toEqual({ average: 4, count: 1 });
    await desk.decides(id, 'rejection');
    expect(await rating()).toBeNull();
  });
});
