import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CrossSiteDefence } from '#platform/auth/cross-site-defence.js';
import { bytesToId } from '#platform/database/id-column.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { createApi } from '../../../apps/api/src/create-api.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { issueToken, runningSession } from '../../support/tokens.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let client: HttpClient;
let sid: string;
let item: { variantId: string; quantity: number };

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  const config = testConfig({ DATABASE_URL: database.url });
  app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await app.listen(0, '127.0.0.1');
  client = new HttpClient(await app.getUrl());
  sid = await runningSession(database);
  const [variant] = await database.query<{ id: Buffer }>(
    "SELECT v.id FROM variants v JOIN stock s ON s.variant_id = v.id JOIN products p ON p.id = v.product_id WHERE s.available > 9 AND p.status = 'published' LIMIT 1",
  );
  item = { variantId: bytesToId(variant!.id), quantity: 1 };
}, 60_000);

afterAll(async () => {
  await app.close();
  await database.drop();
});

const cookie = (expiresIn = 600): Record<string, string> => ({
  cookie: `tradepost-access=${issueToken(app, { sid, scope: 'cart:use' }, { expiresIn })}`,
});
const meant = (): Record<string, string> => ({ 'x-csrf-token': app.get(CrossSiteDefence).tokenFor(sid) });

const puts = (headers: Record<string, string>): Promise<Answer<Problem & { token?: string }>> =>
  client.send('POST', '/v1/cart/items', item, headers);

describe('a public change', () => {
  it('is the account’s when its cookie and its token come along', async () => {
    const answer = await puts({ ...cookie(), ...meant() });
    expect(answer.status).toBeLessThan(300);
    expect(answer.body.token).toBeUndefined();
  });

  it('is refused when the cookie comes alone, instead of being made for somebody else', async () => {
    expect(await puts(cookie())).toMatchObject({ status: 403, body: { code: 'auth.csrf' } });
  });

  it('is refused with a cookie that has run out: the page refreshes, or goes on as a guest', async () => {
    expect(await puts({ ...cookie(-1), ...meant() })).toMatchObject({ status: 401 });
    expect((await puts({})).body.token).toEqual(expect.any(String));
  });
});

describe('a public read', () => {
  it.each(['/v1/products?limit=1', '/.well-known/jwks.json', '/v1/departments'])(
    'of %s is the same with a cookie that has run out, or is none',
    async (path) => {
      for (const headers of [cookie(-1), { cookie: 'tradepost-access=x' }, {}])
        expect((await client.send('GET', path, undefined, headers)).status).toBe(200);
    },
  );

  it('with a bearer token that is no good is refused: it was sent on purpose', async () => {
    const headers = { authorization: 'Bearer x' };
    expect((await client.send('GET', '/.well-known/jwks.json', undefined, headers)).status).toBe(401);
  });
});
