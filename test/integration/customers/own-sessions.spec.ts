import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import type { HttpClient } from '../../support/http.js';
import { issueToken } from '../../support/tokens.js';
import { Accounts, passphrase, type Tokens } from './accounts.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
});

afterAll(() => accounts.close());

interface OwnSession {
  id: string;
  device: string | null;
  address: string | null;
  method: string;
  staffPages: boolean;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
  current: boolean;
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';

async function signsInWith(email: string, userAgent: string): Promise<Tokens> {
  const body = { email, password: passphrase };
  return accounts.client().ask<Tokens>('POST', '/v1/auth/sessions', body, { 'user-agent': userAgent });
}

const sessionsOf = async (client: HttpClient): Promise<OwnSession[]> =>
  (await client.get<{ items: OwnSession[] }>('/v1/me/sessions')).items;

describe('the list of where somebody is signed in', () => {
  it('says of each what its owner knows it by', async () => {
    await accounts.member('ada@example.test');
    const { accessToken } = await signsInWith('ada@example.test', firefox);
    const sessions = await sessionsOf(accounts.client(accessToken));
    expect(sessions).toHaveLength(2);
    expect(sessions[0]).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      device: 'Firefox on Linux',
      address: '127.0.0.1',
      method: 'password',
      staffPages: false,
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
      expiresAt: expect.any(String),
      current: true,
    });
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  });

  it('follows the session when it is refreshed', async () => {
    const { accessToken, refreshToken } = await accounts.member('refresher@example.test');
    const client = accounts.client(accessToken);
    const [before] = await sessionsOf(client);
    await accounts
      .client()
      .ask('POST', '/v1/auth/sessions/refresh', { refreshToken }, { 'user-agent': firefox });
    const [after] = await sessionsOf(client);
    expect(after!.id).toBe(before!.id);
    expect(after!.lastUsedAt > before!.lastUsedAt).toBe(true);
    expect(after!.device).toBe('Firefox on Linux');
  });

  it('has neither those that have ended nor those of others', async () => {
    const first = await accounts.member('few@example.test');
    const { body: second } = await accounts.signIn('few@example.test');
    await accounts.client(first.accessToken).send('DELETE', '/v1/auth/sessions/current');
    expect(await sessionsOf(accounts.client(second.accessToken))).toHaveLength(1);
  });
});

describe('ending one of them', () => {
  it('is possible from elsewhere, and felt at once on every process', async () => {
    const lost = await accounts.member('loser@example.test');
    const { body: here } = await accounts.signIn('loser@example.test');
    const client = accounts.client(here.accessToken);
    const other = (await sessionsOf(client)).find(({ current }) => !current)!;
    expect((await client.send('DELETE', `/v1/me/sessions/${other.id}`)).status).toBe(204);
    expect((await accounts.client(lost.accessToken).send('GET', '/v1/me')).status).toBe(401);
    expect((await accounts.refresh(lost.refreshToken)).body.code).toBe('auth.refresh-token-invalid');
    expect((await client.send('GET', '/v1/me')).status).toBe(200);
    expect((await client.send('DELETE', `/v1/me/sessions/${other.id}`)).status).toBe(404);
  });

  it('is not possible with somebody else’s, and says nothing about it', async () => {
    const ada = await accounts.member('victim@example.test');
    const eve = accounts.client((await accounts.member('eve@example.test')).accessToken);
    const [hers] = await sessionsOf(accounts.client(ada.accessToken));
    const foreign = await eve.send('DELETE', `/v1/me/sessions/${hers!.id}`);
    const unknown = await eve.send('DELETE', '/v1/me/sessions/01932b7e-8d3c-7f1e-9a55-3f0d6b8f2c11');
    const nonsense = await eve.send('DELETE', '/v1/me/sessions/1');
    for (const answer of [foreign, unknown, nonsense])
      expect(answer).toMatchObject({ status: 404, body: { code: 'customers.session-not-found' } });
    expect((await accounts.client(ada.accessToken).send('GET', '/v1/me')).status).toBe(200);
  });

  it('ends all others when asked, and not the one that asks', async () => {
    const others = [await accounts.member('many@example.test')];
    for (let n = 0; n < 3; n += 1) others.push((await accounts.signIn('many@example.test')).body);
    const here = others.pop()!;
    const client = accounts.client(here.accessToken);
    expect((await client.send('DELETE', '/v1/me/sessions')).status).toBe(204);
    expect(await sessionsOf(client)).toHaveLength(1);
    for (const { accessToken, refreshToken } of others) {
      expect((await accounts.client(accessToken).send('GET', '/v1/me')).status).toBe(401);
      expect((await accounts.refresh(refreshToken)).status).toBe(401);
    }
  });

  it('stands in the audit log', async () => {
    const log = await accounts.database.query(
      "SELECT subject_type FROM audit_log WHERE action = 'customers.revoke-sessions' ORDER BY id",
    );
    expect(log).toEqual([{ subject_type: 'session' }, { subject_type: 'customer' }]);
  });
});

describe('while a process can’t read the change feed', () => {
  it('asks the database for each session, and takes none that it does not find', async () => {
    const { accessToken, refreshToken } = await accounts.member('stale@example.test');
    const isFresh = jest.spyOn(accounts.app.get(ChangeFollower), 'isFresh', 'get');
    const statusWith = async (token: string): Promise<number> =>
      (await accounts.client(token).send('GET', '/v1/me')).status;
    try {
      isFresh.mockReturnValue(false);
      expect(await statusWith(accessToken)).toBe(200);
      expect(await statusWith(issueToken(accounts.app, { scope: 'profile:read' }))).toBe(401);
      // Behind the feed's back, so that nothing else can tell.
      await accounts.database.query(
        'UPDATE sessions SET ended_at = UTC_TIMESTAMP(3) ORDER BY created_at DESC LIMIT 1',
      );
      expect(await statusWith(accessToken)).toBe(401);
      isFresh.mockReturnValue(true);
      expect(await statusWith(accessToken)).toBe(200);
    } finally {
      isFresh.mockRestore();
    }
    expect((await accounts.refresh(refreshToken)).status).toBe(401);
  });
});

describe('a refresh token that comes again', () => {
  it('ends the access tokens too, and its owner is told', async () => {
    const { accessToken, refreshToken: stolen } = await accounts.member('robbed@example.test');
    const { body: next } = await accounts.refresh(stolen);
    const { body: third } = await accounts.refresh(next.refreshToken);
    expect((await accounts.refresh(stolen)).body.code).toBe('auth.refresh-token-reused');
    for (const token of [accessToken, next.accessToken, third.accessToken])
      expect((await accounts.client(token).send('GET', '/v1/me')).status).toBe(401);
    expect((await accounts.events('robbed@example.test')).at(-1)).toMatchObject({
      type: 'customers.security-notice',
      is_sensitive: 1,
    });
  });

  it('ends the session once, whoever presents it at once', async () => {
    const { refreshToken: stolen } = await accounts.member('raced@example.test');
    const { body: next } = await accounts.refresh(stolen);
    await accounts.refresh(next.refreshToken);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => accounts.refresh(stolen, accounts.urls[n % 2])),
    );
    const codes = answers.map(({ body }) => body.code).sort();
    expect(codes.filter((code) => code === 'auth.refresh-token-reused')).toHaveLength(1);
    expect(codes.filter((code) => code === 'auth.refresh-token-invalid')).toHaveLength(7);
    const notices = (await accounts.events('raced@example.test')).filter(
      ({ type }) => type === 'customers.security-notice',
    );
    expect(notices).toHaveLength(1);
  });

  it('loses against the sign-out that it races with', async () => {
    const { accessToken, refreshToken } = await accounts.member('both@example.test');
    const [, ...refreshed] = await Promise.all([
      accounts.client(accessToken).send('DELETE', '/v1/auth/sessions/current'),
      ...[0, 1, 0, 1].map((n) => accounts.refresh(refreshToken, accounts.urls[n])),
    ]);
    for (const { body } of refreshed.filter(({ status }) => status === 200))
      expect((await accounts.client(body.accessToken).send('GET', '/v1/me')).status).toBe(401);
    expect((await accounts.refresh(refreshToken)).status).toBe(401);
  });
});
