import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, passphrase, type Tokens } from './accounts.js';
import { colleague } from './office.js';
import { Recovery, other } from './recovering.js';
import { Careful } from './second-factor.js';

let accounts: Accounts;
let recovery: Recovery;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  recovery = new Recovery(accounts);
});

afterAll(() => accounts.close());

async function countOf(table: 'email_tokens' | 'known_devices' | 'api_keys', email: string): Promise<number> {
  const owner = table === 'api_keys' ? 'created_by' : 'customer_id';
  const [row] = await accounts.database.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM ${table} t JOIN customers c ON c.id = t.${owner} WHERE c.email = ?`,
    [email],
  );
  return row!.n;
}

/** Eight times around the moment in which the owner chooses another password. @returns once all is over */
async function around(chosen: Promise<unknown>, act: (n: number) => Promise<unknown>): Promise<void> {
  const acts: Promise<unknown>[] = [chosen];
  for (let n = 0; n < 8; n += 1) {
    acts.push(act(n));
    await sleep(8);
  }
  await Promise.all(acts);
}

describe('once a password was chosen by mail, whoever knew the earlier one', () => {
  it('has no change of the address under way', async () => {
    for (let n = 0; n < 3; n += 1) {
      const email = `rosa.${String(n)}@example.test`;
      const tokens = await accounts.member(email);
      const chosen = recovery.chooses(await recovery.token(email));
      const body = { newEmail: `mallory.${String(n)}@evil.test`, currentPassword: passphrase };
      await around(chosen, () => recovery.asksForAddress(tokens, body));
      expect((await chosen).status).toBe(204);
      expect(await countOf('email_tokens', email)).toBe(0);
    }
  });

  it('makes no API key any more', async () => {
    for (let n = 0; n < 3; n += 1) {
      const { email, client } = await colleague(accounts);
      const keys = (): Promise<number> => countOf('api_keys', email);
      const chosen = recovery.chooses(await recovery.token(email)).then(async ({ status }) => {
        expect(status).toBe(204);
        return keys();
      });
      const key = { scopes: ['orders:read'], expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
      await around(chosen, (m) =>
        client.send('POST', '/v1/admin/api-keys', {
          ...key,
          name: `key ${String(m)}`,
          currentPassword: passphrase,
        }),
      );
      expect(await keys()).toBe(await chosen);
    }
  });

  it('cannot finish setting up a second factor on a process that has not heard of it', async () => {
    const person = await Careful.member(accounts, 'grete@example.test');
    const phone = await person.begins();
    const elsewhere = accounts.client(person.tokens.accessToken, accounts.urls[1]);
    expect((await elsewhere.send('GET', '/v1/me')).status).toBe(200);
    expect((await recovery.chooses(await recovery.token(person.email))).status).toBe(204);
    const late = await elsewhere.send('POST', '/v1/me/second-factor/confirmation', { code: phone.shows() });
    expect(late.status).toBe(401);
    expect((await accounts.signIn(person.email, other)).status).toBe(201);
  });
});

describe('a password that is changed', () => {
  it('makes strangers of the other devices, but not of the one at hand', async () => {
    const email = 'emmy@example.test';
    await accounts.member(email);
    const thief = (await accounts.signIn(email)).body as unknown as Tokens & { deviceToken: string };
    const owner = (await accounts.signIn(email)).body as unknown as Tokens & { deviceToken: string };
    const client = accounts.client(owner.accessToken);
    client.headers['device-token'] = owner.deviceToken;
    const answer = await client.send('PUT', '/v1/me/password', {
      currentPassword: passphrase,
      newPassword: other,
    });
    expect(answer.status).toBe(204);
    expect(await countOf('known_devices', email)).toBe(1);
    client.headers['device-token'] = owner.deviceToken;
    await client.send('POST', '/v1/auth/sessions', { email, password: other });
    expect(await countOf('known_devices', email)).toBe(1);
    expect(thief.deviceToken).not.toBe(owner.deviceToken);
  });
});
