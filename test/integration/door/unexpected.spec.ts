import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createApi } from '../../../apps/api/src/create-api.js';
import { Database } from '#platform/database/database.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Problem } from '../../support/http.js';

const statement = "SELECT secret_column FROM customers WHERE email = 'ada@example.test'";
let database: TestDatabase;
let app: NestFastifyApplication;
let client: HttpClient;
let logged = '';

const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    logged += chunk.toString();
    done();
  },
});

beforeAll(async () => {
  database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url, CACHE: 'off' });
  app = await createApi(config, new StructuredLogger(createPino(config, 'test', 'debug', sink)));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  client = new HttpClient(`http://127.0.0.1:${String(port)}`);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

afterEach(() => {
  jest.restoreAllMocks();
  logged = '';
});

/** As a driver fails whose statement is wrong: with all of it, and people's values. */
function breakTheDatabase(): void {
  const error = Object.assign(new Error("Unknown column 'secret_column' in 'field list'"), {
    ...{ code: 'ER_BAD_FIELD_ERROR', errno: 1054, sqlState: '42S22' },
    ...{ sql: statement, sqlMessage: "Unknown column 'secret_column'" },
  });
  jest.spyOn(app.get(Database, { strict: false }), 'query').mockRejectedValue(error);
}

const routes: readonly [string, string, string, unknown][] = [
  ['a list', 'GET', '/v1/departments', undefined],
  ['a cart', 'POST', '/v1/carts', {}],
  ['a checkout', 'GET', '/v1/shipping-regions', undefined],
];

describe('when something unexpected goes wrong', () => {
  it('the client is told where to find it and nothing else; the log has the rest, without its values', async () => {
    breakTheDatabase();
    const failed: Problem[] = [];
    for (const [, method, path, body] of routes) {
      const answer = await client.send<Problem>(method, path, body, { 'x-request-id': 'asked-by-ada-0001' });
      if (answer.status !== 500) continue;
      failed.push(answer.body);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(Object.keys(answer.body).sort()).toEqual(
        ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId'].sort(),
      );
      const id = answer.headers.get('x-request-id')!;
      expect(JSON.stringify(answer.body)).toContain(id);
      expect(logged).toContain(id);
    }
    expect(failed.length).toBeGreaterThan(1);
    expect(JSON.stringify(failed)).not.toMatch(
      /secret_column|SELECT|ER_|42S22|node_modules|\.[jt]s:|ada@|stack/i,
    );
    expect(logged).toContain('secret_column');
    expect(logged).toMatch(/\.[jt]s:\d+/);
    expect(logged).not.toContain('ada@example.test');
  });
});
