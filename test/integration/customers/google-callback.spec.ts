import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DeleteExpiredCredentials } from '#customers';
import type { Answer } from '../../support/http.js';
import type { Tokens } from './accounts.js';
import { AccountsWithGoogle, publicUrl, type GoogleVisitor, type Landing } from './google-visitor.js';

let shop: AccountsWithGoogle;
let visitor: GoogleVisitor;
let people = 0;

beforeAll(async () => {
  shop = await AccountsWithGoogle.open();
});
afterAll(() => shop.close());
beforeEach(() => {
  visitor = shop.visitor();
  shop.google.says(undefined);
  shop.google.fails(undefined);
});

const somebody = (): string => `person.${String((people += 1))}@example.test`;
const returnTo = '/account';
const errorOf = ({ location }: Landing): string | null | undefined => location?.searchParams.get('error');

async function hasAccount(email: string): Promise<boolean> {
  return (await shop.accounts.database.query('SELECT 1 FROM customers WHERE email = ?', [email])).length > 0;
}

describe('a callback', () => {
  const refused = /This sign-in was not begun in this browser/;

  async function expectRefused(landing: Landing): Promise<void> {
    expect([landing.status, landing.location]).toEqual([400, undefined]);
    expect(landing.headers.get('content-type')).toContain('text/html');
    expect(landing.body).toMatch(refused);
    expect(visitor.accessToken).toBeUndefined();
    expect(await visitor.email()).toBeUndefined();
  }

  it('without the browser’s cookie is refused: somebody else has begun', async () => {
    const eve = shop.visitor();
    const callback = await eve.chooses({ email: somebody() });
    await expectRefused(await visitor.comesBack(callback));
  });

  it('of somebody else is refused in a browser that has begun, too, and does not end what it began', async () => {
    const eve = shop.visitor();
    const callback = await eve.chooses({ email: somebody() });
    const own = await visitor.chooses({ email: somebody() });
    await expectRefused(await visitor.comesBack(callback));
    expect((await visitor.comesBack(own)).status).toBe(200);
  });

  it.each([
    ['no state', { state: undefined }],
    ['an empty state', { state: '' }],
    ['a state of the right length', { state: 'a'.repeat(43) }],
  ])('with %s is refused', async (_, changes) => {
    const callback = await visitor.chooses({ email: somebody() });
    await expectRefused(await visitor.comesBack(callback, changes));
  });

  it('with two states is refused', async () => {
    const callback = await visitor.chooses({ email: somebody() });
    await expectRefused(
      await visitor.opens(
        `${callback.pathname}${callback.search}&state=${callback.searchParams.get('state')!}`,
      ),
    );
  });

  it.each(['', 'x', 'AAAA', 'a'.repeat(3_900), 'a'.repeat(9_000), '%00%00'])(
    'with a cookie of one’s own making is refused',
    async (value) => {
      const callback = await visitor.chooses({ email: somebody() });
      visitor.jar.set('tradepost-sign-in', value);
      await expectRefused(await visitor.comesBack(callback));
    },
  );

  it('with a cookie that was changed is refused', async () => {
    const callback = await visitor.chooses({ email: somebody() });
    const value = Buffer.from(visitor.jar.named('sign-in')!, 'base64url');
    value[40]! ^= 1;
    visitor.jar.set('tradepost-sign-in', value.toString('base64url'));
    await expectRefused(await visitor.comesBack(callback));
  });

  it('counts once, for somebody who keeps the cookie, too', async () => {
    const callback = await visitor.chooses({ email: somebody() });
    const cookie = visitor.jar.named('sign-in')!;
    expect((await visitor.comesBack(callback)).status).toBe(200);
    expect(visitor.jar.named('sign-in')).toBeUndefined();
    visitor = shop.visitor();
    visitor.jar.set('tradepost-sign-in', cookie);
    await expectRefused(await visitor.comesBack(callback));
  });

  it('with a code that was made for somebody else’s attempt is refused (PKCE)', async () => {
    const eve = shop.visitor();
    const theirs = await eve.chooses({ email: somebody() });
    const callback = await visitor.chooses({ email: somebody() });
    const landing = await visitor.comesBack(callback, { code: theirs.searchParams.get('code')! });
    expect([landing.status, visitor.accessToken]).toEqual([400, undefined]);
    expect(landing.body).toContain('Google does not confirm this sign-in');
  });

  it.each([
    ['a code that Google does not know', { code: 'made-up' }],
    ['no code', { code: undefined }],
    ['an empty code', { code: '' }],
    ['a code and an error', { error: 'server_error' }],
    ['an error that is none of Google’s', { code: undefined, error: '<script>alert(1)</script>' }],
  ])('with %s leads back and says so', async (_, changes) => {
    const { location } = await visitor.begins({ returnTo });
    const landing = await visitor.comesBack(await visitor.chooses({ email: somebody() }, location), changes);
    expect([landing.status, errorOf(landing)]).toEqual([303, 'auth.provider-refused']);
    expect(visitor.accessToken).toBeUndefined();
  });

  it('of somebody who has said no leads back, and nobody is signed in', async () => {
    const { location } = await visitor.begins({ returnTo: 'https://shop.example/signed-in?next=cart' });
    const landing = await visitor.comesBack(await shop.google.deny(location!.href));
    expect(landing.location?.href).toBe(
      'https://shop.example/signed-in?next=cart&error=auth.provider-denied',
    );
    expect(visitor.accessToken).toBeUndefined();
  });

  it('of somebody who has said no ends on a page, where there is no place to return to', async () => {
    const { location } = await visitor.begins();
    const landing = await visitor.comesBack(await shop.google.deny(location!.href));
    expect([landing.status, landing.location]).toEqual([403, undefined]);
    expect(landing.body).toContain(`href="${publicUrl}/v1/auth/google"`);
  });
});

describe('Google, when something is wrong with it', () => {
  it.each(['down', 'null', 'huge', 'hang'] as const)(
    '(%s) costs nobody anything but a second try',
    async (fault) => {
      const email = somebody();
      const { location } = await visitor.begins({ returnTo });
      const callback = await visitor.chooses({ email }, location);
      shop.google.fails(fault);
      const landing = await visitor.comesBack(callback);
      expect([landing.status, errorOf(landing)]).toEqual([303, 'auth.provider-unavailable']);
      expect(await hasAccount(email)).toBe(false);
      shop.google.fails(undefined);
      await visitor.signsInAs({ email }, { returnTo });
      expect(await visitor.email()).toBe(email);
    },
  );

  it.each([
    ['no sub', { email: 'x@example.test', email_verified: true }],
    ['a sub that is a number', { sub: 42, email: 'x@example.test', email_verified: true }],
    ['a sub that is an object', { sub: { $ne: null }, email: 'x@example.test', email_verified: true }],
    ['an address that is none', { sub: '42', email: 'x', email_verified: true }],
  ])('says nonsense (%s), and nobody is signed in', async (_, claims) => {
    shop.google.says(claims);
    const landing = await visitor.signsInAs({ email: somebody() }, { returnTo });
    expect([landing.status, errorOf(landing)]).toEqual([303, 'auth.provider-answer-invalid']);
    expect(visitor.accessToken).toBeUndefined();
  });
});

describe('an app', () => {
  const verifierOf = (): { codeVerifier: string; codeChallenge: string } => {
    const codeVerifier = randomBytes(32).toString('base64url');
    return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
  };
  const exchange = (body: Record<string, unknown>): Promise<Answer<Tokens & { code: string }>> =>
    shop.accounts.send('POST', '/v1/auth/sessions/exchange', body);

  async function codeFor(email: string, codeChallenge: string): Promise<string> {
    const landing = await visitor.signsInAs(
      { email },
      { codeChallenge, returnTo: 'https://shop.example/signed-in' },
    );
    expect(visitor.accessToken).toBeUndefined();
    return landing.location!.searchParams.get('code')!;
  }

  it('gets a code instead of cookies, and a session for code and verifier', async () => {
    const email = somebody();
    const { codeVerifier, codeChallenge } = verifierOf();
    const code = await codeFor(email, codeChallenge);
    const { status, body } = await exchange({ code, codeVerifier });
    expect(status).toBe(201);
    expect(await shop.accounts.client(body.accessToken).get('/v1/me')).toMatchObject({ email });
  });

  it('gets it once', async () => {
    const { codeVerifier, codeChallenge } = verifierOf();
    const code = await codeFor(somebody(), codeChallenge);
    const both = await Promise.all([exchange({ code, codeVerifier }), exchange({ code, codeVerifier })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect((await exchange({ code, codeVerifier })).body.code).toBe('auth.sign-in-code-invalid');
  });

  it('that has read another one’s code gets nothing, and has spoilt it', async () => {
    const { codeVerifier, codeChallenge } = verifierOf();
    const code = await codeFor(somebody(), codeChallenge);
    expect((await exchange({ code, codeVerifier: verifierOf().codeVerifier })).status).toBe(400);
    expect((await exchange({ code, codeVerifier })).status).toBe(400);
  });

  it('that takes longer than a minute gets nothing', async () => {
    const { codeVerifier, codeChallenge } = verifierOf();
    const code = await codeFor(somebody(), codeChallenge);
    await shop.accounts.database.query(
      'UPDATE sign_in_codes SET expires_at = expires_at - INTERVAL 61 SECOND',
    );
    expect((await exchange({ code, codeVerifier })).status).toBe(400);
  });

  it.each([
    ['a made-up code', { code: 'x', codeVerifier: 'a'.repeat(43) }],
    ['a code that looks right', { code: 'a'.repeat(43), codeVerifier: 'a'.repeat(43) }],
    ['a verifier that is too short', { code: 'a'.repeat(43), codeVerifier: 'a' }],
    ['no verifier', { code: 'a'.repeat(43) }],
    ['objects', { code: { $ne: '' }, codeVerifier: ['a'.repeat(43)] }],
  ])('with %s gets a 400', async (_, body) => {
    expect((await exchange(body as Record<string, unknown>)).status).toBe(400);
  });

  it('of somebody who is disabled in that minute gets nothing', async () => {
    const email = somebody();
    const { codeVerifier, codeChallenge } = verifierOf();
    const code = await codeFor(email, codeChallenge);
    await shop.accounts.database.query('UPDATE customers SET disabled_at = NOW(3) WHERE email = ?', [email]);
    const { status, body } = await exchange({ code, codeVerifier });
    expect([status, body.code]).toEqual([403, 'auth.account-disabled']);
  });
});

describe('what has run out', () => {
  it('is cleaned up: codes that nobody exchanged, and attempts that have come back', async () => {
    const { database } = shop.accounts;
    await visitor.signsInAs(
      { email: somebody() },
      { codeChallenge: 'a'.repeat(43), returnTo: 'https://shop.example/signed-in' },
    );
    const tables = ['sign_in_codes', 'sign_in_attempts'];
    for (const table of tables)
      await database.query(`UPDATE ${table} SET expires_at = expires_at - INTERVAL 1 DAY`);
    await shop.accounts.app.get(DeleteExpiredCredentials, { strict: false }).execute();
    for (const table of tables) expect(await database.query(`SELECT 1 FROM ${table}`)).toEqual([]);
  });
});
