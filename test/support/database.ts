import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { loadMigrations } from '../../migrations/load.js';

export interface TestDatabase {
  /** For the program under test, as DATABASE_URL. */
  readonly url: string;
  readonly name: string;
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** Where tests may create databases of their own; DATABASE_URL is never looked at. */
export function testServerUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined || url === '')
    throw new Error(
      "TEST_DATABASE_URL is not set. Run the tests with 'npm test', which brings a server of its own.",
    );
  return url;
}

export function testRedisUrl(): string {
  const url = process.env['TEST_REDIS_URL'];
  if (url === undefined || url === '')
    throw new Error(
      "TEST_REDIS_URL is not set. Run the tests with 'npm test', which brings a Redis of its own.",
    );
  return url;
}

/** A new, migrated database that nobody else uses. Leftovers of runs that were killed are dropped on the way. */
export async function createTestDatabase({ sampleShop = false, migrate = true } = {}): Promise<TestDatabase> {
  const name = `tradepost_test_${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  const server = await mysql.createConnection(serverUri());
  await dropLeftovers(server);
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  await server.end();
  const url = urlOf(name);
  if (migrate) await runMigrations(url, { sampleShop });
  const pool = mysql.createPool({ uri: url, connectionLimit: 4, timezone: 'Z' });
  return {
    url,
    name,
    query: async <T extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query(sql, values))[0] as T[],
    drop: async () => {
      await pool.query(`DROP DATABASE IF EXISTS ${name}`);
      await pool.end();
    },
  };
}

/** Also for tests that go down and up again. */
export async function openMigrator(
  url: string,
  { sampleShop }: { sampleShop: boolean },
): Promise<DataSource> {
  return new DataSource({
    type: 'mysql',
    url,
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    migrations: await loadMigrations({ sampleShop }),
    migrationsTableName: 'migrations',
  }).initialize();
}

async function runMigrations(url: string, options: { sampleShop: boolean }): Promise<void> {
  const migrator = await openMigrator(url, options);
  try {
    await migrator.runMigrations({ transaction: 'each' });
  } finally {
    await migrator.destroy();
  }
}

function serverUri(): string {
  const url = new URL(testServerUrl());
  url.pathname = '/';
  url.protocol = 'mysql:';
  return url.toString();
}

function urlOf(database: string): string {
  const url = new URL(testServerUrl());
  url.pathname = `/${database}`;
  url.protocol = 'mysql:';
  return url.toString();
}

const leftoverAgeMs = 3 * 3_600_000;

async function dropLeftovers(server: mysql.Connection): Promise<void> {
  const [rows] = await server.query<mysql.RowDataPacket[]>(
    "SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE 'tradepost\\_test\\_%'",
  );
  for (const { name } of rows as { name: string }[]) {
    const made = parseInt(name.split('_')[2] ?? '', 36);
    if (Date.now() - made > leftoverAgeMs) await server.query(`DROP DATABASE IF EXISTS \`${name}\``);
  }
}
