import {
  BadRequestException,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { map, of, tap, type Observable } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../../apps/api/src/openapi.js';
import type { Document } from '../../../tools/fuzz/document.js';
import type { Find } from '../../../tools/fuzz/report.js';
import { FuzzRun } from '../../../tools/fuzz/run.js';
import { Shop } from '../../support/shop.js';

/** Mistakes that people make, in an API that has none of them: would the fuzz find them? */
class Mistakes implements NestInterceptor {
  private readonly orders = new Map<string, unknown>();
  private addresses: unknown;

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, url, body } = context.switchToHttp().getRequest<FastifyRequest>();
    const [path = ''] = url.split('?', 1);
    const asked = `${method} ${path}`;
    if (asked === 'POST /v1/me/addresses') this.addsAddress(body);
    if (asked === 'GET /v1/shipping-methods') this.listsMethods(url);
    if (asked === 'GET /v1/orders')
      return next.handle().pipe(map((page: object): unknown => ({ ...page, sql: 1 })));
    if (asked === 'GET /v1/me/addresses') return next.handle().pipe(map((page) => this.firstOf(page)));
    if (/^GET \/v1\/orders\/[^/]+$/.test(asked)) return this.showsOrder(path, next);
    return next.handle();
  }

  /** An unexpected error, from a text that nobody has thought of. */
  private addsAddress(body: unknown): void {
    if (/\p{Cc}|[^\p{ASCII}]/u.test(JSON.stringify(body ?? null))) throw new Error('Incorrect string value');
  }

  /** An error that is answered as it was thrown. */
  private listsMethods(url: string): void {
    if (!url.includes('country=US')) throw new BadRequestException(new Error('no such place').stack);
  }

  /** A cache that forgets whose it is, of a list. */
  private firstOf(page: unknown): unknown {
    if ((page as { total: number }).total > 0) this.addresses ??= page;
    return this.addresses ?? page;
  }

  /** The same of single orders. */
  private showsOrder(path: string, next: CallHandler): Observable<unknown> {
    const known = this.orders.get(path);
    if (known !== undefined) return of(known);
    return next.handle().pipe(tap((order) => this.orders.set(path, order)));
  }
}

let shop: Shop;
let document: Document;

beforeAll(async () => {
  shop = await Shop.open({
    workers: 0,
    variables: { ACCOUNT_VERIFICATION: 'optional', TRUSTED_PROXIES: '1' },
    plant: (api) => api.useGlobalInterceptors(new Mistakes()),
  });
  document = JSON.parse(JSON.stringify(openApiDocument(shop.apis[0]!))) as Document;
}, 120_000);

afterAll(() => shop.close());

async function found(only: string, requests = 200): Promise<readonly Find[]> {
  const { finds } = await new FuzzRun({
    ...{ urls: shop.urls, document, only, requests, seed: 7 },
    write: (sql, values) => shop.database.query(sql, values),
  }).execute();
  return finds;
}

describe('the fuzz sees', () => {
  it('a 500, and tells the smallest request that it comes from', async () => {
    const [find] = (await found('POST /v1/me/addresses')).filter(({ check }) => check === 'server-error');
    expect(find).toMatchObject({ route: 'POST /v1/me/addresses', detail: '500' });
    expect(find?.curl).toMatch(/^(echo [^|]+\| base64 -d \| )?curl .* -X POST '[^']+\/v1\/me\/addresses'/);
  });

  it('a field that the document does not name', async () => {
    const finds = await found('GET /v1/orders');
    expect(finds.filter(({ check }) => check === 'schema')).toMatchObject([
      { route: 'GET /v1/orders', detail: expect.stringContaining('"additionalProperty":"sql"') },
    ]);
    // The same run comes to other people's orders by their ids.
    expect(finds.filter(({ check }) => check === 'foreign-id')).not.toEqual([]);
  });

  it("somebody else's words", async () => {
    const finds = await found('/v1/me/addresses', 400);
    expect(finds.filter(({ check }) => check === 'leak')).toMatchObject([{ route: 'GET /v1/me/addresses' }]);
  });

  it('a stack trace', async () => {
    const finds = await found('GET /v1/shipping-methods', 60);
    expect(finds.map(({ check }) => check)).toContain('told-too-much');
  });
});
