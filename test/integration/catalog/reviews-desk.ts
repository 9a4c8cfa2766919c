import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { idToBytes } from '#platform/database/id-column.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { newId } from '#shared-kernel';
import { createApi } from '../../../apps/api/src/create-api.js';
import { CountSales } from '../../../libs/catalog/src/application/count-sales.js';
import type { CustomerId, ProductId } from '../../../libs/catalog/src/domain/ids.js';
import { permissionsOf } from '../../../libs/customers/src/domain/roles.js';
import type { OwnReviewView, StaffReviewView } from '../../../libs/catalog/src/queries/review.views.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient } from '../../support/http.js';
import { bearer, runningSession } from '../../support/tokens.js';

export const praise = {
  rating: 5,
  title: 'Warm',
  body: 'It keeps me warm.',
  authorName: 'Ada',
};

export interface Person {
  id: CustomerId;
  client: HttpClient;
}

/** An API over the sample shop, and people who have signed in somewhere else. */
export class ReviewsDesk {
  readonly anybody: HttpClient;
  readonly staff: Person;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    private readonly url: string,
    private readonly session: string,
  ) {
    this.anybody = new HttpClient(url);
    this.staff = this.person('manager');
  }

  static async open(variables: Readonly<Record<string, string>> = {}): Promise<ReviewsDesk> {
    const database = await createTestDatabase({ sampleShop: true });
    const config = testConfig({ DATABASE_URL: database.url, ...variables });
    const app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
    await app.listen(0, '127.0.0.1');
    return new ReviewsDesk(app, database, await app.getUrl(), await runningSession(database));
  }

  person(role: 'customer' | 'manager' = 'customer'): Person {
    const id = newId<CustomerId>();
    const scope = [...permissionsOf(role)].join(' ');
    const client = new HttpClient(this.url);
    Object.assign(client.headers, bearer(this.app, { sub: id, sid: this.session, role, scope }));
    return { id, client };
  }

  writes({ client }: Person, slug: string, review: object = {}): Promise<OwnReviewView> {
    return client.post(`/v1/products/${slug}/reviews`, { ...praise, ...review });
  }

  /** Reads the review and decides about that version. */
  async decides(reviewId: string, decision: 'publication' | 'rejection'): Promise<StaffReviewView> {
    const path = `/v1/admin/reviews/${reviewId}`;
    const etag = (await this.staff.client.send('GET', path)).headers.get('etag') ?? '';
    const body = decision === 'rejection' ? { reason: 'Not about the product.' } : {};
    return this.staff.client.post(`${path}/${decision}`, body, { 'if-match': etag });
  }

  async publishes(person: Person, slug: string, review: object = {}): Promise<string> {
    const { id } = await this.writes(person, slug, review);
    await this.decides(id, 'publication');
    return id;
  }

  /** As the worker does when an order is paid. */
  async sells(slugs: readonly string[], buyer?: Person): Promise<void> {
    const sales = await Promise.all(
      slugs.map(async (slug) => ({ productId: await this.productId(slug), quantity: 1 })),
    );
    const countSales = this.app.get(CountSales, { strict: false });
    await countSales.execute(
      sales,
      buyer === undefined ? undefined : { customerId: buyer.id, paidAt: new Date('2026-03-01T09:00:00Z') },
    );
  }

  async productId(slug: string): Promise<ProductId> {
    return (await this.anybody.get<{ id: ProductId }>(`/v1/products/${slug}`)).id;
  }

  /** What the kept figures of a product should be, counted from its reviews, beside what they are. */
  async figures(slug: string): Promise<{ kept: unknown; counted: unknown }> {
    const id = idToBytes(await this.productId(slug));
    const stars = [1, 2, 3, 4, 5];
    const [kept] = await this.database.query(
      `SELECT rating_sum AS sum, rating_count AS count, ${stars.map((n) => `stars_${n}`).join(', ')}
       FROM products WHERE id = ?`,
      [id],
    );
    const [counted] = await this.database.query<Record<string, unknown>>(
      `SELECT COALESCE(SUM(rating), 0) AS sum, COUNT(*) AS count,
              ${stars.map((n) => `COALESCE(SUM(rating = ${n}), 0) AS stars_${n}`).join(', ')}
       FROM reviews WHERE product_id = ? AND status = 'published'`,
      [id],
    );
    return {
      kept,
      counted: Object.fromEntries(Object.entries(counted ?? {}).map(([name, n]) => [name, Number(n)])),
    };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
