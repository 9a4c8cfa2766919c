import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, HttpClient, Problem } from '../../support/http.js';
import { eventually } from '../../support/eventually.js';
import { Accounts, passphrase } from './accounts.js';
import { audited, buyer, colleague, notices, type Colleague } from './office.js';

interface KeyView {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  status: string;
  secret: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  madeBy: { id: string; name: string };
}

let accounts: Accounts;
let grace: Colleague;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  grace = await colleague(accounts);
});

afterAll(() => accounts.close());

const make = (owner: Colleague, fields: Record<string, unknown> = {}): Promise<Answer<KeyView & Problem>> =>
  owner.client.send('POST', '/v1/admin/api-keys', {
    name: 'Back office',
    scopes: ['customers:read'],
    currentPassword: passphrase,
    ...fields,
  });
const program = (secret: string, url?: string): HttpClient => accounts.client(secret, url);
const use = async (secret: string, url?: string): Promise<number> =>
  (await program(secret, url).send('GET', '/v1/admin/customers')).status;
const listed = async (id: string): Promise<KeyView> => {
  const { items } = await grace.client.get<{ items: KeyView[] }>('/v1/admin/api-keys?limit=100');
  return items.find((key) => key.id === id)!;
};

describe('making an API key', () => {
  it('shows the secret once and stores its hash alone', async () => {
    const { status, body, headers } = await make(grace, { name: ' Warehouse ' });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.secret).toMatch(/^tp_[\w-]{43}$/);
    expect(body).toMatchObject({
      name: 'Warehouse',
      hint: body.secret.slice(-4),
      scopes: ['customers:read'],
      status: 'active',
      expiresAt: null,
      madeBy: { id: grace.id, name: 'Grace Hopper' },
    });
    const list = await grace.client.get<unknown>('/v1/admin/api-keys');
    expect(JSON.stringify(list)).not.toContain(body.secret);
    const stored = await accounts.database.query<{ secret_hash: Buffer }>('SELECT * FROM api_keys');
    expect(JSON.stringify(stored)).not.toContain(body.secret);
    expect(stored[0]!.secret_hash).toHaveLength(32);
  });

  it('is written down, and told to whoever has done it', async () => {
    const { body } = await make(grace, { name: 'Told' });
    expect(await audited(accounts, 'customers.make-api-key')).toContainEqual({
      actor: grace.id,
      subject: body.id,
      before: null,
      after: { name: 'Told', scopes: ['customers:read'], expiresAt: null },
    });
    expect(await notices(accounts, grace.email)).toContain('api-key-created');
  });

  it('needs the password again', async () => {
    expect((await make(grace, { currentPassword: undefined })).body.code).toBe('auth.password-needed');
    expect((await make(grace, { currentPassword: 'a guess at random' })).body.code).toBe(
      'auth.wrong-password',
    );
  });

  it.each([
    ['a scope that there is not', ['customers:read', 'everything'], 'everything'],
    ['power over accounts of staff', ['staff:manage'], 'staff:manage'],
    ['the making of keys', ['api-keys:manage'], 'api-keys:manage'],
    ['an account of its own', ['profile:write'], 'profile:write'],
  ])('refuses %s and names it', async (_, scopes, named) => {
    const { status, body } = await make(grace, { scopes });
    expect(status).toBe(400);
    expect(body.code).toBe('customers.unknown-scopes');
    expect(body.detail).toContain(`given: ${named}.`);
    expect(body.errors).toEqual([{ field: 'scopes', code: 'unknown', message: `'${named}' is no scope` }]);
  });

  it.each([
    [{ scopes: [] }],
    [{ scopes: 'customers:read' }],
    [{ scopes: [1] }],
    [{ name: ' ' }],
    [{ name: 'see http://evil.test' }],
    [{ expiresAt: '2020-01-01T00:00:00Z' }],
    [{ expiresAt: 'tomorrow' }],
    [{ id: 'mine' }],
  ])('refuses %j', async (fields) => {
    expect((await make(grace, fields)).status).toBe(400);
  });

  it.each(['manager', 'support', 'catalogue'])('is not for a %s', async (role) => {
    const member = await colleague(accounts, role);
    expect((await make(member)).status).toBe(403);
    expect((await member.client.send('GET', '/v1/admin/api-keys')).status).toBe(403);
  });
});

describe('an API key', () => {
  it('does what its scopes say and nothing else', async () => {
    const { secret } = (await make(grace)).body;
    expect(await use(secret)).toBe(200);
    const client = program(secret);
    expect((await client.send('GET', '/v1/admin/staff')).status).toBe(403);
    expect((await client.send('GET', '/v1/admin/api-keys')).status).toBe(403);
    expect((await client.send('GET', '/v1/me')).status).toBe(403);
    expect((await client.send('DELETE', '/v1/auth/sessions/current')).status).toBe(403);
    const other = await buyer(accounts, 'kept-open@example.test');
    expect(
      (await client.send('POST', `/v1/admin/customers/${other.id}/disabling`, { reason: 'x' })).status,
    ).toBe(403);
  });

  it('stands in the audit log with its own id', async () => {
    const { id, secret } = (await make(grace, { scopes: ['customers:manage'] })).body;
    const customer = await buyer(accounts, 'shut-by-a-program@example.test');
    const path = `/v1/admin/customers/${customer.id}/disabling`;
    expect((await program(secret).send('POST', path, { reason: 'fraud list' })).status).toBe(200);
    expect((await audited(accounts, 'customers.disable')).map(({ actor }) => actor)).toContain(id);
  });

  it('has no power over staff', async () => {
    const { secret } = (await make(grace, { scopes: ['customers:manage'] })).body;
    const member = await colleague(accounts, 'support');
    const path = `/v1/admin/customers/${member.id}/disabling`;
    expect((await program(secret).send('POST', path, { reason: 'x' })).body).toMatchObject({
      status: 403,
      code: 'customers.owners-only',
    });
  });

  it.each([
    ['unknown', () => `tp_${'A'.repeat(43)}`],
    ['cut short', () => 'tp_short'],
    ['empty', () => 'tp_'],
    ['too long', () => `tp_${'A'.repeat(44)}`],
  ])('that is %s is refused, on public routes too', async (_, secret) => {
    expect(await use(secret())).toBe(401);
    const mail = { email: 'somebody@example.test' };
    expect((await program(secret()).send('POST', '/v1/auth/verification-mails', mail)).status).toBe(401);
  });

  it('that is refused leaves a trace, and none of the key', async () => {
    const secret = `tp_${'Z'.repeat(43)}`;
    for (let n = 0; n < 3; n += 1) await use(secret);
    await eventually(async () => {
      const rows = await accounts.database.query<{ times: number; all: string }>(
        "SELECT times, CONCAT_WS(' ', actor, subject_id, after_state) AS 'all' FROM audit_log WHERE action = 'auth.api-key-refused'",
      );
      expect(rows.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThanOrEqual(3);
      expect(JSON.stringify(rows)).not.toContain('ZZZZ');
    }, 3_000);
  });

  it('is not taken in another letter case', async () => {
    const { secret } = (await make(grace)).body;
    expect(await use(secret.toUpperCase())).toBe(401);
  });

  it('ends when it has run out', async () => {
    const soon = new Date(Date.now() + 1_500).toISOString();
    const { id, secret } = (await make(grace, { expiresAt: soon })).body;
    expect(await use(secret)).toBe(200);
    await eventually(async () => {
      expect(await use(secret)).toBe(401);
    }, 3_000);
    expect((await listed(id)).status).toBe('expired');
  });

  it('says when it was used last, to the minute', async () => {
    const { id, secret } = (await make(grace)).body;
    expect((await listed(id)).lastUsedAt).toBeNull();
    await use(secret);
    const first = await eventually(async () => {
      const { lastUsedAt } = await listed(id);
      expect(lastUsedAt).not.toBeNull();
      return lastUsedAt;
    });
    await use(secret);
    await use(secret, accounts.urls[1]);
    await sleep(100);
    expect((await listed(id)).lastUsedAt).toBe(first);
  });
});

describe('a revoked API key', () => {
  it('is refused within a second on every process', async () => {
    const { id, secret } = (await make(grace)).body;
    for (const url of accounts.urls) expect(await use(secret, url)).toBe(200);
    expect((await grace.client.send('DELETE', `/v1/admin/api-keys/${id}`)).status).toBe(204);
    await eventually(async () => {
      for (const url of accounts.urls) expect(await use(secret, url)).toBe(401);
    }, 1_000);
    expect((await listed(id)).status).toBe('revoked');
    expect(await audited(accounts, 'customers.revoke-api-key')).toContainEqual({
      actor: grace.id,
      subject: id,
      before: { name: 'Back office' },
      after: null,
    });
  });

  it('is no key to revoke again', async () => {
    const { id } = (await make(grace)).body;
    await grace.client.send('DELETE', `/v1/admin/api-keys/${id}`);
    expect((await grace.client.send('DELETE', `/v1/admin/api-keys/${id}`)).status).toBe(404);
    expect((await grace.client.send('DELETE', '/v1/admin/api-keys/none')).status).toBe(404);
  });

  it('ends with the power of whoever made it', async () => {
    const linus = await colleague(accounts);
    const { secret } = (await make(linus)).body;
    const other = (await make(linus)).body;
    for (const url of accounts.urls) expect(await use(secret, url)).toBe(200);
    const change = { role: 'manager', currentPassword: passphrase };
    expect((await grace.client.send('PATCH', `/v1/admin/staff/${linus.id}`, change)).status).toBe(200);
    await eventually(async () => {
      for (const url of accounts.urls) expect(await use(secret, url)).toBe(401);
    }, 1_000);
    expect((await listed(other.id)).status).toBe('revoked');
    // An owner again is not an owner of those keys again.
    await grace.client.send('PATCH', `/v1/admin/staff/${linus.id}`, { ...change, role: 'owner' });
    expect(await use(secret)).toBe(401);
  });
});

describe('while Redis is away', () => {
  it('a revoked key is refused within a second on every process, too', async () => {
    const lonely = await Accounts.open({ REDIS_URL: 'redis://127.0.0.1:1' }, 2);
    try {
      const owner = await colleague(lonely);
      const { id, secret } = (await make(owner)).body;
      const asked = async (url: string): Promise<number> =>
        (await lonely.client(secret, url).send('GET', '/v1/admin/customers')).status;
      for (const url of lonely.urls) expect(await asked(url)).toBe(200);
      await owner.client.send('DELETE', `/v1/admin/api-keys/${id}`);
      await eventually(async () => {
        for (const url of lonely.urls) expect(await asked(url)).toBe(401);
      }, 1_000);
    } finally {
      await lonely.close();
    }
  });
});

describe('a program that has gone wild', () => {
  it('is held back over all routes, and nobody else with it', async () => {
    const strict = await Accounts.open({ RATE_LIMIT_PER_MINUTE: '30' });
    try {
      const owner = await colleague(strict);
      const { secret } = (await make(owner)).body;
      const client = strict.client(secret);
      const paths = ['/v1/admin/customers', '/v1/admin/staff', `/v1/admin/customers/${owner.id}`];
      const statuses: number[] = [];
      for (let round = 0; round < 12; round += 1)
        for (const path of paths) statuses.push((await client.send('GET', path)).status);
      expect(statuses.slice(0, 30)).not.toContain(429);
      expect(statuses.slice(30)).toEqual([429, 429, 429, 429, 429, 429]);
      const refused = await client.send('GET', paths[0]!);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await owner.client.send('GET', '/v1/admin/staff')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});
