import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type {
  OwnReviewPage,
  OwnReviewView,
  ReviewPage,
} from '../../../libs/catalog/src/queries/review.views.js';
import type { Problem } from '../../support/http.js';
import { expectRefusal } from '../../support/refusal.js';
import { praise, ReviewsDesk, type Person } from './reviews-desk.js';

let desk: ReviewsDesk;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  desk = await ReviewsDesk.open();
  ada = desk.person();
  bob = desk.person();
}, 30_000);

afterAll(() => desk.close());

const mug = '/v1/products/enamel-mug/reviews';

describe('writing a review', () => {
  it('is answered with what its author may see of it, and shown to nobody before staff have read it', async () => {
    const { status, body, headers } = await ada.client.send<OwnReviewView>('POST', mug, praise);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      ...praise,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      boughtHere: false,
      createdAt: expect.any(String),
      updatedAt: body.createdAt,
      status: 'pending',
      moderationNote: null,
      product: { id: await desk.productId('enamel-mug'), slug: 'enamel-mug', name: 'Enamel mug' },
    });
    expect(await desk.anybody.get<ReviewPage>(mug)).toEqual({
      items: [],
      page: 1,
      limit: 20,
      total: 0,
      rating: null,
    });
  });

  it('is done once for each product, even by two requests at one moment', async () => {
    await expectRefusal(ada.client, ['POST', mug, praise], { status: 409, code: 'catalog.already-reviewed' });
    const both = await Promise.all([1, 2].map(() => bob.client.send<Problem>('POST', mug, praise)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('with an idempotency key answers the same again', async () => {
    const key = { 'idempotency-key': newId() };
    const path = '/v1/products/potting-stool/reviews';
    const first = await ada.client.post<OwnReviewView>(path, praise, key);
    expect(await ada.client.post(path, praise, key)).toEqual(first);
  });

  it('needs a sign-in, and a product that is there', async () => {
    await expectRefusal(desk.anybody, ['POST', mug, praise], { status: 401, code: 'auth.unauthenticated' });
    for (const product of ['nothing', newId(), "x'--", '%00'])
      expect((await ada.client.send('POST', `/v1/products/${product}/reviews`, praise)).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['six stars', { rating: 6 }, 'rating'],
    ['stars as text', { rating: '5' }, 'rating'],
    ['half a star', { rating: 4.5 }, 'rating'],
    ['no text', { body: '  ' }, 'body'],
    ['too much text', { body: 'x'.repeat(5_001) }, 'body'],
    ['a text that is none', { body: ['x'] }, 'body'],
    ['control characters', { body: 'a\u0000b' }, 'body'],
    ['a name of two lines', { authorName: 'Ada\r\nBcc: all@example.test' }, 'authorName'],
    ['a status', { status: 'published' }, 'status'],
    ['a purchase', { boughtHere: true }, 'boughtHere'],
    ['another customer', { customerId: newId() }, 'customerId'],
    ['a product', { productId: newId() }, 'productId'],
    ['a version', { version: 7 }, 'version'],
  ])('refuses %s', async (_, wrong, field) => {
    const carol = desk.person();
    const { status, body } = await carol.client.send<Problem>('POST', mug, { ...praise, ...wrong });
    expect(status).toBe(400);
    expect(body.errors?.map((each) => each.field)).toContain(field);
    expect((await carol.client.get<OwnReviewPage>('/v1/me/reviews')).total).toBe(0);
  });

  it('keeps markup as the text that it is, and answers nothing but JSON', async () => {
    const nasty = {
      title: '<img src=x onerror=alert(1)>',
      body: '</script><script>alert("x")</script> {{7*7}} \' OR 1=1 -- 😀',
      authorName: '"><svg/onload=alert(1)>',
    };
    await desk.publishes(desk.person(), 'storm-lantern', nasty);
    const { headers, body } = await desk.anybody.send<ReviewPage>(
      'GET',
      '/v1/products/storm-lantern/reviews',
    );
    expect(body.items[0]).toMatchObject(nasty);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('one’s own reviews', () => {
  it('are listed, the newest first', async () => {
    const carol = desk.person();
    await desk.writes(carol, 'enamel-mug');
    await desk.writes(carol, 'storm-lantern');
    const { items, total } = await carol.client.get<OwnReviewPage>('/v1/me/reviews?limit=1');
    expect(total).toBe(2);
    expect(items.map(({ product }) => product.slug)).toEqual(['storm-lantern']);
  });

  it('can be written anew, and wait again; other stars alone count at once', async () => {
    const carol = desk.person();
    const id = await desk.publishes(carol, 'milk-bottle');
    const path = `/v1/me/reviews/${id}`;
    const stars = await carol.client.ask<OwnReviewView>('PUT', path, { ...praise, rating: 2 });
    expect(stars).toMatchObject({ rating: 2, status: 'published' });
    expect(await desk.anybody.get('/v1/products/milk-bottle')).toMatchObject({
      rating: { average: 2, count: 1, distribution: { 1: 0, 2: 1, 3: 0, 4: 0, 5: 0 } },
    });
    const anew = await carol.client.ask<OwnReviewView>('PUT', path, { rating: 2, body: 'It leaks.' });
    expect(anew).toMatchObject({ body: 'It leaks.', title: null, authorName: 'Customer', status: 'pending' });
    expect(await desk.anybody.get('/v1/products/milk-bottle')).toMatchObject({ rating: null });
    expect(await desk.figures('milk-bottle')).toMatchObject({ kept: { count: 0, sum: 0 } });
  });

  it('can be taken back, and written again', async () => {
    const carol = desk.person();
    const id = await desk.publishes(carol, 'milk-bottle');
    expect((await carol.client.send('DELETE', `/v1/me/reviews/${id}`)).status).toBe(204);
    expect(await desk.anybody.get('/v1/products/milk-bottle')).toMatchObject({ rating: null });
    expect((await carol.client.send('DELETE', `/v1/me/reviews/${id}`)).status).toBe(404);
    await desk.writes(carol, 'milk-bottle');
  });

  it('are nobody else’s: neither read, nor changed, nor taken back', async () => {
    const { id } = await desk.writes(desk.person(), 'enamel-mug');
    for (const reviewId of [id, newId(), 'x', '%00']) {
      const path = `/v1/me/reviews/${reviewId}`;
      expect((await bob.client.send('GET', path)).status).toBe(404);
      expect((await bob.client.send('PUT', path, praise)).status).toBe(404);
      expect((await bob.client.send('DELETE', path)).status).toBe(404);
      expect((await desk.anybody.send('GET', path)).status).toBe(401);
    }
    expect(await desk.staff.client.get(`/v1/admin/reviews/${id}`)).toMatchObject({ id, version: 1 });
  });
});

describe('the reviews of a product', () => {
  beforeAll(async () => {
    for (const rating of [3, 5, 1, 5])
      await desk.publishes(desk.person(), 'checked-lambswool-vest', { rating });
  });

  const list = (query: string): Promise<ReviewPage> =>
    desk.anybody.get<ReviewPage>(`/v1/products/checked-lambswool-vest/reviews${query}`);

  it('come page by page in three orders, summed up', async () => {
    const newest = await list('');
    expect(newest.items.map(({ rating }) => rating)).toEqual([5, 1, 5, 3]);
    expect(newest).toMatchObject({
      total: 4,
      rating: { average: 3.5, count: 4, distribution: { 1: 1, 2: 0, 3: 1, 4: 0, 5: 2 } },
    });
    expect((await list('?sort=highest')).items.map(({ rating }) => rating)).toEqual([5, 5, 3, 1]);
    expect((await list('?sort=lowest')).items.map(({ rating }) => rating)).toEqual([1, 3, 5, 5]);
    const second = await list('?sort=highest&page=2&limit=3');
    expect(second).toMatchObject({ total: 4, page: 2, limit: 3, items: [{ rating: 1 }] });
  });

  it('can be narrowed to so many stars', async () => {
    const fives = await list('?rating=5&limit=1');
    expect(fives).toMatchObject({ total: 2, rating: { count: 4 } });
    expect(fives.items.map(({ rating }) => rating)).toEqual([5]);
    expect(await list('?rating=2')).toMatchObject({ total: 0, items: [] });
  });

  it('say nothing of who wrote them but the name', async () => {
    const [review] = (await list('')).items;
    expect(Object.keys(review!).sort()).toEqual(
      ['id', 'rating', 'title', 'body', 'authorName', 'boughtHere', 'createdAt'].sort(),
    );
  });

  it.each([
    'sort=best',
    'rating=6',
    'rating=0',
    'rating=any&rating=5',
    'page=0',
    'limit=1000',
    'stars=5',
    '__proto__=1',
  ])('refuse ?%s', async (query) => {
    expect((await desk.anybody.send('GET', `${mug}?${query}`)).status).toBe(400);
  });

  it('of an unknown product are not found', async () => {
    for (const product of ['nothing', newId(), "x'--"])
      expect((await desk.anybody.send('GET', `/v1/products/${product}/reviews`)).status).toBe(404);
  });
});
