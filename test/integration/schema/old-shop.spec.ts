import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { loadMigrations } from '../../../migrations/load.js';
import { createTestDatabase, openMigrator, type TestDatabase } from '../../support/database.js';

/** What came with the accounts of this version; a shop that was set up before has none of it. */
const newHere = new Set(
  [12, 401, 402, 403, 404, 405, 406, 502, 503, 504, 702].map((number) => 1_790_000_000_000 + number),
);

let database: TestDatabase;
let migrator: DataSource;

beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  await asItWas();
  migrator = await openMigrator(database.url, { sampleShop: false });
  await account('boss', 'staff');
  await account('ada', 'customer', { session: true, address: true });
  await account('bob', 'customer', { isVerified: false });
});

afterAll(async () => {
  await migrator.destroy();
  await database.drop();
});

async function asItWas(): Promise<void> {
  const all = await loadMigrations({ sampleShop: false });
  const old = new DataSource({
    type: 'mysql',
    url: database.url,
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    migrations: all.filter((each) => !newHere.has(Number(each.name.slice(-13)))),
    migrationsTableName: 'migrations',
  });
  await old.initialize();
  await old.runMigrations({ transaction: 'none' });
  await old.destroy();
}

async function account(
  name: string,
  role: string,
  { isVerified = true, session = false, address = false } = {},
): Promise<void> {
  const id = randomBytes(16);
  const email = `${name}@example.test`;
  const now = 'UTC_TIMESTAMP(3) - INTERVAL 400 DAY';
  await database.query(
    `INSERT INTO customers (id, email, email_key, name, locale, role, password_hash, email_verified_at, created_at)
     VALUES (?, ?, ?, ?, 'en', ?, 'x', ${isVerified ? now : 'NULL'}, ${now})`,
    [id, email, email, name, role],
  );
  if (session)
    await database.query(
      `INSERT INTO sessions (id, customer_id, kind, created_at, last_used_at, expires_at)
       VALUES (?, ?, 'api', ${now}, UTC_TIMESTAMP(3) - INTERVAL 2 DAY, UTC_TIMESTAMP(3) + INTERVAL 20 DAY)`,
      [randomBytes(16), id],
    );
  if (address)
    await database.query(
      `INSERT INTO addresses (id, customer_id, name, line1, city, postal_code, country, is_default_shipping, created_at)
       VALUES (?, ?, 'Ada', 'Street 1', 'Town', '1', 'US', 1, ${now})`,
      [randomBytes(16), id],
    );
}

const up = (): Promise<unknown> => migrator.runMigrations({ transaction: 'none' });

async function down(): Promise<void> {
  for (let left = newHere.size; left > 0; left -= 1)
    await migrator.undoLastMigration({ transaction: 'none' });
}

async function roles(): Promise<Record<string, string>> {
  const rows = await database.query<{ name: string; role: string }>('SELECT name, role FROM customers');
  return Object.fromEntries(rows.map(({ name, role }) => [name, role]));
}

describe('a shop that was set up with an earlier version', () => {
  it('is run by the same people, and keeps sessions and addresses', async () => {
    await up();
    expect(await roles()).toEqual({ boss: 'owner', ada: 'customer', bob: 'customer' });
    expect(
      await database.query('SELECT is_default_shipping AS s, is_default_billing AS b FROM addresses'),
    ).toEqual([{ s: 1, b: 1 }]);
    expect(await database.query('SELECT method FROM sessions')).toEqual([{ method: 'password' }]);
    const used = await database.query<{ name: string; days: number | null }>(
      'SELECT name, TIMESTAMPDIFF(DAY, last_signed_in_at, UTC_TIMESTAMP(3)) AS days FROM customers',
    );
    expect(Object.fromEntries(used.map(({ name, days }) => [name, days]))).toEqual({
      boss: 0,
      ada: 2,
      bob: null,
    });
  });

  it('gives nobody more rights on the way back, nor on the way there again', async () => {
    for (const role of ['support', 'catalogue', 'manager']) await account(role, role);
    await account('former', 'owner');
    await database.query("UPDATE customers SET disabled_at = UTC_TIMESTAMP(3) WHERE name = 'former'");
    await database.query(
      "UPDATE customers SET erased_at = UTC_TIMESTAMP(3), disabled_at = UTC_TIMESTAMP(3) WHERE name = 'bob'",
    );
    await down();
    expect(await roles()).toMatchObject({
      boss: 'staff',
      support: 'customer',
      catalogue: 'customer',
      manager: 'customer',
      former: 'customer',
    });
    await up();
    expect(await roles()).toMatchObject({ boss: 'owner', support: 'customer', former: 'customer' });
  });
});
