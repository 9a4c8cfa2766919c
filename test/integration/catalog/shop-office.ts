import { Module, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApplyDueChanges, CatalogFacade } from '#catalog';
import { AuthModule } from '#platform/auth/auth.module.js';
import { CacheModule } from '#platform/cache/cache.module.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import type { Config } from '#platform/config/config.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { PlatformModule } from '#platform/platform.module.js';
import { newId } from '#shared-kernel';
import { CatalogHttpModule } from '../../../libs/catalog/src/http/catalog-http.module.js';
import type { AdminProductView } from '../../../libs/catalog/src/queries/admin-product.views.js';
import type {
  AdminCategoryView,
  AdminDepartmentView,
  AdminOptionView,
} from '../../../libs/catalog/src/queries/admin-shelf.views.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';

@Module({})
class OfficeModule {}

export interface AuditRow {
  actor: string;
  action: string;
  before: unknown;
  after: unknown;
}

/** What came back: a view, or a problem. */
export type Reply<View> = Answer<View & Omit<Problem, 'status'>>;

/** The office of a shop behind real HTTP, on a database of its own; with short ways for what each test needs first. */
export class ShopOffice {
  /** The account that the staff's changes are made by. */
  readonly ida = newId<never>() as string;
  readonly staff = this.caller('catalog:manage', this.ida);
  readonly public = this.caller();
  readonly catalog = this.app.get(CatalogFacade, { strict: false });
  readonly applyDueChanges = this.app.get(ApplyDueChanges, { strict: false });
  private made = 0;

  private constructor(
    private readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    private readonly config: Config,
    private readonly url: string,
  ) {}

  static async open({ sampleShop = false } = {}): Promise<ShopOffice> {
    const database = await createTestDatabase({ sampleShop });
    const config = testConfig({ DATABASE_URL: database.url, CACHE: 'off' });
    const imports = [
      PlatformModule.forRoot(config),
      AuthModule,
      ChangeFollowingModule,
      CacheModule,
      CatalogHttpModule,
    ];
    const app = await NestFactory.create<NestFastifyApplication>(
      { module: OfficeModule, imports },
      new FastifyAdapter(),
      { logger: config.log.level === 'silent' ? false : ['error', 'warn'], abortOnError: false },
    );
    app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
    await app.listen(0, '127.0.0.1');
    return new ShopOffice(app, database, config, await app.getUrl());
  }

  /** Somebody with these permissions; without any, somebody who has not signed in. */
  caller(scope?: string, id: string = newId()): HttpClient {
    const client = new HttpClient(this.url);
    if (scope === undefined) return client;
    Object.assign(client.headers, bearer(this.app, { sub: id, role: 'staff', scope }));
    return client;
  }

  async department(): Promise<AdminDepartmentView> {
    const slug = this.word('department');
    return this.staff.post('/v1/admin/departments', { slug, name: `The ${slug}` });
  }

  async category(departmentId?: string): Promise<AdminCategoryView> {
    const slug = this.word('category');
    return this.staff.post('/v1/admin/categories', {
      slug,
      name: `The ${slug}`,
      departmentId: departmentId ?? (await this.department()).id,
    });
  }

  option(code: string, ...values: string[]): Promise<AdminOptionView> {
    return this.staff.post('/v1/admin/options', {
      code,
      name: code.toUpperCase(),
      values: values.map((value) => ({ code: value, name: value.toUpperCase() })),
    });
  }

  /** A draft with one variant of 20 dollars. */
  async product(with_: Record<string, unknown> = {}): Promise<AdminProductView> {
    const slug = this.word('lamp');
    return this.staff.post('/v1/admin/products', {
      slug,
      name: `The ${slug}`,
      variants: [{ sku: slug.toUpperCase(), price: usd(2000) }],
      ...with_,
    });
  }

  async published(with_: Record<string, unknown> = {}): Promise<AdminProductView> {
    const categoryIds = [(await this.category()).id];
    const product = await this.product({ categoryIds, ...with_ });
    return (await this.change('POST', `products/${product.id}/publication`, product, {})).body;
  }

  /** A request of staff who have seen this version. */
  change<View = AdminProductView>(
    method: string,
    path: string,
    seen: { version: number } | undefined,
    body?: unknown,
  ): Promise<Reply<View>> {
    const headers: Record<string, string> = seen === undefined ? {} : { 'if-match': `"${seen.version}"` };
    return this.staff.send<Reply<View>['body']>(method, `/v1/admin/${path}`, body, headers);
  }

  see(productId: string): Promise<AdminProductView> {
    return this.staff.get(`/v1/admin/products/${productId}`);
  }

  /** What the audit log has of something, oldest first. */
  async audit(subjectId: string): Promise<AuditRow[]> {
    const rows = await this.database.query<{
      actor: string;
      action: string;
      before_state: string | null;
      after_state: string | null;
    }>('SELECT * FROM audit_log WHERE subject_id = ? ORDER BY id', [subjectId]);
    return rows.map(({ actor, action, before_state, after_state }) => ({
      actor,
      action,
      before: JSON.parse(before_state ?? 'null') as unknown,
      after: JSON.parse(after_state ?? 'null') as unknown,
    }));
  }

  /** What the change feed has been told since the last call. */
  async told(): Promise<string[]> {
    const rows = await this.database.query<{ topic: string; subject: Buffer }>(
      'SELECT topic, subject FROM change_feed ORDER BY seq',
    );
    await this.database.query('DELETE FROM change_feed');
    return [...new Set(rows.map(({ topic, subject }) => `${topic} ${bytesToId(subject)}`))].sort();
  }

  /** Scopes whose kept total is not what a count of its listings gives. */
  async wrongTotals(): Promise<unknown[]> {
    return this.database.query(`
      SELECT t.scope_id, t.total, COUNT(l.product_id) AS counted
      FROM listing_totals t
      LEFT JOIN product_listings l ON l.scope_id = t.scope_id
      GROUP BY t.scope_id, t.total
      HAVING total <> counted`);
  }

  /** Moves the clock of what a product has planned: everything happens so much earlier. */
  async hurry(productId: string, seconds: number): Promise<void> {
    const id = idToBytes(productId);
    for (const column of ['publish_at', 'next_change_at'])
      await this.database.query(
        `UPDATE products SET ${column} = DATE_SUB(${column}, INTERVAL ? SECOND) WHERE id = ?`,
        [seconds, id],
      );
    for (const column of ['sale_starts_at', 'sale_ends_at'])
      await this.database.query(
        `UPDATE variants SET ${column} = DATE_SUB(${column}, INTERVAL ? SECOND) WHERE product_id = ?`,
        [seconds, id],
      );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  word(kind: string): string {
    this.made += 1;
    return `${kind}-${this.made}`;
  }
}

export function usd(amount: number): { amount: number; currency: string } {
  return { amount, currency: 'USD' };
}

/** So many seconds from now, as the API has times. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}
