import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Phone } from '../../support/phone.js';
import type { HttpClient, Problem } from '../../support/http.js';
import { passphrase, type Tokens } from './accounts.js';
import { AccountsWithGoogle } from './google-visitor.js';

let shop: AccountsWithGoogle;
let people = 0;

/** With ACCOUNT_VERIFICATION=optional whoever registers is signed in at once, and can do much before the owner of the address comes. */
beforeAll(async () => {
  shop = await AccountsWithGoogle.open({ ACCOUNT_VERIFICATION: 'optional' });
});
afterAll(() => shop.close());

async function plants(): Promise<{ email: string; mallory: HttpClient; tokens: Tokens }> {
  const email = `owner.${String((people += 1))}@example.test`;
  const tokens = (await shop.accounts.register(email, { name: 'Mallory' })).body as unknown as Tokens;
  return { email, mallory: shop.accounts.client(tokens.accessToken), tokens };
}

async function enrols(client: HttpClient): Promise<Phone> {
  const { secret } = await client.post<{ secret: string }>('/v1/me/second-factor', {
    currentPassword: passphrase,
  });
  const phone = new Phone(secret);
  await client.post('/v1/me/second-factor/confirmation', { code: phone.shows() });
  return phone;
}

async function countOf(table: string, email: string): Promise<number | undefined> {
  const [row] = await shop.accounts.database.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} t JOIN customers c ON c.id = t.customer_id WHERE c.email = ?`,
    [email],
  );
  return row?.n;
}

describe('an account that somebody has registered with an address that is not theirs', () => {
  it('belongs to the owner of the address, who comes by Google: nothing opens it any more that was left in it', async () => {
    const { email, mallory, tokens } = await plants();
    await enrols(mallory);
    await mallory.post('/v1/me/email-changes', {
      newEmail: `mallory.${email}`,
      currentPassword: passphrase,
    });
    expect(await countOf('second_factors', email)).toBe(1);
    const owner = shop.visitor();
    await owner.signsInAs({ email, name: 'The Owner' });
    expect(await owner.email()).toBe(email);
    for (const table of ['second_factors', 'recovery_codes', 'email_tokens', 'sign_in_challenges'])
      expect([table, await countOf(table, email)]).toEqual([table, 0]);
    expect((await mallory.send('GET', '/v1/me')).status).toBe(401);
    expect((await shop.accounts.refresh(tokens.refreshToken)).status).toBe(401);
    expect((await shop.accounts.signIn(email)).status).toBe(401);
  });

  it('takes no Google account of whoever has registered it', async () => {
    const { mallory } = await plants();
    const { status, body, headers } = await mallory.send<{ url: string }>(
      'POST',
      '/v1/me/identities/google',
      {
        currentPassword: passphrase,
        returnTo: '/account',
      },
    );
    expect(status).toBe(200);
    const browser = shop.visitor();
    browser.jar.take(headers);
    const landing = await browser.comesBack(
      await browser.chooses({ email: 'mallory@evil.test' }, new URL(body.url)),
    );
    expect(landing.location?.searchParams.get('error')).toBe('auth.email-not-verified');
    expect(await mallory.get('/v1/me/identities')).toEqual({ items: [] });
  });
});

describe('an account with a second factor', () => {
  const form = (path: string, fields: Record<string, string>, origin: string): Promise<Response> =>
    shop.accounts.form(path, fields, { origin });

  async function comesByGoogle(): Promise<{ challenge: string; phone: Phone; email: string }> {
    const { email, mallory } = await plants();
    await shop.accounts.database.query('UPDATE customers SET email_verified_at = NOW(3) WHERE email = ?', [
      email,
    ]);
    const phone = await enrols(mallory);
    const visitor = shop.visitor();
    const landing = await visitor.signsInAs({ email });
    expect([landing.status, visitor.accessToken]).toEqual([200, undefined]);
    const challenge = /name="challenge" value="([\w-]+)"/.exec(landing.body)?.[1] ?? '';
    return { challenge, phone, email };
  }

  const path = '/v1/auth/google/second-factor';

  it('is asked for the code on a page of ours, where the shop has none', async () => {
    const { challenge, phone } = await comesByGoogle();
    const wrong = await form(path, { challenge, code: phone.guess() }, 'http://shop.test');
    expect([wrong.status, wrong.headers.getSetCookie().join()]).toEqual([
      401,
      expect.not.stringContaining('access'),
    ]);
    expect(await wrong.text()).toContain(`value="${challenge}"`);
    const right = await form(path, { challenge, code: phone.shows('next') }, 'http://shop.test');
    expect(right.status).toBe(200);
    expect(right.headers.getSetCookie().join()).toMatch(/tradepost-access=ey/);
    const again = await form(path, { challenge, code: phone.shows('next') }, 'http://shop.test');
    expect(again.status).toBe(401);
  });

  it('takes the code from our own page only', async () => {
    const { challenge, phone } = await comesByGoogle();
    const answer = await form(path, { challenge, code: phone.shows('next') }, 'https://evil.example');
    expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'auth.csrf']);
  });
});
