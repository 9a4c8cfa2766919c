import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { Config } from '#platform/config/config.js';
import { DumpRefused, ImportRunning, ScratchSchemaRefused } from '../../domain/tshirtshop/dump.errors.js';
import type { PlannedStatement } from '../../domain/tshirtshop/dump-plan.js';
import { ScratchSchemas, type HandedOverShop } from '../../domain/tshirtshop/scratch-schemas.js';
import { MysqlHandedOverShop } from './mysql-handed-over-shop.js';

const accessDenied = 1044;

/** The scratch schema stands on the shop's own server, under a name of its own, on a connection that knows no other. */
@Injectable()
export class MysqlScratchSchemas extends ScratchSchemas {
  private readonly url: URL;
  /** Before the random part of the names. */
  private readonly prefix: string;

  constructor(config: Config) {
    super();
    this.url = new URL(config.database.adminUrl.replace(/^mariadb:/, 'mysql:'));
    this.prefix = `${this.url.pathname.slice(1).slice(0, 36)}_import_`;
    // Not even the shop's own schema: until there is the scratch one, a name without a schema means nothing.
    this.url.pathname = '/';
  }

  override async with<Result>(
    statements: Iterable<PlannedStatement>,
    work: (shop: HandedOverShop) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.connect();
    try {
      await this.mustBeAlone(connection);
      await this.dropLeftovers(connection);
      const schema = `${this.prefix}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
      await this.create(connection, schema);
      try {
        await load(connection, statements);
        return await work(new MysqlHandedOverShop(connection));
      } finally {
        await connection.query(`DROP DATABASE \`${schema}\``);
      }
    } finally {
      await connection.end();
    }
  }

  private connect(): Promise<Connection> {
    return mysql.createConnection({
      uri: this.url.href,
      charset: 'utf8mb4_bin',
      timezone: 'Z',
      connectTimeout: 5_000,
      multipleStatements: false,
      flags: ['-LOCAL_FILES'],
    });
  }

  /** The lock goes with the connection, so that a killed import holds none. */
  private async mustBeAlone(connection: Connection): Promise<void> {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS taken', [
      `${this.prefix}lock`.slice(-64),
    ]);
    if (Number(rows[0]?.['taken']) !== 1) throw new ImportRunning();
  }

  /** Nobody else imports now, so what has such a name belongs to an import that was killed. */
  private async dropLeftovers(connection: Connection): Promise<void> {
    const [rows] = await connection.query<RowDataPacket[]>('SHOW DATABASES');
    for (const name of rows.map((row) => String(Object.values(row)[0]))) {
      const isScratch =
        name.startsWith(this.prefix) && /^[0-9a-z]+_[0-9a-f]{8}$/.test(name.slice(this.prefix.length));
      if (isScratch) await connection.query(`DROP DATABASE \`${name}\``);
    }
  }

  private async create(connection: Connection, schema: string): Promise<void> {
    try {
      await connection.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    } catch (error) {
      if (errnoOf(error) !== accessDenied) throw error;
      const [rows] = await connection.query<RowDataPacket[]>('SELECT CURRENT_USER() AS account');
      const account = String(rows[0]?.['account'])
        .split('@')
        .map((part) => `'${part}'`)
        .join('@');
      throw new ScratchSchemaRefused(account, `${this.prefix.replaceAll('_', '\\_')}%`);
    }
    await connection.query(`USE \`${schema}\``);
    // As dumps expect it: zero dates and zero ids are taken as they are. Backslashes escape, double quotes hold strings: as it was read.
    await connection.query("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'");
  }
}

async function load(connection: Connection, statements: Iterable<PlannedStatement>): Promise<void> {
  for (const statement of statements) {
    if (!('sql' in statement)) continue;
    try {
      await connection.query(statement.sql);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      throw new DumpRefused(`Line ${String(statement.line)}: the database does not take it: ${problem}.`);
    }
  }
}

function errnoOf(error: unknown): number | undefined {
  const { errno, sqlState } = error as { errno?: number; sqlState?: string };
  return sqlState === undefined ? undefined : errno;
}
