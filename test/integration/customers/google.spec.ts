import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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

async function accountOf(email: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await shop.accounts.database.query<Record<string, unknown>>(
    `SELECT c.name, c.email_verified_at IS NOT NULL AS is_verified, c.password_hash, COUNT(i.subject) AS identities
     FROM customers c LEFT JOIN identities i ON i.customer_id = c.id
     WHERE c.email = ? GROUP BY c.id`,
    [email],
  );
  return row;
}

async function audited(action: string): Promise<unknown[]> {
  const rows = await shop.accounts.database.query<{ after_state: string | null }>(
    'SELECT after_state FROM audit_log WHERE action = ? ORDER BY id',
    [action],
  );
  return rows.map(({ after_state }) => JSON.parse(after_state ?? 'null') as unknown);
}

describe('the providers that are offered', () => {
  it('are listed for the shop’s buttons', async () => {
    const { status, body } = await shop.accounts.send('GET', '/v1/auth/providers');
    expect([status, body]).toEqual([
      200,
      { items: [{ name: 'google', label: 'Google', url: `${publicUrl}/v1/auth/google` }] },
    ]);
  });
});

describe('the way to Google', () => {
  it('asks for a code with state and PKCE, and for nothing but who it is', async () => {
    const { status, location } = await visitor.begins();
    expect(status).toBe(303);
    expect(location?.href.startsWith(`${shop.google.url}/authorize?`)).toBe(true);
    expect(Object.fromEntries(location!.searchParams)).toEqual({
      response_type: 'code',
      redirect_uri: `${publicUrl}/v1/auth/google/callback`,
      scope: 'openid email profile',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      prompt: 'select_account',
      client_id: 'the-shop',
    });
  });

  it('remembers the attempt in a cookie that scripts and other sites do not get, and that gives nothing away', async () => {
    const { headers, location } = await visitor.begins({ returnTo });
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^tradepost-sign-in=[\w-]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
    expect(Buffer.from(cookie.split(/[=;]/)[1]!, 'base64url').toString('latin1')).not.toContain(
      location!.searchParams.get('state'),
    );
  });

  it('is another one each time', async () => {
    const [one, other] = [await visitor.begins(), await visitor.begins()];
    for (const name of ['state', 'code_challenge'])
      expect(one.location!.searchParams.get(name)).not.toBe(other.location!.searchParams.get(name));
  });

  it.each([
    '//evil.example',
    'https://evil.example/',
    'https://shop.example/elsewhere',
    '/v1/auth/google',
    '',
  ])('does not begin if it would lead back to %s', async (wanted) => {
    const { status, headers, body } = await visitor.begins({ returnTo: wanted });
    expect(status).toBe(400);
    expect((JSON.parse(body) as { code: string }).code).toBe('auth.return-url-refused');
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('does not begin with two places to return to', async () => {
    const { status } = await visitor.opens('/v1/auth/google?returnTo=/a&returnTo=/b');
    expect(status).toBe(400);
  });

  it.each([
    ['a challenge that is none', { codeChallenge: 'short', returnTo }],
    ['nowhere to hand the code to', { codeChallenge: 'a'.repeat(43) }],
  ])('does not begin for an app with %s', async (_, query) => {
    const { status, body } = await visitor.begins(query);
    expect([status, (JSON.parse(body) as { code: string }).code]).toEqual([
      400,
      'auth.code-challenge-invalid',
    ]);
  });
});

describe('somebody new', () => {
  it('gets an account with a verified address and no password, and is signed in', async () => {
    const email = somebody();
    const { status, location } = await visitor.signsInAs({ email, name: 'Nora Newcomer' }, { returnTo });
    expect([status, location?.href]).toEqual([303, `${publicUrl}/account`]);
    expect(await visitor.email()).toBe(email);
    expect(await accountOf(email)).toMatchObject({ name: 'Nora Newcomer', is_verified: 1, identities: 1 });
    expect((await shop.accounts.events(email)).map(({ type }) => type)).toEqual(['customers.email-verified']);
    expect((await shop.accounts.signIn(email, 'no password yet!')).status).toBe(401);
    const [session] = await shop.accounts.database.query<{ method: string }>(
      'SELECT s.method FROM sessions s JOIN customers c ON c.id = s.customer_id WHERE c.email = ?',
      [email],
    );
    expect(session?.method).toBe('google');
  });

  it('is the same person the next time, even under another address', async () => {
    const email = somebody();
    await visitor.signsInAs({ email });
    const sub = await subjectOf(email);
    shop.google.says({ sub, email: somebody(), email_verified: false, name: 'Renamed' });
    const later = shop.visitor();
    await later.signsInAs({ email });
    expect(await later.email()).toBe(email);
  });

  it('is told on a page of ours if there is no place to return to', async () => {
    const { status, body, headers } = await visitor.signsInAs({ email: somebody() });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('You are signed in');
  });

  it('may have a name that no account may have', async () => {
    const email = somebody();
    await visitor.signsInAs({ email, name: 'Win at https://evil.example' });
    expect(await accountOf(email)).toMatchObject({ name: email.split('@')[0] });
  });

  it('comes in once, even with two windows at the same moment', async () => {
    const email = somebody();
    const both = [shop.visitor(), shop.visitor()];
    const callbacks = await Promise.all(both.map(async (each) => each.chooses({ email })));
    const landings = await Promise.all(both.map((each, index) => each.comesBack(callbacks[index]!)));
    expect(landings.map(({ status }) => status)).toEqual([200, 200]);
    expect(await accountOf(email)).toMatchObject({ identities: 1 });
  });
});

async function subjectOf(email: string): Promise<string> {
  const [row] = await shop.accounts.database.query<{ subject: string }>(
    'SELECT subject FROM identities WHERE email = ?',
    [email],
  );
  return row!.subject;
}

describe('somebody whose address has an account', () => {
  it('is linked if both sides have verified it, keeps the password, and is told by mail', async () => {
    const email = somebody();
    await shop.accounts.member(email);
    await visitor.signsInAs({ email: email.toUpperCase(), name: 'Somebody Else' });
    expect(await visitor.email()).toBe(email);
    expect(await accountOf(email)).toMatchObject({ name: 'Maria Merian', identities: 1 });
    expect((await shop.accounts.signIn(email)).status).toBe(201);
    expect((await shop.accounts.events(email)).map(({ type }) => type)).toContain(
      'customers.security-notice',
    );
    expect(await audited('customers.link-identity')).toContainEqual({
      provider: 'google',
      how: 'by-address',
    });
  });

  it.each([false, 'false', undefined, 'yes', 1])(
    'is not linked if Google says of verification: %j',
    async (claim) => {
      const email = somebody();
      await shop.accounts.member(email);
      shop.google.says({ sub: randomBytes(8).toString('hex'), email, email_verified: claim, name: 'Eve' });
      const landing = await visitor.signsInAs({ email }, { returnTo });
      expect([errorOf(landing), visitor.accessToken]).toEqual(['auth.provider-email-unverified', undefined]);
      expect(await accountOf(email)).toMatchObject({ identities: 0 });
    },
  );

  it('is linked if Google says it as a text', async () => {
    const email = somebody();
    shop.google.says({ sub: randomBytes(8).toString('hex'), email, email_verified: 'true', name: 'Ada' });
    await visitor.signsInAs({ email });
    expect(await visitor.email()).toBe(email);
  });

  it('takes over what somebody else has registered and never verified', async () => {
    const email = somebody();
    await shop.accounts.register(email, { name: 'Mallory' });
    await visitor.signsInAs({ email, name: 'The Owner' });
    expect(await visitor.email()).toBe(email);
    expect(await accountOf(email)).toMatchObject({ name: 'The Owner', is_verified: 1, identities: 1 });
    expect((await shop.accounts.signIn(email)).status).toBe(401);
    expect(await audited('customers.take-over-unverified')).toContainEqual({ emailVerified: true });
  });

  it('is not let in by an address alone when there is another Google account already', async () => {
    const email = somebody();
    await visitor.signsInAs({ email });
    shop.google.says({ sub: randomBytes(8).toString('hex'), email, email_verified: true, name: 'The next' });
    const next = shop.visitor();
    const landing = await next.signsInAs({ email }, { returnTo });
    expect([errorOf(landing), next.accessToken]).toEqual(['customers.another-identity-linked', undefined]);
  });

  it.each(['support', 'catalogue', 'manager', 'owner'])('is not linked by it as staff (%s)', async (role) => {
    const email = somebody();
    await shop.accounts.member(email);
    await shop.accounts.database.query('UPDATE customers SET role = ? WHERE email = ?', [role, email]);
    const landing = await visitor.signsInAs({ email }, { returnTo });
    expect([errorOf(landing), visitor.accessToken]).toEqual(['auth.link-from-profile', undefined]);
    expect(await accountOf(email)).toMatchObject({ identities: 0 });
  });

  it.each(['before', 'after'])('is not let in once it is disabled, %s it was linked', async (when) => {
    const email = somebody();
    await shop.accounts.member(email);
    if (when === 'after') await shop.visitor().signsInAs({ email });
    await shop.accounts.database.query('UPDATE customers SET disabled_at = NOW(3) WHERE email = ?', [email]);
    const landing = await visitor.signsInAs({ email }, { returnTo });
    expect([errorOf(landing), visitor.accessToken]).toEqual(['auth.account-disabled', undefined]);
  });
});
