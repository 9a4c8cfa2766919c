import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RotateSigningKeys } from '#platform/auth/rotate-signing-keys.js';
import { SigningKeys } from '#platform/auth/signing-keys.js';
import type { PublicJwk } from '#platform/auth/signing-key.js';
import { eventually } from '../../support/eventually.js';
import { Accounts } from './accounts.js';

let accounts: Accounts;

beforeEach(async () => {
  accounts = await Accounts.open({}, 2);
});

afterEach(() => accounts.close());

const [first, second] = [0, 1];
const ring = (process: number): SigningKeys => accounts.apps[process]!.get(SigningKeys);
const rotate = (): RotateSigningKeys => accounts.app.get(RotateSigningKeys);
const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as { kid: string }).kid;
const statusAt = async (process: number, token: string): Promise<number> =>
  (await accounts.client(token, accounts.urls[process]).send('GET', '/v1/me')).status;

async function published(process = first): Promise<PublicJwk[]> {
  const answer = await fetch(`${accounts.urls[process]!}/.well-known/jwks.json`);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=30');
  return ((await answer.json()) as { keys: PublicJwk[] }).keys;
}

/** The new key's minute is over. */
async function aMinuteLater(): Promise<void> {
  await accounts.database.query(
    'UPDATE signing_keys SET active_from = active_from - INTERVAL 1 MINUTE, retired_at = retired_at - INTERVAL 1 MINUTE',
  );
  await Promise.all([ring(first).load(), ring(second).load()]);
}

describe('the keys of access tokens', () => {
  it('begin with one, however many processes start at once', async () => {
    const rows = await accounts.database.query<{ public_jwk: string; private_sealed: Buffer }>(
      'SELECT public_jwk, private_sealed FROM signing_keys',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.public_jwk).not.toContain('"d"');
    expect(ring(first).signing.id).toBe(ring(second).signing.id);
  });

  it('are published, so that others can verify, and only the public part of them', async () => {
    const { accessToken } = await accounts.member('ada@example.test');
    const [jwk, ...others] = await published();
    expect(others).toEqual([]);
    expect(Object.keys(jwk!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const [head, body, signature] = accessToken.split('.');
    const { kty, crv, x, y } = jwk!;
    const key = createPublicKey({ format: 'jwk', key: { kty, crv, x, y } });
    const isGenuine = verify(
      'sha256',
      Buffer.from(`${head!}.${body!}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature!, 'base64url'),
    );
    expect(isGenuine).toBe(true);
  });

  it('change while tokens are alive: all of them stay good', async () => {
    const { accessToken: old, refreshToken } = await accounts.member('ada@example.test');
    const next = await rotate().execute({ atOnce: false, actor: 'test' });
    await eventually(async () => {
      for (const process of [first, second])
        expect((await published(process)).map(({ kid }) => kid)).toContain(next);
    });
    const { body: stillOld } = await accounts.refresh(refreshToken);
    expect(kidOf(stillOld.accessToken)).toBe(kidOf(old));
    await aMinuteLater();
    const { body: fresh } = await accounts.refresh(stillOld.refreshToken);
    expect(kidOf(fresh.accessToken)).toBe(next);
    for (const process of [first, second])
      for (const token of [old, stillOld.accessToken, fresh.accessToken])
        expect(await statusAt(process, token)).toBe(200);
  });

  it('are replaced at once if need be: every process refuses within a second what the others have signed', async () => {
    const { accessToken, refreshToken } = await accounts.member('ada@example.test');
    for (const process of [first, second]) expect(await statusAt(process, accessToken)).toBe(200);
    await rotate().execute({ atOnce: true, actor: 'test' });
    const since = performance.now();
    await eventually(async () => {
      for (const process of [first, second]) expect(await statusAt(process, accessToken)).toBe(401);
    }, 1_000);
    expect(performance.now() - since).toBeLessThan(1_000);
    const { body } = await accounts.refresh(refreshToken, accounts.urls[second]);
    for (const process of [first, second]) expect(await statusAt(process, body.accessToken)).toBe(200);
    const log = await accounts.database.query("SELECT action FROM audit_log WHERE actor = 'test'");
    expect(log).toEqual([{ action: 'auth.replace-signing-keys' }]);
  });

  it('are known to a process that was not told of them', async () => {
    const { refreshToken } = await accounts.member('ada@example.test');
    await rotate().execute({ atOnce: true, actor: 'test' });
    await accounts.database.query('DELETE FROM change_feed');
    await ring(first).load();
    const { body } = await accounts.refresh(refreshToken, accounts.urls[first]);
    await eventually(async () => {
      expect(await statusAt(second, body.accessToken)).toBe(200);
    }, 2_500);
  });

  it('are changed by the schedule when they are old, once, and forgotten when their tokens are', async () => {
    const count = async (): Promise<number> =>
      (await accounts.database.query<{ n: number }>('SELECT COUNT(*) AS n FROM signing_keys'))[0]!.n;
    await rotate().executeIfDue();
    expect(await count()).toBe(1);
    await accounts.database.query('UPDATE signing_keys SET created_at = created_at - INTERVAL 30 DAY');
    await Promise.all(accounts.apps.map((app) => app.get(RotateSigningKeys).executeIfDue()));
    expect(await count()).toBe(2);
    await rotate().executeIfDue();
    expect(await count()).toBe(2);
    await accounts.database.query(
      'UPDATE signing_keys SET retired_at = retired_at - INTERVAL 3 HOUR WHERE retired_at IS NOT NULL',
    );
    await rotate().executeIfDue();
    expect(await count()).toBe(1);
  });

  it('are made anew where the secret that sealed them is gone', async () => {
    const { accessToken } = await accounts.member('ada@example.test');
    await accounts.database.query('UPDATE signing_keys SET private_sealed = REVERSE(private_sealed)');
    const fresh = await Accounts.reopen(accounts);
    try {
      const keys = fresh.get(SigningKeys);
      expect(keys.signing.id).not.toBe(kidOf(accessToken));
      expect(keys.published(900)).toHaveLength(2);
    } finally {
      await fresh.close();
    }
  });
});
