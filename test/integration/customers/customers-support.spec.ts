import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Problem } from '../../support/http.js';
import { eventually } from '../../support/eventually.js';
import { Database } from '#platform/database/database.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId } from '#shared-kernel';
import { CustomerSearchQueries } from '../../../libs/customers/src/queries/customer-search.queries.js';
import { Accounts, passphrase } from './accounts.js';
import { audited, buyer, colleague, notices, type Colleague } from './office.js';

interface Details {
  id: string;
  email: string;
  disabledAt: string | null;
  disabledReason: string | null;
  openSessions: number;
}

interface List {
  items: { id: string; email: string; name: string; role: string }[];
  nextCursor: string | null;
}

let accounts: Accounts;
let grace: Colleague;
let support: Colleague;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  grace = await colleague(accounts);
  support = await colleague(accounts, 'support', 'Linus Pauling');
});

afterAll(() => accounts.close());

const list = (query = ''): Promise<List> => support.client.get(`/v1/admin/customers${query}`);
const emails = ({ items }: List): string[] => items.map(({ email }) => email);
const disable = (
  by: Colleague,
  id: string,
  reason: unknown = 'asked for it',
): Promise<Answer<Details & Problem>> =>
  by.client.send('POST', `/v1/admin/customers/${id}/disabling`, { reason });
const enable = (by: Colleague, id: string): Promise<Answer<Details & Problem>> =>
  by.client.send('DELETE', `/v1/admin/customers/${id}/disabling`);

async function everyPart(query: string): Promise<string[]> {
  const seen: string[] = [];
  let cursor = '';
  do {
    const part = await list(`?limit=3${query}${cursor}`);
    seen.push(...emails(part));
    cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
  } while (cursor !== '');
  return seen;
}

/** Accounts without a password, by the short way. */
async function crowd(names: readonly string[], prefix: string): Promise<string[]> {
  const made = names.map((name, index) => ({ name, email: `${prefix}${index}@example.test` }));
  for (const { name, email } of made)
    await accounts.database.query(
      `INSERT INTO customers (id, email, email_key, name, locale, role, password_hash, created_at)
       VALUES (UNHEX(REPLACE(?, '-', '')), ?, ?, ?, 'en', 'customer', '!', '2026-01-01')`,
      [newId(), email, email, name],
    );
  return made.map(({ email }) => email);
}

describe('support', () => {
  it('finds customers by the beginning of the address, then of the name, each once', async () => {
    const byEmail = await crowd(['Zoe', 'Yann', 'Xenia', 'Walter'], 'findme-');
    const byName = await crowd(['Findme-Too Aa', 'findme-too bb', 'Findme-Too Cc', 'Other'], 'else-');
    const expected = [...byEmail, ...byName.slice(0, 3)];
    expect(emails(await list('?q=findme-&limit=100'))).toEqual(expected);
    expect(await everyPart('&q=FindMe-')).toEqual(expected);
  });

  it.each(['%', '_', '%%', 'findme_', "' OR '1'='1", '\\'])('takes %j as it stands', async (q) => {
    expect(emails(await list(`?q=${encodeURIComponent(q)}`))).toEqual([]);
  });

  it('sees the newest first, part by part, and narrows by role and state', async () => {
    await crowd(['Same moment', 'Same moment', 'Same moment', 'Same moment', 'Same moment'], 'moment-');
    const all = await everyPart('');
    expect(new Set(all).size).toBe(all.length);
    const [counted] = await accounts.database.query<{ total: number }>(
      'SELECT COUNT(*) AS total FROM customers',
    );
    expect(all).toHaveLength(counted!.total);
    expect(await everyPart('&role=support')).toEqual([support.email]);
    expect(await everyPart('&q=support-&role=owner')).toEqual([]);
    const gone = [await buyer(accounts, 'gone-1@example.test'), await buyer(accounts, 'gone-2@example.test')];
    for (const { id } of gone) await disable(support, id);
    expect((await everyPart('&status=disabled')).slice(0, 2)).toEqual([
      'gone-2@example.test',
      'gone-1@example.test',
    ]);
    expect(await everyPart('&status=active')).toHaveLength(all.length);
  });

  it('sees of a customer what helps, and no secret', async () => {
    const customer = await buyer(accounts, 'seen@example.test');
    const seen = await support.client.get<Details>(`/v1/admin/customers/${customer.id}`);
    expect(seen).toMatchObject({
      id: customer.id,
      email: 'seen@example.test',
      name: 'Maria Merian',
      role: 'customer',
      locale: 'en',
      emailVerified: true,
      secondFactor: false,
      identities: [],
      openSessions: 1,
      disabledAt: null,
      disabledReason: null,
      erasedAt: null,
    });
    expect(JSON.stringify(seen)).not.toMatch(/argon|hash|token/i);
  });

  it.each([
    '?cursor=x',
    `?cursor=${newId()}`,
    '?role=root',
    '?status=lost',
    '?limit=101',
    '?page=2',
    '?q=a&q=b',
    `?q=${'a'.repeat(255)}`,
  ])('is told what is wrong with %s', async (query) => {
    const answer = await support.client.send<Problem>('GET', `/v1/admin/customers${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'validation.failed']);
  });

  it.each(['none', newId()])('finds no customer %s', async (id) => {
    expect((await support.client.send('GET', `/v1/admin/customers/${id}`)).status).toBe(404);
    expect((await disable(support, id)).status).toBe(404);
    expect((await enable(support, id)).status).toBe(404);
  });
});

describe('a disabled account', () => {
  it('is out within a second on every process, and does not come in again', async () => {
    const customer = await buyer(accounts, 'out@example.test');
    const token = customer.client.headers['authorization']!.slice(7);
    const { status, body } = await disable(support, customer.id, 'card fraud');
    expect(status).toBe(200);
    expect(body).toMatchObject({ disabledReason: 'card fraud', openSessions: 0 });
    await eventually(async () => {
      for (const url of accounts.urls)
        expect((await accounts.client(token, url).send('GET', '/v1/me')).status).toBe(401);
    }, 1_000);
    expect((await accounts.refresh(customer.refreshToken)).status).toBe(401);
    expect((await accounts.signIn('out@example.test')).body).toMatchObject({
      status: 403,
      code: 'auth.account-disabled',
    });
    expect(await audited(accounts, 'customers.disable')).toContainEqual({
      actor: support.id,
      subject: customer.id,
      before: { disabled: false },
      after: { disabled: true, reason: 'card fraud' },
    });
    expect(await notices(accounts, 'out@example.test')).toContain('account-disabled');
  });

  it('is a secret to whoever does not know its password', async () => {
    const customer = await buyer(accounts, 'secret@example.test');
    await disable(support, customer.id);
    const wrong = await accounts.signIn('secret@example.test', 'a guess at random');
    const unknown = await accounts.signIn('nobody@example.test', 'a guess at random');
    expect(wrong.body).toMatchObject({ status: 401, code: unknown.body.code });
  });

  it('keeps the first reason', async () => {
    const customer = await buyer(accounts, 'twice@example.test');
    await disable(support, customer.id, 'first');
    expect((await disable(grace, customer.id, 'second')).body.disabledReason).toBe('first');
    expect(
      (await notices(accounts, 'twice@example.test')).filter((notice) => notice === 'account-disabled'),
    ).toHaveLength(1);
  });

  it('opens again, and its sessions of before do not', async () => {
    const customer = await buyer(accounts, 'back@example.test');
    await disable(support, customer.id);
    expect((await enable(support, customer.id)).body).toMatchObject({
      disabledAt: null,
      disabledReason: null,
    });
    expect((await accounts.refresh(customer.refreshToken)).status).toBe(401);
    expect((await accounts.signIn('back@example.test')).status).toBe(201);
    expect((await audited(accounts, 'customers.enable')).map(({ subject }) => subject)).toContain(
      customer.id,
    );
    expect(await notices(accounts, 'back@example.test')).toContain('account-enabled');
  });

  it('has no sign-in to the staff pages either', async () => {
    const member = await colleague(accounts, 'manager');
    await disable(grace, member.id);
    const answer = await accounts.form('/operators/sign-in', { email: member.email, password: passphrase });
    expect([401, 403]).toContain(answer.status);
    expect(answer.headers.get('set-cookie') ?? '').not.toContain('tradepost-operator=ey');
  });
});

describe('disabling', () => {
  it('of staff is for owners alone, and so is enabling', async () => {
    const member = await colleague(accounts, 'support');
    const manager = await colleague(accounts, 'manager');
    expect((await disable(manager, member.id)).body.code).toBe('customers.owners-only');
    expect((await disable(support, grace.id)).body.code).toBe('customers.owners-only');
    expect((await disable(grace, member.id)).status).toBe(200);
    expect((await enable(manager, member.id)).body.code).toBe('customers.owners-only');
    expect((await enable(grace, member.id)).status).toBe(200);
  });

  it('is nothing that one does to oneself', async () => {
    expect((await disable(support, support.id)).body.code).toBe('customers.own-account');
    expect((await disable(grace, grace.id)).body.code).toBe('customers.own-account');
  });

  it('is not for those who keep the shelves, nor for customers', async () => {
    const victim = await buyer(accounts, 'victim@example.test');
    const others = [await colleague(accounts, 'catalogue'), await buyer(accounts, 'eve@example.test')];
    for (const other of others) {
      expect((await disable(other, victim.id)).status).toBe(403);
      expect((await enable(other, victim.id)).status).toBe(403);
      expect((await other.client.send('GET', '/v1/admin/customers')).status).toBe(403);
      expect((await other.client.send('GET', `/v1/admin/customers/${victim.id}`)).status).toBe(403);
    }
  });

  it.each([undefined, '', '   ', 'two\nlines', 'x'.repeat(201), 7])(
    'refuses the reason %j',
    async (reason) => {
      expect(
        (await support.client.send('POST', `/v1/admin/customers/${grace.id}/disabling`, { reason })).status,
      ).toBe(400);
    },
  );

  it('is nothing that an erased account needs', async () => {
    const customer = await buyer(accounts, 'erased@example.test');
    await accounts.database.query(
      "UPDATE customers SET erased_at = UTC_TIMESTAMP(3), disabled_at = UTC_TIMESTAMP(3) WHERE email = 'erased@example.test'",
    );
    expect((await disable(support, customer.id)).body.code).toBe('customers.account-erased');
    expect((await enable(support, customer.id)).body.code).toBe('customers.account-erased');
    expect(await everyPart('&q=erased')).toEqual([]);
  });
});

describe('a list of customers', () => {
  let own: Accounts;

  beforeAll(async () => {
    own = await Accounts.open();
    await own.database.query(
      `INSERT INTO customers (id, email, email_key, name, locale, role, password_hash, created_at, disabled_at)
       WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
       SELECT UNHEX(REPLACE(CONCAT('01900000-0000-7000-8000-', LPAD(HEX(i), 12, '0')), '-', '')),
              CONCAT('crowd', i, '@example.test'), CONCAT('crowd', i, '@example.test'), CONCAT('Crowd ', i), 'en', 'customer', '!',
              '2026-01-01' + INTERVAL i SECOND, '2026-02-01' + INTERVAL i SECOND
       FROM n`,
    );
  });

  afterAll(() => own.close());

  it.each([
    ['of all', {}, 25],
    ['of those with a role', { role: 'customer' as const }, 25],
    ['of those who are disabled', { status: 'disabled' as const }, 25],
    // The address, then the name.
    ['of those whose address or name begins so', { q: 'crowd' }, 50],
  ])('%s reads a part of an index and sorts nothing, however deep', async (_, filter, most) => {
    const queries = own.app.get(CustomerSearchQueries);
    const none = { q: undefined, role: undefined, status: undefined, cursor: undefined, limit: 20 };
    const deep = (await queries.list({ ...none, ...filter, limit: 100 })).nextCursor!;
    const { rows, sorted } = await readsOf(own, () => queries.list({ ...none, ...filter, cursor: deep }));
    expect(rows).toBeLessThanOrEqual(most);
    expect(sorted).toBe(0);
  });
});

/** How many rows and index entries the server reads for the work, and how many it sorts. */
async function readsOf(
  { app }: Accounts,
  work: () => Promise<unknown>,
): Promise<{ rows: number; sorted: number }> {
  const database = app.get(Database);
  const counters = async (): Promise<{ rows: number; sorted: number }> => {
    const list = await database.query<{ Variable_name: string; Value: string }>(
      "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Sort_rows'",
    );
    const sum = (isSort: boolean): number =>
      list
        .filter((each) => (each.Variable_name === 'Sort_rows') === isSort)
        .reduce((total, { Value }) => total + Number(Value), 0);
    return { rows: sum(false), sorted: sum(true) };
  };
  return app.get(UnitOfWork).run(async () => {
    const first = await counters();
    const second = await counters();
    await work();
    const third = await counters();
    // Asking costs reads too: as many as between the first two.
    return {
      rows: third.rows - second.rows - (second.rows - first.rows),
      sorted: third.sorted - second.sorted - (second.sorted - first.sorted),
    };
  });
}
