import mysql from 'mysql2/promise';
import type { DataSourceOptions } from 'typeorm';
import type { Config } from '../config/config.js';

/** A service that the program can't do without is missing; says which, where it was looked for, and what to do. */
export class ServiceMissing extends Error {
  constructor(service: string, where: string, hint: string, cause: unknown) {
    super(
      `${service} does not answer at ${where}: ${cause instanceof Error ? cause.message : String(cause)}. ${hint}`,
      { cause },
    );
    this.name = 'ServiceMissing';
  }
}

/** Host, port and database of a URL, without the password. */
export function withoutPassword(url: string): string {
  const { protocol, hostname, port, pathname } = new URL(url);
  return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${pathname}`;
}

/**
 * Options for both servers. TypeORM must be told which one it talks to (INSERT … RETURNING, JSON), so the server is asked first.
 * @throws ServiceMissing
 */
export async function dataSourceOptions(
  database: Config['database'],
  url: string = database.url,
): Promise<DataSourceOptions> {
  return {
    type: (await isMariaDb(url)) ? 'mariadb' : 'mysql',
    url: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    connectTimeout: 5_000,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    // Aggregates have private constructors that decide what a new one may be; a loaded one has been decided.
    entitySkipConstructor: true,
    extra: {
      connectionLimit: database.poolSize,
      maxIdle: database.poolSize,
      queueLimit: database.queueLimit,
      enableKeepAlive: true,
      bigNumberStrings: false,
      decimalNumbers: true,
      maxPreparedStatements: 500,
      // For what a transaction sends in one trip (Transaction). Everything else goes as prepared statements, which are single ones.
      multipleStatements: true,
    },
  };
}

async function isMariaDb(url: string): Promise<boolean> {
  try {
    const connection = await mysql.createConnection({
      uri: url.replace(/^mariadb:/, 'mysql:'),
      connectTimeout: 5_000,
    });
    try {
      const [rows] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
      return String(rows[0]?.['version']).includes('MariaDB');
    } finally {
      await connection.end();
    }
  } catch (error) {
    throw new ServiceMissing(
      'The database',
      `${withoutPassword(url)} (DATABASE_URL)`,
      "Start it, correct DATABASE_URL, or let 'npm start' bring one.",
      error,
    );
  }
}
