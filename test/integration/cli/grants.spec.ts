import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { SchedulerRegistry } from '@nestjs/schedule';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantStatements } from '../../../apps/cli/src/grants.js';
import { Schedules } from '../../../apps/worker/src/schedules.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { Shop } from '../../support/shop.js';

const user = `shop_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');
let database: TestDatabase;
let shop: mysql.Connection;

/** Makes an account with the rights that the command prints. @returns its DATABASE_URL */
async function makeAccount(on: TestDatabase, account: string): Promise<string> {
  const tables = await on.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  await on.query(`CREATE USER '${account}'@'%' IDENTIFIED BY '${password}'`);
  const statements = grantStatements(
    on.name,
    account,
    tables.map((table) => table.name),
  );
  for (const statement of statements) if (!statement.startsWith('--')) await on.query(statement);
  const address = new URL(on.url);
  address.username = account;
  address.password = password;
  return address.href;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await makeAccount(database, user);
  const { hostname, port } = new URL(database.url);
  const { name } = database;
  shop = await mysql.createConnection({ host: hostname, port: Number(port), user, password, database: name });
});

afterAll(async () => {
  await shop.end();
  await database.query(`DROP USER '${user}'@'%'`);
  await database.drop();
});

describe("the rights of the shop's own database account", () => {
  it('let it write into the audit log, and read it', async () => {
    await shop.query(
      `INSERT INTO audit_log (id, actor, action, subject_type, subject_id, occurred_at)
       VALUES (UNHEX(REPLACE(UUID(), '-', '')), 'ada', 'test.try', 'test', 'one', UTC_TIMESTAMP(3))`,
    );
    const [rows] = await shop.query('SELECT actor FROM audit_log');
    expect(rows).toEqual([{ actor: 'ada' }]);
  });

  it.each([
    "UPDATE audit_log SET actor = 'eve'",
    'DELETE FROM audit_log',
    'TRUNCATE TABLE audit_log',
    'DROP TABLE audit_log',
    'ALTER TABLE customers ADD COLUMN x INT',
    'CREATE TABLE x (id INT)',
    "DELETE FROM migrations WHERE name = 'x'",
    "SELECT LOAD_FILE('/etc/hostname') INTO OUTFILE '/tmp/x'",
  ])('do not let it: %s', async (statement) => {
    await expect(shop.query(statement)).rejects.toThrow(/denied/);
  });

  it('let it change everything else that the shop changes', async () => {
    await shop.query('UPDATE customers SET name = name');
    await shop.query('DELETE FROM idempotency_keys');
  });
});

describe('a shop whose programs have no other rights', () => {
  const account = `${user}_all`;
  let open: Shop;

  beforeAll(async () => {
    open = await Shop.open({
      variables: { SCHEDULES: 'true', UNUSED_ACCOUNT_DAYS: '1' },
      account: (own) => makeAccount(own, account),
    });
  }, 60_000);

  afterAll(async () => {
    await open.database.query(`DROP USER '${account}'@'%'`);
    await open.close();
  });

  it('runs under them', async () => {
    expect(new URL(open.config.database.url).username).toBe(account);
    expect(open.config.database.adminUrl).toBe(open.config.database.url);
    const [row] = await open.database.query<{ connections: number }>(
      'SELECT COUNT(*) AS connections FROM information_schema.processlist WHERE db = DATABASE() AND user = ?',
      [account],
    );
    expect(row!.connections).toBeGreaterThan(1);
  });

  it('sells: from the registration to the paid order, its mail and the erasure of the account', async () => {
    const ada = await open.shopper('Ada').joins();
    const [thing, other] = await open.thingsInStock(2);
    await ada.puts(thing!.variantId);
    const order = await ada.checksOut();
    await ada.paysBy(await ada.startsPayment(order));
    await ada.seesOrder(order.id, 'paid');
    await ada.receives(/order/i);
    const guest = open.shopper('Grace');
    await guest.puts(other!.variantId);
    await guest.checksOut();
    await ada.client.get('/v1/me/export');
    const answer = await ada.client.send('DELETE', '/v1/me', { currentPassword: 'a long enough passphrase' });
    expect(answer.status).toBe(204);
  }, 60_000);

  it('runs every schedule', async () => {
    const worker = open.workers[0]!;
    const names = worker.get(SchedulerRegistry).getIntervals();
    expect(names.length).toBeGreaterThan(15);
    for (const name of names) await worker.get(Schedules).runNow(name);
  }, 60_000);
});
