import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createTestDatabase, openMigrator, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let migrator: DataSource;

beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  migrator = await openMigrator(database.url, { sampleShop: true });
});

afterAll(async () => {
  await migrator.destroy();
  await database.drop();
});

/** Everything that the schema is made of, without the counters that inserts leave behind. */
async function dump(): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migrations' ORDER BY table_name",
  );
  const definitions = await Promise.all(
    tables.map(({ name }) => database.query<Record<string, string>>(`SHOW CREATE TABLE \`${name}\``)),
  );
  return Object.fromEntries(
    definitions.map(([row]) => [row!['Table']!, row!['Create Table']!.replace(/ AUTO_INCREMENT=\d+/, '')]),
  );
}

const undoAll = async (): Promise<void> => {
  for (let left = migrator.migrations.length; left > 0; left -= 1) {
    await migrator.undoLastMigration({ transaction: 'none' });
  }
};

describe('the migrations', () => {
  it('go up, down to nothing, and up to the same schema', async () => {
    await migrator.runMigrations({ transaction: 'none' });
    const first = await dump();
    expect(Object.keys(first).length).toBeGreaterThan(20);

    await undoAll();
    expect(await dump()).toEqual({});

    await migrator.runMigrations({ transaction: 'none' });
    expect(await dump()).toEqual(first);
  });

  it('make InnoDB tables in utf8mb4, without types that only one server has', async () => {
    const tables = await database.query<{ name: string; engine: string; collation: string }>(
      'SELECT table_name AS name, engine AS engine, table_collation AS collation FROM information_schema.tables WHERE table_schema = DATABASE()',
    );
    const odd = tables.filter(
      ({ name, engine, collation }) =>
        name !== 'migrations' && (engine !== 'InnoDB' || collation !== 'utf8mb4_unicode_ci'),
    );
    expect(odd).toEqual([]);
    const json = await database.query(
      `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type = 'json'`,
    );
    expect(json).toEqual([]);
  });

  it('refer by foreign keys only within a context', async () => {
    const keys = await database.query<{ child: string; parent: string }>(
      `SELECT DISTINCT table_name AS child, referenced_table_name AS parent FROM information_schema.key_column_usage
       WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL`,
    );
    expect(keys.length).toBeGreaterThan(5);
    expect(keys.filter(({ child, parent }) => contextOf(child) !== contextOf(parent))).toEqual([]);
  });
});

const tablesOf: Record<string, RegExp> = {
  catalog:
    /^(images|reviews|purchases|departments|categories|products?_?.*|options|option_values|variants|variant_.*|listing_.*)$/,
  inventory: /^(stock|reservations|stock_.*)$/,
  cart: /^cart/,
  ordering: /^(orders|order_.*|shipping_.*|tax_.*|erased_buyers)$/,
  payment: /^(payments|payment_.*|ledger_.*|refunds|disputes)$/,
  customers:
    /^(customers|sessions|refresh_tokens|email_tokens|addresses|customer_.*|second_factors|recovery_codes|identities|sign_in_codes|sign_in_attempts|sign_in_challenges|known_devices|phone_numbers|consents|staff_invitations|api_keys)$/,
  notifications: /^mails$/,
  exchange: /^(imports|import_.*|imported_.*)$/,
  platform:
    /^(change_feed|outbox|outbox_.*|idempotency_keys|audit_log|schedule_runs|signing_keys|migrations)$/,
};

function contextOf(table: string): string {
  const contexts = Object.entries(tablesOf).filter(([, pattern]) => pattern.test(table));
  if (contexts.length !== 1) throw new Error(`The table ${table} belongs to ${contexts.length} contexts.`);
  return contexts[0]![0];
}
