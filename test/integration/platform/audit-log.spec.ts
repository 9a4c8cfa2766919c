import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../../apps/api/src/create-api.js';
import { AuditLog, type AuditEntry } from '#platform/audit/audit-log.js';
import type { AuditLogRecord } from '#platform/audit/audit-log.queries.js';
import { SecurityTrail } from '#platform/audit/security-trail.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { newId } from '#shared-kernel';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Problem } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';

interface Page {
  items: AuditLogRecord[];
  nextCursor: string | null;
}

const path = '/v1/admin/audit-log';
const [ada, grace] = [newId(), newId()] as string[];
let database: TestDatabase;
let app: NestFastifyApplication;
let manager: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url });
  app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await app.listen(0, '127.0.0.1');
  manager = as('audit:read');
  await write({ actor: ada!, action: 'catalog.change-price', subjectType: 'product', subjectId: 'lamp' });
  await write({ actor: grace!, action: 'catalog.change-price', subjectType: 'product', subjectId: 'desk' });
  await write({ actor: ada!, action: 'inventory.set-stock', subjectType: 'variant', subjectId: 'lamp' });
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

function as(scope: string): HttpClient {
  const { port } = app.getHttpServer().address() as { port: number };
  const client = new HttpClient(`http://127.0.0.1:${String(port)}`);
  Object.assign(client.headers, bearer(app, { sub: newId(), role: 'manager', scope }), {
    'user-agent': 'the office',
  });
  return client;
}

function write(entry: AuditEntry): Promise<void> {
  return app.get(UnitOfWork).run(() => app.get(AuditLog).append(entry));
}

async function found(query: string): Promise<string[]> {
  const { items } = await manager.get<Page>(`${path}?${query}`);
  return items.map(({ action, subjectId }) => `${action} ${subjectId}`);
}

describe('the audit log', () => {
  it('is told newest first', async () => {
    expect(await found('subjectType=product')).toEqual([
      'catalog.change-price desk',
      'catalog.change-price lamp',
    ]);
  });

  it.each([
    [`actor=${ada!}`, ['inventory.set-stock lamp', 'catalog.change-price lamp']],
    ['action=inventory.set-stock', ['inventory.set-stock lamp']],
    [`actor=${grace!}&action=inventory.set-stock`, []],
    ['subjectType=variant&subjectId=lamp', ['inventory.set-stock lamp']],
    ['from=2100-01-01T00:00:00Z', []],
    ['to=2000-01-01', []],
  ])('is searched by %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('is read page by page, without a gap and without anything twice', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Page = await manager.get<Page>(`${path}?actor=${ada!}&limit=1${more}`);
      seen.push(...page.items.map(({ action }) => action));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['inventory.set-stock', 'catalog.change-price']);
  });

  it.each([
    ['cursor', 'cursor=1_2.abc'],
    ['subjectType', 'subjectId=lamp'],
    ['from', 'from=yesterday'],
    ['to', 'to=2026-13-45T00:00:00Z'],
    ['actor', 'actor=a&actor=b'],
    ['password', 'password=x'],
  ])('refuses what it does not understand, and names it: %s', async (field, query) => {
    const { status, body } = await manager.send<Problem>('GET', `${path}?${query}`);
    expect([status, body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('takes no cursor of another search', async () => {
    const { nextCursor } = await manager.get<Page>(`${path}?actor=${ada!}&limit=1`);
    const { status } = await manager.send('GET', `${path}?actor=${grace!}&limit=1&cursor=${nextCursor!}`);
    expect(status).toBe(400);
  });

  it('is for those who may read it', async () => {
    expect((await as('catalog:manage').send('GET', path)).status).toBe(403);
    expect((await new HttpClient(manager.baseUrl).send('GET', path)).status).toBe(401);
  });

  it('knows who was denied what, from where, and how often', async () => {
    const intruder = as('cart:use');
    for (let n = 0; n < 3; n += 1) await intruder.send('GET', path);
    await app.get(SecurityTrail).flush();
    const { items } = await manager.get<Page>(`${path}?action=auth.denied&limit=1`);
    expect(items).toMatchObject([
      {
        action: 'auth.denied',
        subjectType: 'operation',
        subjectId: 'AuditLog.list',
        after: { permission: 'audit:read' },
        times: 3,
        address: '127.0.0.1',
        userAgent: 'the office',
      },
    ]);
    expect(items[0]?.actor).not.toBe('anonymous');
  });

  it('can be changed by nothing that the program says: no route, no statement', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await manager.send(method, path, {})).status).toBe(404);
  });
});
