import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { unusablePasswordHash } from '../../../libs/customers/src/domain/unusable-password.js';
import { Accounts, passphrase } from './accounts.js';
import { Recovery, other } from './recovering.js';

let accounts: Accounts;
let recovery: Recovery;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  recovery = new Recovery(accounts);
});

afterAll(() => accounts.close());

const change = { currentPassword: passphrase, newPassword: other };

describe('changing the password', () => {
  it('ends every other session within a second on every process, and goes on with this one', async () => {
    const here = await accounts.member('change@example.test');
    const elsewhere = (await accounts.signIn('change@example.test')).body;
    expect((await recovery.changesPassword(here, change)).status).toBe(204);
    const started = Date.now();
    await eventually(async () => {
      expect(await recovery.isSignedIn(elsewhere, accounts.urls[1])).toBe(false);
    });
    expect(Date.now() - started).toBeLessThan(1_000);
    expect((await accounts.refresh(elsewhere.refreshToken)).status).toBe(401);
    for (const url of accounts.urls) expect(await recovery.isSignedIn(here, url)).toBe(true);
    expect((await accounts.refresh(here.refreshToken)).status).toBe(200);
    expect((await accounts.signIn('change@example.test')).status).toBe(401);
    expect((await accounts.signIn('change@example.test', other)).status).toBe(201);
    expect(
      (await recovery.notices('change@example.test')).filter((kind) => kind === 'password-changed'),
    ).toHaveLength(1);
  });

  it('needs the password again, and a good new one', async () => {
    const here = await accounts.member('again@example.test');
    const refusals: [Record<string, unknown>, number, string, string][] = [
      [{ newPassword: other }, 403, 'auth.password-needed', 'currentPassword'],
      [{ ...change, currentPassword: 'a guess at random' }, 403, 'auth.wrong-password', 'currentPassword'],
      [{ ...change, newPassword: 'password1' }, 400, 'customers.weak-password', 'newPassword'],
      [{ ...change, newPassword: 'again@example.test' }, 400, 'customers.weak-password', 'newPassword'],
      [{ ...change, currentPassword: null }, 400, 'validation.failed', 'currentPassword'],
      [{ ...change, currentPassword: ['a'] }, 400, 'validation.failed', 'currentPassword'],
      [{ ...change, role: 'owner' }, 400, 'validation.failed', 'role'],
    ];
    for (const [body, status, code, field] of refusals) {
      const answer = await recovery.changesPassword(here, body);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ code, errors: [{ field }] });
    }
    expect((await accounts.signIn('again@example.test')).status).toBe(201);
    expect(await recovery.notices('again@example.test')).not.toContain('password-changed');
    expect((await accounts.client().send('PUT', '/v1/me/password', change)).status).toBe(401);
  });

  it('counts wrong passwords like a sign-in does, and the owner still signs in', async () => {
    const here = await accounts.member('guessed@example.test');
    const statuses = [];
    for (let n = 0; n < 12; n += 1) {
      const currentPassword = `a guess at random ${String(n)}`;
      statuses.push((await recovery.changesPassword(here, { ...change, currentPassword })).status);
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(403));
    expect(statuses.slice(10)).toEqual([429, 429]);
    const refused = await recovery.changesPassword(here, change);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await accounts.signIn('guessed@example.test')).status).toBe(201);
  });

  it('voids the links that were mailed before', async () => {
    const here = await accounts.member('void@example.test');
    const token = await recovery.token('void@example.test');
    await recovery.changesPassword(here, change);
    expect((await recovery.chooses(token, 'somebody else was here')).status).toBe(400);
  });
});

describe('an account that is signed in to elsewhere', () => {
  const withoutPassword = async (email: string): Promise<void> => {
    await accounts.database.query('UPDATE customers SET password_hash = ? WHERE email_key = ?', [
      unusablePasswordHash(),
      email,
    ]);
  };

  it('sets its first password soon after a sign-in, and later not', async () => {
    const here = await accounts.member('google@example.test');
    await withoutPassword('google@example.test');
    await accounts.database.query('UPDATE sessions SET created_at = created_at - INTERVAL 601 SECOND');
    // A refresh is no sign-in.
    const refreshed = (await accounts.refresh(here.refreshToken)).body;
    for (const body of [{ newPassword: other }, change]) {
      const late = await recovery.changesPassword(refreshed, body);
      expect(late.status).toBe(403);
      expect(late.body.code).toBe('auth.sign-in-again');
    }
    await accounts.database.query('UPDATE sessions SET created_at = created_at + INTERVAL 60 SECOND');
    expect((await recovery.changesPassword(refreshed, { newPassword: other })).status).toBe(204);
    expect((await accounts.signIn('google@example.test', other)).status).toBe(201);
  });
});
