import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { PasswordHasher } from '../../../libs/customers/src/application/password-hasher.js';
import { Accounts, passphrase, type Tokens } from './accounts.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
});

afterAll(() => accounts.close());

const statusOfMe = async (accessToken: string): Promise<number> =>
  (await accounts.client(accessToken).send('GET', '/v1/me')).status;
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

describe('signing in', () => {
  it('gives an access token that says who it is for, and a refresh token', async () => {
    const { body, status, headers } = await member('ada@example.test');
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      expiresIn: 900,
      tokenType: 'Bearer',
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    const claims = claimsOf(body.accessToken);
    expect(claims).toMatchObject({
      iss: 'tradepost',
      aud: 'tradepost-api',
      role: 'customer',
      email: 'ada@example.test',
      scope: 'cart:use orders:place orders:read-own payments:start profile:read profile:write reviews:write',
    });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(900);
  });

  it('answers an unknown account and a wrong password alike', async () => {
    await accounts.member('known@example.test');
    const wrong = await accounts.signIn('known@example.test', 'not the passphrase');
    const unknown = await accounts.signIn('unknown@example.test', 'not the passphrase');
    expect(wrong.status).toBe(401);
    expect(wrong.body.code).toBe('auth.wrong-credentials');
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });

  it('computes a hash for an unknown account too', async () => {
    await accounts.member('weighed@example.test');
    const verify = jest.spyOn(accounts.app.get(PasswordHasher, { strict: false }), 'verify');
    await accounts.signIn('weighed@example.test', 'not the passphrase');
    await accounts.signIn('nobody@example.test', 'not the passphrase');
    // What the second call costs is shown beside the hasher.
    expect(verify.mock.calls).toEqual([
      [expect.stringMatching(/^\$argon2id\$/), 'not the passphrase', 'strangers'],
      [undefined, 'not the passphrase', 'strangers'],
    ]);
    verify.mockRestore();
  });

  it('accepts a password however the keyboard composes it', async () => {
    await accounts.register('accents@example.test', { password: 'pâté à la crème brûlée'.normalize('NFD') });
    await verify('accents@example.test');
    const answer = await accounts.signIn('accents@example.test', 'pâté à la crème brûlée'.normalize('NFC'));
    expect(answer.status).toBe(201);
  });

  it('moves an old hash to the parameters of today', async () => {
    await accounts.member('old@example.test');
    const old = await hash(passphrase, { memoryCost: 12_288, timeCost: 3, parallelism: 1 });
    await accounts.database.query('UPDATE customers SET password_hash = ? WHERE email = ?', [
      old,
      'old@example.test',
    ]);
    expect((await accounts.signIn('old@example.test')).status).toBe(201);
    const [row] = await accounts.database.query<{ password_hash: string }>(
      "SELECT password_hash FROM customers WHERE email = 'old@example.test'",
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await accounts.signIn('old@example.test')).status).toBe(201);
  });

  it.each([
    ['no password', { email: 'ada@example.test' }],
    ['an object as password', { email: 'ada@example.test', password: { length: 9 } }],
    ['a number as address', { email: 5, password: passphrase }],
    ['something more', { email: 'ada@example.test', password: passphrase, admin: true }],
  ])('refuses %s', async (_, body) => {
    const answer = await accounts.send('POST', '/v1/auth/sessions', body);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('validation.failed');
  });
});

describe('an access token', () => {
  it('whose claims were changed is refused', async () => {
    const { accessToken } = await accounts.member('changer@example.test');
    const [header, , signature] = accessToken.split('.');
    const changed = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), role: 'staff' })).toString(
      'base64url',
    );
    expect(await statusOfMe(`${header}.${changed}.${signature}`)).toBe(401);
    expect(await statusOfMe(accessToken)).toBe(200);
  });

  it('is refused when a refresh token stands in its place', async () => {
    const { refreshToken } = await accounts.member('mixer@example.test');
    expect(await statusOfMe(refreshToken)).toBe(401);
  });
});

describe('refreshing', () => {
  it('brings a new pair, of the same session', async () => {
    const first = await accounts.member('fresh@example.test');
    const second = await accounts.refresh(first.refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(first.refreshToken);
    expect(claimsOf(second.body.accessToken)['sid']).toBe(claimsOf(first.accessToken)['sid']);
    expect(await statusOfMe(second.body.accessToken)).toBe(200);
    expect((await accounts.refresh(second.body.refreshToken)).status).toBe(200);
  });

  it('gives many who ask at once, on two processes, the same successor', async () => {
    const { refreshToken } = await accounts.member('tabs@example.test');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => accounts.refresh(refreshToken, accounts.urls[n % 2])),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    expect((await accounts.refresh(answers[0]!.body.refreshToken)).status).toBe(200);
  });

  it('ends the session when a token comes again after the grace', async () => {
    const { refreshToken: stolen } = await accounts.member('robbed@example.test');
    const { body: next } = await accounts.refresh(stolen);
    await usedSecondsAgo(11);
    const thief = await accounts.refresh(stolen);
    expect(thief.status).toBe(401);
    expect(thief.body.code).toBe('auth.refresh-token-reused');
    const owner = await accounts.refresh(next.refreshToken);
    expect(owner.status).toBe(401);
    expect(owner.body.code).toBe('auth.refresh-token-invalid');
    expect((await accounts.signIn('robbed@example.test')).status).toBe(201);
  });

  it('ends the session when a token comes again although its successor is in use, however soon', async () => {
    const { refreshToken: first } = await accounts.member('quick@example.test');
    const { body: second } = await accounts.refresh(first);
    const { body: third } = await accounts.refresh(second.refreshToken);
    expect((await accounts.refresh(first)).body.code).toBe('auth.refresh-token-reused');
    expect((await accounts.refresh(third.refreshToken)).status).toBe(401);
  });

  it('leaves the other sessions of the account alone', async () => {
    const phone = await accounts.member('devices@example.test');
    const { body: desk } = await accounts.signIn('devices@example.test');
    await accounts.refresh(phone.refreshToken);
    await usedSecondsAgo(11);
    expect((await accounts.refresh(phone.refreshToken)).status).toBe(401);
    expect((await accounts.refresh(desk.refreshToken)).status).toBe(200);
  });

  it('ends with the absolute life of the session, however often it was refreshed', async () => {
    const first = await accounts.member('monthly@example.test');
    const [days] = await accounts.database.query<{ days: number }>(
      'SELECT TIMESTAMPDIFF(DAY, created_at, expires_at) AS days FROM sessions ORDER BY created_at DESC LIMIT 1',
    );
    expect(days).toEqual({ days: 30 });
    const { body } = await accounts.refresh(first.refreshToken);
    await accounts.database.query(
      "UPDATE sessions s JOIN customers c ON c.id = s.customer_id SET s.expires_at = UTC_TIMESTAMP(3) WHERE c.email = 'monthly@example.test'",
    );
    expect((await accounts.refresh(body.refreshToken)).body.code).toBe('auth.refresh-token-invalid');
  });

  it('stores tokens as hashes only', async () => {
    const { refreshToken } = await accounts.member('hashed@example.test');
    const rows = await accounts.database.query<{ token_hash: Buffer }>(
      'SELECT token_hash FROM refresh_tokens',
    );
    const stored = rows.map(({ token_hash }) => token_hash.toString('base64url'));
    expect(stored).not.toContain(refreshToken);
  });

  it('refuses what is no token', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), 'é'.repeat(43)]) {
      const answer = await accounts.refresh(token);
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({
        code: 'auth.refresh-token-invalid',
        errors: [{ field: 'refreshToken' }],
      });
    }
  });
});

describe('signing out', () => {
  it('makes both tokens worthless at once', async () => {
    const { accessToken, refreshToken } = await accounts.member('leaver@example.test');
    const client = accounts.client(accessToken);
    expect((await client.send('DELETE', '/v1/auth/sessions/current')).status).toBe(204);
    expect((await accounts.refresh(refreshToken)).body.code).toBe('auth.refresh-token-invalid');
    expect((await client.send('DELETE', '/v1/auth/sessions/current')).status).toBe(401);
  });

  it('needs a sign-in', async () => {
    expect((await accounts.send('DELETE', '/v1/auth/sessions/current')).status).toBe(401);
  });
});

describe('guessing', () => {
  it('is slowed down, at registration and resending too', async () => {
    const strict = await Accounts.open({ RATE_LIMIT_PER_MINUTE: '60' });
    try {
      const email = 'target@example.test';
      const attempts: Record<string, object> = {
        '/v1/auth/sessions': { email, password: 'a guess at random' },
        '/v1/auth/verification-mails': { email },
        '/v1/auth/registrations': { email, password: passphrase, name: 'Target' },
      };
      for (const [path, body] of Object.entries(attempts)) {
        const statuses: number[] = [];
        let retryAfter: string | null = null;
        for (let n = 0; n < 4; n += 1) {
          const answer = await strict.send('POST', path, body);
          statuses.push(answer.status);
          retryAfter = answer.headers.get('retry-after');
        }
        expect(statuses).toContain(429);
        expect(Number(retryAfter)).toBeGreaterThan(0);
      }
    } finally {
      await strict.close();
    }
  });
});

async function verify(email: string): Promise<void> {
  await accounts.send('POST', '/v1/auth/email-verifications', { token: await accounts.mailedToken(email) });
}

async function member(email: string): Promise<Awaited<ReturnType<Accounts['signIn']>> & { body: Tokens }> {
  await accounts.register(email);
  await verify(email);
  return accounts.signIn(email);
}

async function usedSecondsAgo(seconds: number): Promise<void> {
  await accounts.database.query(
    'UPDATE refresh_tokens SET used_at = used_at - INTERVAL ? SECOND WHERE used_at IS NOT NULL',
    [seconds],
  );
}
