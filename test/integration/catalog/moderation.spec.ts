import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { OwnReviewPage, StaffReviewPage } from '../../../libs/catalog/src/queries/review.views.js';
import type { Problem } from '../../support/http.js';
import { expectRefusal } from '../../support/refusal.js';
import { praise, ReviewsDesk, type Person } from './reviews-desk.js';

const mug = '/v1/products/enamel-mug/reviews';

describe('moderation', () => {
  let desk: ReviewsDesk;
  let ada: Person;

  beforeAll(async () => {
    desk = await ReviewsDesk.open();
    ada = desk.person();
  }, 30_000);

  afterAll(() => desk.close());

  it('is for staff alone', async () => {
    const { id } = await desk.writes(desk.person(), 'enamel-mug');
    const routes = [
      ['GET', '/v1/admin/reviews'],
      ['GET', `/v1/admin/reviews/${id}`],
      ['POST', `/v1/admin/reviews/${id}/publication`],
      ['POST', `/v1/admin/reviews/${id}/rejection`],
    ] as const;
    for (const [method, path] of routes) {
      expect((await desk.anybody.send(method, path, undefined)).status).toBe(401);
      await expectRefusal(ada.client, [method, path], { status: 403, code: 'auth.forbidden' });
    }
  });

  it('takes up what waits in the order in which it came', async () => {
    const [first, second] = [desk.person(), desk.person()];
    await desk.writes(first, 'storm-lantern');
    await desk.writes(second, 'storm-lantern');
    const { items, total } = await desk.staff.client.get<StaffReviewPage>('/v1/admin/reviews?limit=100');
    expect(total).toBe(items.length);
    const customers = items.map(({ customerId }) => customerId);
    expect(customers.slice(-2)).toEqual([first.id, second.id]);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['pending']));
    await expectRefusal(desk.staff.client, ['GET', '/v1/admin/reviews?status=hidden'], {
      status: 400,
      code: 'validation.failed',
      field: 'status',
    });
  });

  it('needs the version that was read', async () => {
    const carol = desk.person();
    const { id } = await desk.writes(carol, 'storm-lantern');
    const path = `/v1/admin/reviews/${id}/publication`;
    await expectRefusal(desk.staff.client, ['POST', path], { status: 428, code: 'http.version-required' });
    await carol.client.ask('PUT', `/v1/me/reviews/${id}`, { ...praise, body: 'Something rude.' });
    const stale = await desk.staff.client.send<Problem>('POST', path, {}, { 'if-match': '"1"' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'catalog.changed-meanwhile' } });
    expect(stale.body.detail).toContain('version is 2');
    const published = await desk.staff.client.send('POST', path, {}, { 'if-match': '"2"' });
    expect(published.status).toBe(200);
    expect(published.headers.get('etag')).toBe('"3"');
  });

  it('says why to the author, and leaves a trace', async () => {
    const carol = desk.person();
    const { id } = await desk.writes(carol, 'storm-lantern');
    await desk.decides(id, 'rejection');
    expect(await carol.client.get(`/v1/me/reviews/${id}`)).toMatchObject({
      status: 'rejected',
      moderationNote: 'Not about the product.',
    });
    const audit = await desk.database.query<Record<string, string>>(
      "SELECT actor, action, before_state, after_state FROM audit_log WHERE action LIKE 'catalog.reject-review' ORDER BY occurred_at DESC LIMIT 1",
    );
    expect(audit[0]).toMatchObject({ actor: desk.staff.id });
    expect(JSON.parse(audit[0]!['before_state']!)).toMatchObject({ status: 'pending' });
    expect(JSON.parse(audit[0]!['after_state']!)).toMatchObject({ status: 'rejected', version: 2 });
  });

  it('decides nothing twice, needs a reason, and knows only reviews that are there', async () => {
    const id = await desk.publishes(desk.person(), 'potting-stool');
    const any = { 'if-match': '"2"' };
    const path = `/v1/admin/reviews/${id}`;
    await expectRefusal(desk.staff.client, ['POST', `${path}/publication`, {}, any], {
      status: 409,
      code: 'catalog.review-status-refused',
    });
    await expectRefusal(desk.staff.client, ['POST', `${path}/rejection`, { reason: ' ' }, any], {
      status: 400,
      code: 'catalog.invalid-review',
      field: 'reason',
    });
    for (const unknown of [newId(), 'x'])
      expect(
        (await desk.staff.client.send('POST', `/v1/admin/reviews/${unknown}/publication`, {}, any)).status,
      ).toBe(404);
  });
});

describe('where reviews are shown at once', () => {
  let desk: ReviewsDesk;

  beforeAll(async () => {
    desk = await ReviewsDesk.open({ REVIEWS: 'immediate' });
  }, 30_000);

  afterAll(() => desk.close());

  async function rejected(person: Person, slug: string): Promise<string> {
    const { id } = await desk.writes(person, slug);
    await desk.decides(id, 'rejection');
    return id;
  }

  it('they count at once, until staff reject them', async () => {
    const carol = desk.person();
    const { id, status } = await desk.writes(carol, 'enamel-mug');
    expect(status).toBe('published');
    expect(await desk.anybody.get(mug)).toMatchObject({ total: 1 });
    await desk.decides(id, 'rejection');
    expect(await desk.anybody.get(mug)).toMatchObject({ total: 0, rating: null });
    await carol.client.ask('PUT', `/v1/me/reviews/${id}`, { ...praise, body: 'Better words.' });
    expect(await carol.client.get(`/v1/me/reviews/${id}`)).toMatchObject({ status: 'pending' });
  });

  it('one that was rejected is not shown by taking it back and writing it again', async () => {
    const carol = desk.person();
    const id = await rejected(carol, 'storm-lantern');
    expect((await carol.client.send('DELETE', `/v1/me/reviews/${id}`)).status).toBe(204);
    await desk.sells(['storm-lantern'], carol);
    const again = await desk.writes(carol, 'storm-lantern', { rating: 2, body: 'Once more.' });
    expect(again).toMatchObject({
      status: 'pending',
      rating: 2,
      body: 'Once more.',
      moderationNote: null,
      boughtHere: true,
    });
    expect(await desk.anybody.get('/v1/products/storm-lantern/reviews')).toMatchObject({ total: 0 });
    expect((await carol.client.get<OwnReviewPage>('/v1/me/reviews')).total).toBe(1);
    await desk.decides(again.id, 'publication');
    expect(await desk.figures('storm-lantern')).toMatchObject({ kept: { count: 1, sum: 2 } });
    await expectRefusal(carol.client, ['POST', '/v1/products/storm-lantern/reviews', praise], {
      status: 409,
      code: 'catalog.already-reviewed',
    });
  });

  it('one that staff have read leaves nothing to read once it is taken back', async () => {
    const carol = desk.person();
    const id = await rejected(carol, 'milk-bottle');
    await desk.decides(id, 'publication');
    expect((await carol.client.send('DELETE', `/v1/me/reviews/${id}`)).status).toBe(204);
    const path = `/v1/me/reviews/${id}`;
    for (const [method, body] of [['GET'], ['PUT', praise], ['DELETE']] as const)
      expect((await carol.client.send(method, path, body)).status).toBe(404);
    expect(await carol.client.get('/v1/me/reviews')).toMatchObject({ total: 0, items: [] });
    expect((await desk.staff.client.send('GET', `/v1/admin/reviews/${id}`)).status).toBe(404);
    const decision = ['POST', `/v1/admin/reviews/${id}/publication`, {}, { 'if-match': '"4"' }] as const;
    expect((await desk.staff.client.send(...decision)).status).toBe(404);
    for (const status of ['pending', 'published', 'rejected']) {
      const { items } = await desk.staff.client.get<StaffReviewPage>(
        `/v1/admin/reviews?limit=100&status=${status}`,
      );
      expect(items.map((each) => each.id)).not.toContain(id);
    }
    expect(await desk.anybody.get('/v1/products/milk-bottle')).toMatchObject({ rating: null });
    expect(await desk.figures('milk-bottle')).toMatchObject({ kept: { count: 0, sum: 0 } });
    const rows = await desk.database.query(
      "SELECT title, body, author_name, moderation_note FROM reviews WHERE status = 'withdrawn'",
    );
    expect(rows).toEqual([{ title: null, body: '', author_name: '', moderation_note: null }]);
  });

  it('one that nobody has read is gone, and may be written again', async () => {
    const carol = desk.person();
    const { id } = await desk.writes(carol, 'potting-stool');
    await carol.client.send('DELETE', `/v1/me/reviews/${id}`);
    const again = await desk.writes(carol, 'potting-stool');
    expect(again).toMatchObject({ status: 'published' });
    expect(again.id).not.toBe(id);
  });
});
