import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantStatements } from '../../../apps/cli/src/grants.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const user = `shop_${randomBytes(4).toString('hex')}`;
const password = randomBytes(12).toString('hex');
let database: TestDatabase;
let shop: mysql.Connection;

beforeAll(async () => {
  database = await createTestDatabase();
  const tables = await database.query<{ name: string }>(
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  await database.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
  for (const statement of grantStatements(
    database.name,
    user,
    tables.map(({ name }) => name),
  ))
    if (!statement.startsWith('--')) await database.query(statement);
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
