import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts } from '#customers';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

const password = 'a demo passphrase of length';

interface Review {
  id: string;
  status: string;
  boughtHere: boolean;
  authorName: string;
  body: string;
}

interface Detail {
  slug: string;
  rating: { average: number; count: number } | null;
  categories: { slug: string }[];
  related: { boughtTogether: { slug: string }[] };
  variants: { id: string; stockState: string }[];
}

let shop: Shop;
let ada: Shopper;
let bob: Shopper;
let staff: HttpClient;
let anybody: HttpClient;

beforeAll(async () => {
  shop = await Shop.open({ variables: { CACHE: 'off' } });
  anybody = new HttpClient(shop.url);
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
  staff = new HttpClient(shop.url);
  const { accessToken } = await staff.post<{ accessToken: string }>('/v1/auth/sessions', {
    email: 'grace@example.test',
    password,
  });
  staff.headers['authorization'] = `Bearer ${accessToken}`;
  [ada, bob] = await Promise.all([shop.shopper('Ada').joins(), shop.shopper('Bob').joins()]);
});

afterAll(() => shop.close());

const detail = (slug: string): Promise<Detail> => anybody.get<Detail>(`/v1/products/${slug}`);

async function reviewsOf(slug: string): Promise<Review[]> {
  return (await anybody.get<{ items: Review[] }>(`/v1/products/${slug}/reviews`)).items;
}

async function bestRatedOf(category: string): Promise<string[]> {
  const path = `/v1/products?category=${category}&sort=rating&limit=100`;
  return (await anybody.get<{ items: { slug: string }[] }>(path)).items.map(({ slug }) => slug);
}

async function buys(shopper: Shopper, ...slugs: string[]): Promise<void> {
  for (const slug of slugs) {
    const { variants } = await detail(slug);
    await shopper.puts(variants.find(({ stockState }) => stockState !== 'sold-out')!.id);
  }
  const order = await shopper.checksOut();
  await shopper.paysBy(await shopper.startsPayment(order));
  await shopper.seesOrder(order.id, 'paid');
}

const writes = (shopper: Shopper, slug: string, rating: number, body: string): Promise<Review> =>
  shopper.client.post<Review>(`/v1/products/${slug}/reviews`, { rating, body, authorName: shopper.name });

async function decides(review: Review, decision: 'publication' | 'rejection'): Promise<void> {
  const { items } = await staff.get<{ items: (Review & { version: number })[] }>('/v1/admin/reviews');
  const { version } = items.find(({ id }) => id === review.id)!;
  const path = `/v1/admin/reviews/${review.id}/${decision}`;
  await staff.post(path, { reason: 'It is about the post.' }, { 'if-match': `"${String(version)}"` });
}

describe('what customers say', () => {
  const [mug, lantern] = ['enamel-mug', 'storm-lantern'] as const;

  it('is shown with the purchase once staff have read it, and moves the product in the lists', async () => {
    await buys(ada, mug, lantern);
    const praise = await eventually(async () => {
      // The worker tells the catalogue of the purchase a moment after the payment.
      const { items } = await ada.client.get<{ items: Review[] }>('/v1/me/reviews');
      const review = items[0] ?? (await writes(ada, mug, 5, 'It survives every fall.'));
      const now = await ada.client.get<Review>(`/v1/me/reviews/${review.id}`);
      expect(now.boughtHere).toBe(true);
      return now;
    });
    expect(praise.status).toBe('pending');
    expect(await reviewsOf(mug)).toEqual([]);

    await decides(praise, 'publication');
    expect(await reviewsOf(mug)).toMatchObject([
      { body: 'It survives every fall.', authorName: 'Ada', boughtHere: true },
    ]);
    const { rating, categories } = await detail(mug);
    expect(rating).toMatchObject({ average: 5, count: 1 });
    expect((await bestRatedOf(categories[0]!.slug))[0]).toBe(mug);
  });

  it('says so when the product was not bought here, and staff need not show it', async () => {
    const complaint = await writes(bob, mug, 1, 'The post was late.');
    expect(complaint.boughtHere).toBe(false);
    await decides(complaint, 'rejection');
    expect(await bob.client.get(`/v1/me/reviews/${complaint.id}`)).toMatchObject({
      status: 'rejected',
      moderationNote: 'It is about the post.',
    });
    expect(await reviewsOf(mug)).toHaveLength(1);
    expect((await detail(mug)).rating).toMatchObject({ average: 5, count: 1 });
  });

  it('is no business of customers to decide', async () => {
    const { items } = await staff.get<{ items: Review[] }>('/v1/admin/reviews?status=rejected');
    const path = `/v1/admin/reviews/${items[0]!.id}/publication`;
    expect((await bob.client.send('POST', path, {}, { 'if-match': '"2"' })).status).toBe(403);
  });
});

describe('what customers buy', () => {
  it('shows up beside the other thing in the basket', async () => {
    await eventually(async () => {
      expect((await detail('enamel-mug')).related.boughtTogether.map(({ slug }) => slug)).toEqual([
        'storm-lantern',
      ]);
    });
    expect((await detail('storm-lantern')).related.boughtTogether).toMatchObject([{ slug: 'enamel-mug' }]);
  });
});
