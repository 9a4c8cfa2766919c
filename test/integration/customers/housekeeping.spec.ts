import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CustomersImport, DeleteUnverifiedAccounts, EraseUnusedAccounts } from '#customers';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Accounts } from './accounts.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({ UNVERIFIED_ACCOUNT_DAYS: '30', UNUSED_ACCOUNT_DAYS: '700' });
});

afterAll(() => accounts.close());

const change = (email: string, assignments: string): Promise<unknown> =>
  accounts.database.query(`UPDATE customers SET ${assignments} WHERE email = ?`, [email]);

const before = (days: number): string => `UTC_TIMESTAMP(3) - INTERVAL ${days} DAY`;

async function emails(): Promise<string[]> {
  const rows = await accounts.database.query<{ email: string }>('SELECT email FROM customers ORDER BY email');
  return rows.map(({ email }) => email);
}

async function forgetTokens(): Promise<void> {
  await accounts.database.query(`UPDATE email_tokens SET expires_at = ${before(1)}`);
}

describe('accounts that nobody has verified', () => {
  const clean = (): Promise<number> =>
    accounts.app.get(DeleteUnverifiedAccounts, { strict: false }).execute();

  it('go after their time, and only they', async () => {
    await accounts.register('forgotten@example.test', { marketingConsent: { wording: 'News' } });
    await accounts.register('recent@example.test');
    await accounts.member('verified@example.test');
    await accounts.register('used@example.test'); // where verification is optional
    await accounts.app.get(UnitOfWork, { strict: false }).run(() =>
      accounts.app.get(CustomersImport, { strict: false }).keep({
        email: 'imported@example.test',
        name: 'Imported',
        address: undefined,
      }),
    );
    await accounts.register('again@example.test');
    await accounts.database.query(`UPDATE customers SET created_at = ${before(31)}`);
    await change('recent@example.test', `created_at = ${before(29)}`);
    await change('used@example.test', `last_signed_in_at = ${before(31)}`);
    await forgetTokens();
    await accounts.register('again@example.test'); // a link is on its way once more

    expect(await clean()).toBe(1);
    expect(await emails()).toEqual([
      'again@example.test',
      'imported@example.test',
      'recent@example.test',
      'used@example.test',
      'verified@example.test',
    ]);
    expect(await accounts.database.query('SELECT id FROM consents')).toEqual([]);
    await forgetTokens();
    expect(await clean()).toBe(1);
    expect(await clean()).toBe(0);
  });

  it('go in more than one batch', async () => {
    await accounts.register('many@example.test');
    await accounts.database.query(
      `INSERT INTO customers (id, email, email_key, name, locale, role, password_hash, created_at)
       SELECT RANDOM_BYTES(16), CONCAT(n.n, '@many.test'), CONCAT(n.n, '@many.test'), 'Many', 'en', 'customer', c.password_hash, ${before(31)}
       FROM customers c
       JOIN (SELECT a.d * 100 + b.d * 10 + e.d AS n
             FROM (${digits}) a JOIN (${digits}) b JOIN (${digits}) e) n ON n.n < 450
       WHERE c.email = 'many@example.test'`,
    );
    expect(await clean()).toBe(450);
  });
});

describe('sign-ins that have ended', () => {
  it('are forgotten after a week, and only they', async () => {
    await accounts.member('signed-in@example.test');
    await accounts.member('signed-out@example.test');
    await accounts.member('long-out@example.test');
    const end = (email: string, when: string): Promise<unknown> =>
      accounts.database.query(
        `UPDATE sessions s JOIN customers c ON c.id = s.customer_id SET s.ended_at = ${when} WHERE c.email = ?`,
        [email],
      );
    await end('signed-out@example.test', before(6));
    await end('long-out@example.test', before(8));
    expect(await accounts.app.get(DeleteUnverifiedAccounts, { strict: false }).endedSessions()).toBe(1);
    const left = await accounts.database.query<{ email: string }>(
      'SELECT DISTINCT c.email FROM sessions s JOIN customers c ON c.id = s.customer_id',
    );
    expect(left.map(({ email }) => email)).toEqual(
      expect.arrayContaining(['signed-in@example.test', 'signed-out@example.test']),
    );
    expect(left.map(({ email }) => email)).not.toContain('long-out@example.test');
  });
});

describe('accounts that nobody has used', () => {
  const clean = (): Promise<number> => accounts.app.get(EraseUnusedAccounts, { strict: false }).execute();

  it('are erased after their time, and only they', async () => {
    for (const name of ['gone', 'never', 'here', 'refreshing', 'staff', 'new'])
      await accounts.member(`${name}@unused.test`);
    const old = `created_at = ${before(900)}, last_signed_in_at = ${before(701)}`;
    for (const name of ['gone', 'refreshing', 'staff']) await change(`${name}@unused.test`, old);
    await change('never@unused.test', `created_at = ${before(900)}, last_signed_in_at = NULL`);
    await change('here@unused.test', `created_at = ${before(900)}, last_signed_in_at = ${before(699)}`);
    await change('new@unused.test', `created_at = ${before(699)}, last_signed_in_at = NULL`);
    await change('staff@unused.test', "role = 'support'");
    await accounts.database.query(
      `UPDATE sessions s JOIN customers c ON c.id = s.customer_id SET s.last_used_at = ${before(701)}
       WHERE c.email LIKE '%@unused.test' AND c.email <> 'refreshing@unused.test'`,
    );

    expect(await clean()).toBe(2);
    const left = (await emails()).filter((email) => email.endsWith('@unused.test'));
    expect(left).toEqual(['here', 'new', 'refreshing', 'staff'].map((name) => `${name}@unused.test`));
    const told = await accounts.database.query(
      "SELECT payload FROM outbox WHERE type = 'customers.customer-erased' AND is_sensitive = 1",
    );
    expect(told).toHaveLength(2);
    expect(await clean()).toBe(0);
  });
});

const digits = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit} AS d`).join(' UNION ALL ');
