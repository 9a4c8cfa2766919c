import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts } from '#customers';
import { HttpClient, type Problem } from '../support/http.js';
import { Phone } from '../support/phone.js';
import { expectRefusal } from '../support/refusal.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

interface Session {
  accessToken: string;
  refreshToken: string;
}

const password = 'a long enough passphrase';
let shop: Shop;
let thief: HttpClient;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2, variables: { STAFF_SECOND_FACTOR: 'required' } });
  thief = new HttpClient(shop.urls[1]!);
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
});

afterAll(() => shop.close());

/** The password's half of a sign-in. */
async function challengeOf(email: string, client: HttpClient): Promise<string> {
  const { challenge } = await client.post<{ challenge: string }>('/v1/auth/sessions', { email, password });
  return challenge;
}

async function enrols(client: HttpClient): Promise<{ phone: Phone; recoveryCodes: string[] }> {
  const { secret, otpauthUri } = await client.post<{ secret: string; otpauthUri: string }>(
    '/v1/me/second-factor',
    { currentPassword: password },
  );
  expect(new URL(otpauthUri).searchParams.get('secret')).toBe(secret);
  const phone = new Phone(secret);
  const { recoveryCodes } = await client.post<{ recoveryCodes: string[] }>(
    '/v1/me/second-factor/confirmation',
    { code: phone.shows() },
  );
  return { phone, recoveryCodes };
}

describe('a customer with a second factor', () => {
  let ada: Shopper;
  let phone: Phone;
  let recoveryCodes: string[];

  beforeAll(async () => {
    ada = await shop.shopper('Ada').joins();
    ({ phone, recoveryCodes } = await enrols(ada.client));
  });

  it('is told by mail that it is on, and goes on shopping where she is signed in', async () => {
    await ada.receives(/two-step sign-in is on/i);
    expect(await ada.client.get('/v1/me/second-factor')).toMatchObject({
      enabled: true,
      recoveryCodesLeft: 10,
    });
    const [thing] = await shop.thingsInStock(1);
    expect((await ada.puts(thing!.variantId)).lines).toHaveLength(1);
  });

  it('keeps out a thief who has her password', async () => {
    const challenge = await challengeOf(ada.email, thief);
    for (let tries = 0; tries < 5; tries += 1)
      await expectRefusal(
        thief,
        ['POST', '/v1/auth/sessions/second-factor', { challenge, code: phone.guess() }],
        { status: 401, code: 'auth.wrong-code', field: 'code' },
      );
    await expectRefusal(
      thief,
      ['POST', '/v1/auth/sessions/second-factor', { challenge, code: phone.shows('next') }],
      { status: 401, code: 'auth.challenge-invalid', field: 'challenge' },
    );
    await expectRefusal(thief, ['GET', '/v1/me'], { status: 401, code: 'auth.unauthenticated' });
  });

  it('signs in with what her phone shows; whoever looked over her shoulder does not', async () => {
    const code = phone.shows('next');
    const elsewhere = new HttpClient(shop.urls[1]!);
    const session = await elsewhere.post<Session>('/v1/auth/sessions/second-factor', {
      challenge: await challengeOf(ada.email, elsewhere),
      code,
    });
    expect(session.accessToken).toBeDefined();
    await expectRefusal(
      thief,
      ['POST', '/v1/auth/sessions/second-factor', { challenge: await challengeOf(ada.email, thief), code }],
      { status: 401, code: 'auth.wrong-code' },
    );
  });

  it('loses her phone, comes in with a recovery code, is told so, and takes another phone', async () => {
    const client = new HttpClient(shop.url);
    const [first, second] = recoveryCodes;
    const { accessToken } = await client.post<Session>('/v1/auth/sessions/second-factor', {
      challenge: await challengeOf(ada.email, client),
      code: first,
    });
    client.headers['authorization'] = `Bearer ${accessToken}`;
    await ada.receives(/recovery code was used/i);
    expect(await client.get('/v1/me/second-factor')).toMatchObject({ recoveryCodesLeft: 9 });

    await client.ask('DELETE', '/v1/me/second-factor', { currentPassword: password, code: second });
    await ada.receives(/two-step sign-in is off/i);
    const another = await enrols(client);
    expect(another.recoveryCodes).toHaveLength(10);
    await expectRefusal(
      client,
      [
        'POST',
        '/v1/auth/sessions/second-factor',
        { challenge: await challengeOf(ada.email, client), code: recoveryCodes[2] },
      ],
      { status: 401, code: 'auth.wrong-code' },
    );
  });
});

describe('staff of a shop that wants a second factor', () => {
  const email = 'grace@example.test';
  let grace: HttpClient;
  let phone: Phone;

  const operators = (fields: Record<string, string>): Promise<Response> =>
    fetch(`${shop.url}/operators/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: shop.url },
      body: new URLSearchParams({ email, password, ...fields }),
    });

  beforeAll(async () => {
    grace = new HttpClient(shop.url);
    const { accessToken } = await grace.post<Session>('/v1/auth/sessions', { email, password });
    grace.headers['authorization'] = `Bearer ${accessToken}`;
  });

  it('does not let them work before they have one', async () => {
    await expectRefusal(grace, ['GET', '/v1/admin/products'], {
      status: 403,
      code: 'auth.second-factor-needed',
    });
    expect((await operators({})).status).toBe(403);
  });

  it('does once they have', async () => {
    ({ phone } = await enrols(grace));
    const fresh = new HttpClient(shop.url);
    const { accessToken } = await fresh.post<Session>('/v1/auth/sessions/second-factor', {
      challenge: await challengeOf(email, fresh),
      code: phone.shows('next'),
    });
    fresh.headers['authorization'] = `Bearer ${accessToken}`;
    expect((await fresh.send<Problem>('GET', '/v1/admin/products')).status).toBe(200);
  });

  it('opens the staff pages with a code alone', async () => {
    expect((await operators({})).status).toBe(401);
    expect((await operators({ code: phone.guess() })).status).toBe(401);
    const { recoveryCodes } = await renewed();
    const opened = await operators({ code: recoveryCodes[0]! });
    expect(opened.status).toBe(303);
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const board = await fetch(`${shop.url}/operators/queues/api/queues`, { headers: { cookie } });
    expect(board.status).toBe(200);
  });

  /** Half a minute later, her phone shows another code. */
  async function renewed(): Promise<{ recoveryCodes: string[] }> {
    await shop.database.query('UPDATE second_factors SET last_step = NULL');
    return grace.post('/v1/me/second-factor/recovery-codes', {
      currentPassword: password,
      code: phone.shows(),
    });
  }
});
