import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, passphrase } from './accounts.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open();
});

afterAll(() => accounts.close());

const verify = (token: string): ReturnType<Accounts['send']> =>
  accounts.send('POST', '/v1/auth/email-verifications', { token });
const types = async (email: string): Promise<string[]> =>
  (await accounts.events(email)).map(({ type }) => type);

describe('registering', () => {
  it('answers 202 and has a link mailed whose token is stored as a hash only', async () => {
    const answer = await accounts.register('new@example.test');
    expect(answer.status).toBe(202);
    expect(await types('new@example.test')).toEqual(['customers.verification-requested']);
    const [event] = await accounts.events('new@example.test');
    expect(event).toMatchObject({ is_sensitive: 1, token: expect.stringMatching(/^[\w-]{43}$/) });
    const [row] = await accounts.database.query<{ token_hash: Buffer }>(
      'SELECT token_hash FROM email_tokens',
    );
    expect(row?.token_hash.toString('base64url')).not.toBe(event?.token);
  });

  it('answers the same for an address that has an account, and tells its owner by mail', async () => {
    await accounts.member('owner@example.test');
    const known = await accounts.register('owner@example.test', { name: 'Somebody else' });
    const unknown = await accounts.register('nobody-yet@example.test');
    expect(known.status).toBe(202);
    expect(known.body).toEqual(unknown.body);
    const names = ({ headers }: { headers: Headers }): string[] => [...headers.keys()].sort();
    expect(names(known)).toEqual(names(unknown));
    expect(await types('owner@example.test')).toEqual([
      'customers.verification-requested',
      'customers.email-verified',
      'customers.already-registered',
    ]);
    const [mail] = await accounts.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'customers.already-registered'",
    );
    expect(JSON.parse(mail!.payload)).toEqual({ email: 'owner@example.test', name: 'Maria Merian' });
  });

  it('refuses wrong input in the same way whether or not the address has an account', async () => {
    await accounts.member('careful@example.test');
    for (const wrong of [{ name: ' ' }, { locale: 'not a language' }, { password: 'password1' }]) {
      const known = await accounts.register('careful@example.test', wrong);
      const unknown = await accounts.register('careless@example.test', wrong);
      expect(known.status).toBe(400);
      expect({ ...known.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    }
  });

  it('knows one account by all spellings of its address', async () => {
    await accounts.member('Mixed.Case@example.test');
    await accounts.register('  mixed.case@EXAMPLE.test ');
    const rows = await accounts.database.query(
      "SELECT email FROM customers WHERE email_key = 'mixed.case@example.test'",
    );
    expect(rows).toEqual([{ email: 'Mixed.Case@example.test' }]);
    expect((await accounts.signIn('MIXED.CASE@example.test')).status).toBe(201);
  });

  it('keeps addresses apart that differ in an accent only', async () => {
    await accounts.member('jose@example.test');
    await accounts.register('josé@example.test');
    expect(await types('josé@example.test')).toEqual(['customers.verification-requested']);
  });

  it('makes one account of many registrations at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => accounts.register('popular@example.test')),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(202));
    expect(
      await accounts.database.query("SELECT 1 FROM customers WHERE email = 'popular@example.test'"),
    ).toHaveLength(1);
  });

  it('lets the latest registration count, and voids the link of the one before', async () => {
    await accounts.register('twice@example.test', { password: 'planted by somebody else' });
    const planted = await accounts.mailedToken('twice@example.test');
    await accounts.register('twice@example.test');
    const own = await accounts.mailedToken('twice@example.test');
    expect((await verify(planted)).status).toBe(400);
    expect((await verify(own)).status).toBe(204);
    expect((await accounts.signIn('twice@example.test', 'planted by somebody else')).status).toBe(401);
    expect((await accounts.signIn('twice@example.test')).status).toBe(201);
  });

  it.each([
    ['no e-mail address', { email: 'nobody' }, 'customers.invalid-email', 'email'],
    ['a list instead of an address', { email: ['a@example.test'] }, 'validation.failed', 'email'],
    ['a short password', { password: 'k7$vQp2' }, 'customers.weak-password', 'password'],
    ['a common password', { password: 'Sunshine1987' }, 'customers.weak-password', 'password'],
    ['a name that advertises', { name: 'Win at https://evil.test' }, 'customers.invalid-profile', 'name'],
    [
      'a name with a line break',
      { name: 'Ada\r\nBcc: all@example.test' },
      'customers.invalid-profile',
      'name',
    ],
    ['a role of its own choice', { role: 'staff' }, 'validation.failed', 'role'],
    ['nothing as language', { locale: null }, 'validation.failed', 'locale'],
  ])('refuses %s and names the field', async (_, fields, code, field) => {
    const answer = await accounts.register('refused@example.test', fields);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, errors: [{ field }] });
  });
});

describe('verifying an address', () => {
  it('works once', async () => {
    await accounts.register('once@example.test');
    const token = await accounts.mailedToken('once@example.test');
    expect((await verify(token)).status).toBe(204);
    const again = await verify(token);
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({
      code: 'auth.verification-token-invalid',
      errors: [{ field: 'token' }],
    });
  });

  it('works for one of many clicks at the same moment', async () => {
    await accounts.register('impatient@example.test');
    const token = await accounts.mailedToken('impatient@example.test');
    const answers = await Promise.all(Array.from({ length: 5 }, () => verify(token)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const verified = (await types('impatient@example.test')).filter(
      (type) => type === 'customers.email-verified',
    );
    expect(verified).toHaveLength(1);
  });

  it('is too late after an hour', async () => {
    await accounts.register('late@example.test');
    await accounts.database.query('UPDATE email_tokens SET expires_at = expires_at - INTERVAL 1 HOUR');
    expect((await verify(await accounts.mailedToken('late@example.test'))).status).toBe(400);
  });

  it('refuses what is no token at all', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), `${'A'.repeat(43)}'--`, '../../etc/passwd'])
      expect((await verify(token)).status).toBe(400);
  });
});

describe('asking for another link', () => {
  const resend = (email: string): ReturnType<Accounts['send']> =>
    accounts.send('POST', '/v1/auth/verification-mails', { email });

  it('voids the first link', async () => {
    await accounts.register('lost@example.test');
    const lost = await accounts.mailedToken('lost@example.test');
    await resend('lost@example.test');
    expect((await verify(lost)).status).toBe(400);
    expect((await verify(await accounts.mailedToken('lost@example.test'))).status).toBe(204);
  });

  it('answers the same for everybody and mails only who waits', async () => {
    await accounts.member('done@example.test');
    await accounts.register('waits@example.test');
    const answers = [
      await resend('done@example.test'),
      await resend('waits@example.test'),
      await resend('unheard-of@example.test'),
    ];
    expect(new Set(answers.map(({ status, body }) => JSON.stringify({ status, body }))).size).toBe(1);
    expect(answers[0]!.status).toBe(202);
    expect(await types('waits@example.test')).toHaveLength(2);
    expect(await types('done@example.test')).toHaveLength(2);
    expect(await types('unheard-of@example.test')).toHaveLength(0);
  });
});

describe('the page behind the mailed link', () => {
  const open = (token: string): Promise<Response> =>
    fetch(`${accounts.url}/v1/auth/email-verifications?token=${encodeURIComponent(token)}`);

  it('uses the token up only when its button is pressed', async () => {
    await accounts.register('clicks@example.test');
    const token = await accounts.mailedToken('clicks@example.test');
    for (const scanner of [await open(token), await open(token)]) expect(scanner.status).toBe(200);
    const html = await (await open(token)).text();
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('<script');
    const action = /action="([^"]+)"/.exec(html)![1]!;
    const value = /name="token" value="([^"]+)"/.exec(html)![1]!;
    const confirmed = await accounts.form(action, { token: value });
    expect(confirmed.status).toBe(200);
    expect(confirmed.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await confirmed.text()).toContain('You can sign in now');
    expect((await accounts.signIn('clicks@example.test')).status).toBe(201);
  });

  it('says so when the link is used up', async () => {
    const answer = await accounts.form('/v1/auth/email-verifications/confirmation', {
      token: 'A'.repeat(43),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('does not work any more');
  });

  it('repeats nothing that somebody put into the link', async () => {
    const answer = await open('"><script>alert(1)</script>');
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('alert(1)');
  });
});

describe('signing in before the address is verified', () => {
  it('is refused with a reason, but only to who knows the password', async () => {
    await accounts.register('unverified@example.test');
    const right = await accounts.signIn('unverified@example.test', passphrase);
    expect(right.status).toBe(403);
    expect(right.body.code).toBe('auth.email-not-verified');
    const wrong = await accounts.signIn('unverified@example.test', 'a guess at random');
    expect(wrong.body.code).toBe('auth.wrong-credentials');
  });
});

describe('with ACCOUNT_VERIFICATION=optional', () => {
  it('registers and signs in at once, and says when an address is taken', async () => {
    const open = await Accounts.open({ ACCOUNT_VERIFICATION: 'optional' });
    try {
      const first = await open.register('fast@example.test');
      expect(first.status).toBe(201);
      const { accessToken } = first.body as unknown as { accessToken: string };
      const me = await open.client(accessToken).get<{ email: string; emailVerified: boolean }>('/v1/me');
      expect(me).toMatchObject({ email: 'fast@example.test', emailVerified: false });
      const second = await open.register('FAST@example.test');
      expect(second.status).toBe(409);
      expect(second.body).toMatchObject({ code: 'customers.email-taken', errors: [{ field: 'email' }] });
      expect((await open.signIn('fast@example.test')).status).toBe(201);
      expect(await open.mailedToken('fast@example.test')).toHaveLength(43);
    } finally {
      await open.close();
    }
  });
});
