import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ratingScore } from '../../../libs/catalog/src/queries/rating-score.js';
import { praise, ReviewsDesk, type Person } from './reviews-desk.js';

let desk: ReviewsDesk;

beforeAll(async () => {
  desk = await ReviewsDesk.open();
}, 30_000);

afterAll(() => desk.close());

/** Pseudo-random numbers (a linear congruential generator) that are the same on each run. */
class Draws {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 4_294_967_296) * limit);
  }

  one<Choice>(of: readonly Choice[]): Choice {
    return of[this.below(of.length)]!;
  }
}

interface Author {
  person: Person;
  reviewId?: string | undefined;
}

/** Something that an author or staff do, allowed or not. */
async function doSomething(draws: Draws, author: Author, slug: string): Promise<void> {
  const { client } = author.person;
  const review = { ...praise, rating: 1 + draws.below(5), body: `Text ${draws.below(3)}` };
  if (author.reviewId === undefined) {
    author.reviewId = (await desk.writes(author.person, slug, review)).id;
    return;
  }
  const own = `/v1/me/reviews/${author.reviewId}`;
  const decision = draws.one(['publication', 'publication', 'rejection'] as const);
  const version = draws.one(['"1"', '"2"', '"3"', '"4"', '"5"']);
  switch (draws.below(8)) {
    case 0:
      await client.send('DELETE', own);
      author.reviewId = undefined;
      return;
    case 1:
    case 2:
      await client.send('PUT', own, review);
      return;
    case 3:
      // Perhaps it is so already.
      await desk.decides(author.reviewId, decision).catch(() => undefined);
      return;
    default:
      await desk.staff.client.send(
        'POST',
        `/v1/admin/reviews/${author.reviewId}/${decision}`,
        { reason: 'No.' },
        { 'if-match': version },
      );
  }
}

describe('the rating of a product', () => {
  it.each([1, 2, 3])(
    'is that of its published reviews after anything that happens (%i)',
    async (seed) => {
      const slug = ['enamel-mug', 'storm-lantern', 'milk-bottle'][seed - 1]!;
      const draws = new Draws(seed);
      const authors: Author[] = Array.from({ length: 4 }, () => ({ person: desk.person() }));
      for (let step = 0; step < 60; step += 1) {
        await doSomething(draws, draws.one(authors), slug);
        if (step % 6 !== 0) continue;
        const { kept, counted } = await desk.figures(slug);
        expect(kept).toEqual(counted);
      }
      const { kept, counted } = await desk.figures(slug);
      expect(kept).toEqual(counted);
    },
    30_000,
  );

  it('is so too after many things at one moment', async () => {
    const authors: Author[] = Array.from({ length: 6 }, () => ({ person: desk.person() }));
    const slug = 'potting-stool';
    await Promise.all(
      authors.map(async (author, seed) => {
        const draws = new Draws(seed);
        for (let step = 0; step < 15; step += 1) await doSomething(draws, author, slug);
      }),
    );
    const { kept, counted } = await desk.figures(slug);
    expect(kept).toEqual(counted);
  }, 30_000);

  it('stands in the lists with its score, and moves them in the change feed', async () => {
    const lists = (): Promise<{ rating_score: number }[]> =>
      desk.database.query(
        "SELECT l.rating_score FROM product_listings l JOIN products p ON p.id = l.product_id WHERE p.slug = 'checked-lambswool-vest'",
      );
    const feed = (): Promise<{ topic: string; changes: number }[]> =>
      desk.database.query(
        'SELECT topic, COUNT(*) AS changes FROM change_feed WHERE seq > ? GROUP BY topic ORDER BY topic',
        [before],
      );
    const newest = (): Promise<number> =>
      desk.database
        .query<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM change_feed')
        .then(([row]) => row!.seq);
    const scopes = (await lists()).length;
    let before = await newest();
    const { id } = await desk.writes(desk.person(), 'checked-lambswool-vest');
    expect(await feed()).toEqual([]);
    await desk.decides(id, 'publication');
    expect(await feed()).toEqual([
      { topic: 'product', changes: 1 },
      { topic: 'scope', changes: scopes },
    ]);
    expect(new Set((await lists()).map(({ rating_score }) => rating_score))).toEqual(new Set([3_636]));
    before = await newest();
    await desk.decides(id, 'rejection');
    expect(await feed()).toMatchObject([{ topic: 'product' }, { topic: 'scope', changes: scopes }]);
    expect(new Set((await lists()).map(({ rating_score }) => rating_score))).toEqual(new Set([0]));
  });

  it('is told to nobody when a review is written anew as it was', async () => {
    const author = desk.person();
    const review = await desk.writes(author, 'checked-lambswool-vest');
    await desk.decides(review.id, 'publication');
    const feed = (): Promise<unknown> => desk.database.query('SELECT MAX(seq) AS newest FROM change_feed');
    const before = await feed();
    const { rating, title, body, authorName } = review;
    const again = { rating, title, body, authorName };
    expect((await author.client.send('PUT', `/v1/me/reviews/${review.id}`, again)).status).toBe(200);
    expect(await feed()).toEqual(before);
  });

  it('counts for the order what many say more than what one says', async () => {
    const score = async (sum: number, count: number): Promise<number> => {
      const [row] = await desk.database.query<{ score: string }>(
        `SELECT ${ratingScore('t')} AS score FROM (SELECT ? AS rating_sum, ? AS rating_count) t`,
        [sum, count],
      );
      return Number(row!.score);
    };
    expect(await score(5, 1)).toBe(3_636);
    expect(await score(960, 200)).toBe(4_738);
    expect(await score(0, 0)).toBe(0);
    expect(await score(1, 1)).toBeGreaterThan(await score(200, 200));
    for (const [sum, count] of [
      [3, 1],
      [40, 10],
      [800, 200],
    ] as const) {
      expect(await score(sum + 5, count + 1)).toBeGreaterThan(await score(sum, count));
      expect(await score(sum + 1, count + 1)).toBeLessThan(await score(sum, count));
    }
  });
});
