import { randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorToken } from '#platform/auth/token-kinds.js';
import { newId } from '#shared-kernel';
import { HttpClient, type Problem } from '../support/http.js';
import { expectRefusal } from '../support/refusal.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';
import { issueToken } from '../support/tokens.js';

let shop: Shop;
let anybody: HttpClient;
let ada: Shopper;
let bob: Shopper;
let lamp: { sku: string; variantId: string };

beforeAll(async () => {
  shop = await Shop.open();
  anybody = new HttpClient(shop.url);
  [ada, bob] = await Promise.all([shop.shopper('Ada').joins(), shop.shopper('Bob').joins()]);
  lamp = (await shop.thingsInStock(1))[0]!;
});

afterAll(() => shop.close());

describe('a list', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['page=-1', 'page'],
    ['page=1.5', 'page'],
    ['page=1&page=2', 'page'],
    ['page=99999999', 'page'],
    ['sort=price;DROP', 'sort'],
    ['colour=red', 'colour'],
  ])('refuses ?%s and names %s', async (query, field) => {
    await expectRefusal(anybody, ['GET', `/v1/products?${query}`], {
      status: 400,
      code: 'validation.failed',
      field,
    });
  });

  it.each([
    '"',
    '+-*~<>()',
    "'; DROP TABLE products; --",
    '😀',
    'the of and',
    '%',
    '\\',
    'a'.repeat(10_000),
    '@@@',
    'lamp* -"',
  ])('takes %s as a search', async (q) => {
    const { status } = await anybody.send('GET', `/v1/products/search?q=${encodeURIComponent(q)}`);
    expect([200, 400]).toContain(status);
  });

  it.each([
    '/v1/products/no-such-thing',
    `/v1/products/${newId()}`,
    '/v1/categories/none',
    '/v1/nothing',
    '/v1/products/%ff',
  ])('does not know %s', async (path) => {
    const { status, headers } = await anybody.send('GET', path);
    expect([400, 404]).toContain(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a cart', () => {
  it.each([[-1], [0], [1.5], [1_000_000], ['2'], [null], [[1]], [Number.MAX_SAFE_INTEGER]])(
    'refuses the quantity %p',
    async (quantity) => {
      await expectRefusal(anybody, ['POST', '/v1/cart/items', { variantId: lamp.variantId, quantity }], {
        status: 400,
        code: 'validation.failed',
        field: 'quantity',
      });
    },
  );

  it('refuses fields that it does not know, prices above all', async () => {
    await expectRefusal(
      anybody,
      ['POST', '/v1/cart/items', { variantId: lamp.variantId, quantity: 1, unitPrice: 1 }],
      { status: 400, code: 'validation.failed', field: 'unitPrice' },
    );
  });

  it('refuses ids of nothing', async () => {
    await expectRefusal(anybody, ['POST', '/v1/cart/items', { variantId: 'lamp', quantity: 1 }], {
      status: 400,
      code: 'validation.failed',
      field: 'variantId',
    });
    const answer = await anybody.send<Problem>('POST', '/v1/cart/items', { variantId: newId(), quantity: 1 });
    expect(answer.status).toBe(404);
  });

  it('opens to nobody else', async () => {
    const guest = shop.shopper('Guest');
    const { id, token } = await guest.puts(lamp.variantId);
    for (const forged of [
      'x',
      id,
      `${id}.AAAA`,
      token!.slice(0, -3) + 'AAA',
      `${newId()}.${token!.split('.')[1]!}`,
    ]) {
      expect((await anybody.send('GET', '/v1/cart', undefined, { 'cart-token': forged })).status).toBe(404);
    }
    await ada.client.post('/v1/cart/claim', { token });
    expect((await bob.client.send('POST', '/v1/cart/claim', { token })).status).toBe(404);
  });
});

describe('an account', () => {
  const fresh = (): string => `${randomUUID()}@example.test`;
  const passphrase = 'a long enough passphrase';

  it.each([
    ['customers.invalid-email', 'email', { name: 'A', email: 'not an address', password: passphrase }],
    ['customers.weak-password', 'password', { name: 'A', email: fresh(), password: 'short' }],
    ['customers.weak-password', 'password', { name: 'A', email: fresh(), password: 'password123' }],
    ['customers.weak-password', 'password', { name: 'A', email: fresh(), password: 'x'.repeat(200) }],
    ['validation.failed', 'role', { name: 'A', email: fresh(), password: passphrase, role: 'staff' }],
    [
      'customers.invalid-profile',
      'name',
      { name: 'A\r\nBcc: all@example.test', email: fresh(), password: passphrase },
    ],
    ['validation.failed', 'name', { email: fresh(), password: passphrase }],
  ])('is refused as %s because of its %s', async (code, field, body) => {
    await expectRefusal(anybody, ['POST', '/v1/auth/registrations', body], { status: 400, code, field });
  });

  it('needs a token that is whole, ours and fresh', async () => {
    const [api] = shop.apis;
    const claims = { role: 'owner', scope: 'orders:read-own operations:read' };
    const forged = {
      nonsense: 'abc',
      'without an algorithm': `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims, iss: 'tradepost', aud: 'tradepost-api' })).toString('base64url')}.`,
      'of another algorithm': new JwtService().sign(claims, {
        secret: 'a secret of thirty-two characters',
        expiresIn: 60,
      }),
      'for another audience': issueToken(api!, claims, { kind: operatorToken }),
      expired: issueToken(api!, claims, { expiresIn: -60 }),
    };
    for (const [, token] of Object.entries(forged)) {
      await expectRefusal(anybody, ['GET', '/v1/orders', undefined, { authorization: `Bearer ${token}` }], {
        status: 401,
        code: 'auth.unauthenticated',
      });
    }
    await expectRefusal(anybody, ['GET', '/v1/me'], { status: 401, code: 'auth.unauthenticated' });
  });

  it('ends the whole family of a refresh token that is used again', async () => {
    const eve = await shop.shopper('Eve').joins();
    const first = eve.lastRefreshToken;
    const { refreshToken: second } = await anybody.post<{ refreshToken: string }>(
      '/v1/auth/sessions/refresh',
      { refreshToken: first },
    );
    await shop.database.query(
      'UPDATE refresh_tokens SET used_at = used_at - INTERVAL 1 HOUR WHERE used_at IS NOT NULL',
    );
    expect((await anybody.send('POST', '/v1/auth/sessions/refresh', { refreshToken: first })).status).toBe(
      401,
    );
    expect((await anybody.send('POST', '/v1/auth/sessions/refresh', { refreshToken: second })).status).toBe(
      401,
    );
  });
});

describe('the webhook', () => {
  it('refuses what Stripe did not sign', async () => {
    const event = {
      id: 'evt_forged',
      object: 'event',
      type: 'payment_intent.succeeded',
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      data: { object: { id: 'pi_x', object: 'payment_intent', metadata: {} } },
    };
    for (const signature of [
      undefined,
      '',
      't=1,v1=abc',
      `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`,
    ]) {
      const headers: Record<string, string> =
        signature === undefined ? {} : { 'stripe-signature': signature };
      const { status, body } = await anybody.send<Problem>('POST', '/v1/webhooks/stripe', event, headers);
      expect([status, body.code]).toEqual([400, 'payment.bad-signature']);
    }
    expect(
      await shop.database.query("SELECT 1 FROM payment_events WHERE stripe_event_id = 'evt_forged'"),
    ).toEqual([]);
  });
});

describe('a body', () => {
  it.each([
    ['1 MB of JSON', JSON.stringify({ variantId: 'x'.repeat(1_000_000) }), 413],
    ['half of an object', '{"variantId": ', 400],
    ['a prototype', '{"__proto__": {"isAdmin": true}, "quantity": 1}', 400],
    ['an array', '[]', 400],
    ['a deep one', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400],
  ])('of %s is refused', async (_, body, status) => {
    const answer = await anybody.send<Problem>('POST', '/v1/cart/items', body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('of another media type is refused', async () => {
    const answer = await anybody.send('POST', '/v1/cart/items', '<xml/>', {
      'content-type': 'application/xml',
    });
    expect(answer.status).toBe(415);
  });
});
