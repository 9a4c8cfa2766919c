import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts, CreateStaff, DeleteExpiredCredentials, OperatorSessions } from '#customers';
import { operatorToken } from '#platform/auth/token-kinds.js';
import { newId } from '#shared-kernel';
import { issueToken } from '../../support/tokens.js';
import { Accounts, passphrase } from './accounts.js';

let accounts: Accounts;
let operators: OperatorSessions;

beforeAll(async () => {
  accounts = await Accounts.open();
  operators = accounts.app.get(OperatorSessions);
  await accounts.app
    .get(CreateStaff)
    .execute({ email: 'grace@shop.test', name: 'Grace Hopper', password: passphrase, actor: 'cli' });
});

afterAll(() => accounts.close());

const signIn = (
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> =>
  accounts.form('/operators/sign-in', { email: 'grace@shop.test', password: passphrase, ...fields }, headers);
const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

describe('creating staff', () => {
  it('makes an account that may do more, and writes it into the audit log', async () => {
    const { body } = await accounts.signIn('grace@shop.test');
    const me = await accounts.client(body.accessToken).get('/v1/me');
    expect(me).toMatchObject({ role: 'owner', emailVerified: true });
    const log = await accounts.database.query(
      "SELECT actor, after_state FROM audit_log WHERE action = 'customers.create-staff'",
    );
    expect(log).toEqual([{ actor: 'cli', after_state: '{"role":"owner"}' }]);
  });

  it('refuses an address that has an account, and a weak password', async () => {
    const create = accounts.app.get(CreateStaff);
    const input = { name: 'Eve', actor: 'cli', password: passphrase };
    await expect(create.execute({ ...input, email: 'GRACE@shop.test' })).rejects.toMatchObject({
      code: 'customers.email-taken',
    });
    await expect(
      create.execute({ ...input, email: 'eve@shop.test', password: 'admin123' }),
    ).rejects.toMatchObject({ code: 'customers.weak-password' });
  });
});

describe('demo accounts', () => {
  it('can sign in at once, and again with another password', async () => {
    const create = accounts.app.get(CreateDemoAccounts);
    await create.execute({ password: passphrase });
    const { body: first } = await accounts.signIn('ada@example.test');
    await create.execute({ password: passphrase });
    expect((await accounts.refresh(first.refreshToken)).status).toBe(200);
    await create.execute({ password: 'another kite over harbour' });
    expect((await accounts.signIn('grace@example.test', 'another kite over harbour')).status).toBe(201);
    expect((await accounts.signIn('ada@example.test')).status).toBe(401);
    expect((await accounts.refresh(first.refreshToken)).status).toBe(401);
  });
});

describe('the sign-in to the staff pages', () => {
  it('is a form without scripts that a browser may send from here alone', async () => {
    const answer = await fetch(`${accounts.url}/operators/sign-in`);
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('referrer-policy')).toBe('same-origin');
    expect(html).toContain('<label for="password">');
    expect(html).not.toContain('<script');
  });

  it('gives a cookie that no script and no other site can use', async () => {
    const answer = await signIn();
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/operators/queues');
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^tradepost-operator=[\w.-]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/,
    );
    const principal = await operators.verify(`theme=dark; ${cookieOf(answer)}; other=1`);
    expect(principal).toMatchObject({ email: 'grace@shop.test', role: 'owner' });
    expect([...principal!.permissions].sort()).toEqual(['operations:manage', 'operations:read']);
  });

  it('gives a cookie for encrypted connections only, when the shop has one', async () => {
    const shop = await Accounts.open({ PUBLIC_URL: 'https://shop.test' });
    try {
      await shop.app
        .get(CreateStaff)
        .execute({ email: 'grace@shop.test', name: 'Grace', password: passphrase, actor: 'cli' });
      const answer = await shop.form('/operators/sign-in', {
        email: 'grace@shop.test',
        password: passphrase,
      });
      expect(answer.headers.get('set-cookie')).toMatch(/^__Host-tradepost-operator=.*; Secure$/);
      expect(await shop.app.get(OperatorSessions).verify(cookieOf(answer))).toBeDefined();
    } finally {
      await shop.close();
    }
  });

  it('tells staff of other roles that it is not for them, once the password is right', async () => {
    await accounts.member('linus@example.test');
    await accounts.database.query("UPDATE customers SET role = 'support' WHERE email = 'linus@example.test'");
    const right = await signIn({ email: 'linus@example.test' });
    expect(right.status).toBe(403);
    expect(right.headers.get('set-cookie')).toBeNull();
    expect(await right.text()).toContain('These pages are for managers and owners of the shop.');
    const wrong = await signIn({ email: 'linus@example.test', password: 'a guess at random' });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toContain('The e-mail address or the password is wrong.');
  });

  it('refuses customers as it refuses wrong passwords', async () => {
    await accounts.member('customer@example.test');
    const customer = await signIn({ email: 'customer@example.test' });
    const wrong = await signIn({ email: 'customer@example.test', password: 'a guess at random' });
    expect([customer.status, wrong.status]).toEqual([401, 401]);
    expect(customer.headers.get('set-cookie')).toBeNull();
    expect(await customer.text()).toBe(await wrong.text());
  });

  it('repeats the address as text, never as HTML', async () => {
    const answer = await signIn({ email: '"><script>alert(1)</script>@shop.test' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('<script');
  });

  it.each([
    ['/operators/queues/queue/payment?page=2', '/operators/queues/queue/payment?page=2'],
    ['https://evil.test/', '/operators/queues'],
    ['//evil.test/operators/', '/operators/queues'],
    ['/operators/../v1/me', '/operators/queues'],
    ['/operators/%2e%2e/%2e%2e/v1/me', '/operators/queues'],
    ['/operators/\\evil.test', '/operators/queues'],
    ['/operators/x\r\nset-cookie: a=b', '/operators/queues'],
    ['javascript:alert(1)', '/operators/queues'],
  ])('goes on from %j to %s', async (next, location) => {
    expect((await signIn({ next })).headers.get('location')).toBe(location);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.test' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site, says the browser', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a form of %s', async (_, headers) => {
    const answer = await signIn({}, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'auth.cross-site' });
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('takes a form of its own pages, under either name of the host', async () => {
    expect((await signIn({}, { origin: accounts.config.http.publicUrl })).status).toBe(303);
    expect((await signIn({}, { origin: accounts.url, 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('ends with signing out, on the server too', async () => {
    const cookie = cookieOf(await signIn());
    const page = await fetch(`${accounts.url}/operators/sign-in`, { headers: { cookie } });
    expect(await page.text()).toContain('You are signed in as grace@shop.test');
    const out = await accounts.form('/operators/sign-out', {}, { cookie });
    expect(out.status).toBe(303);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await operators.verify(cookie)).toBeUndefined();
  });

  it('ends when the role is taken away, or the hour is over', async () => {
    const cookie = cookieOf(await signIn());
    const setRole = (role: string): Promise<object[]> =>
      accounts.database.query("UPDATE customers SET role = ? WHERE email = 'grace@shop.test'", [role]);
    await setRole('customer');
    expect(await operators.verify(cookie)).toBeUndefined();
    await setRole('owner');
    expect(await operators.verify(cookie)).toBeDefined();
    await accounts.database.query(
      "UPDATE sessions SET expires_at = UTC_TIMESTAMP(3) WHERE kind = 'operator'",
    );
    expect(await operators.verify(cookie)).toBeUndefined();
  });

  it('takes no other token for the cookie', async () => {
    const { body } = await accounts.signIn('grace@shop.test');
    const operator = await operators.verify(cookieOf(await signIn()));
    const own = { issuer: 'tradepost', audience: 'tradepost-operators', expiresIn: 900 } as const;
    const sid = operator!.sessionId;
    const tokens = [
      body.accessToken,
      body.refreshToken,
      issueToken(accounts.app, { sid: newId() }, { kind: operatorToken }),
      issueToken(accounts.app, { sid }),
      issueToken(accounts.app, { sid }, { kind: { ...operatorToken, type: 'JWT' } }),
      issueToken(accounts.app, { sid }, { kind: operatorToken, expiresIn: -1 }),
      new JwtService().sign({ sid }, { ...own, secret: 'another secret' }),
      '',
      'x',
    ];
    for (const token of tokens) expect(await operators.verify(`tradepost-operator=${token}`)).toBeUndefined();
    expect(await operators.verify(undefined)).toBeUndefined();
  });
});

describe('cleaning up', () => {
  it('deletes what has run out and leaves the rest', async () => {
    const { refreshToken } = await accounts.member('stays@example.test');
    await accounts.member('goes@example.test');
    await accounts.register('never-verified@example.test');
    await accounts.database.query(
      "UPDATE sessions s JOIN customers c ON c.id = s.customer_id SET s.expires_at = '2020-01-01' WHERE c.email = 'goes@example.test'",
    );
    await accounts.database.query("UPDATE email_tokens SET expires_at = '2020-01-01'");
    await accounts.app.get(DeleteExpiredCredentials).execute();
    const left = await accounts.database.query(
      "SELECT s.id FROM sessions s JOIN customers c ON c.id = s.customer_id WHERE c.email = 'goes@example.test'",
    );
    expect(left).toEqual([]);
    expect(await accounts.database.query('SELECT 1 FROM email_tokens')).toEqual([]);
    expect(
      await accounts.database.query(
        'SELECT 1 FROM refresh_tokens t LEFT JOIN sessions s ON s.id = t.session_id WHERE s.id IS NULL',
      ),
    ).toEqual([]);
    expect((await accounts.refresh(refreshToken)).status).toBe(200);
  });
});
