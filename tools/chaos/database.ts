import mysql from 'mysql2/promise';
import { Failure } from '#launcher/console.mjs';

/** Accounts that may only read and change rows, as the shop's own. */
export const shopAccounts = ['chaos_api', 'chaos_worker'] as const;
export type ShopAccount = (typeof shopAccounts)[number];

/** The run's own eye on the database, as its administrator. */
export class DatabaseEye {
  private constructor(private readonly pool: mysql.Pool) {}

  static open(adminUrl: string): DatabaseEye {
    return new DatabaseEye(
      mysql.createPool({ uri: adminUrl, connectionLimit: 6, timezone: 'Z', supportBigNumbers: true }),
    );
  }

  async rows<Row>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query(sql, values))[0] as Row[];
  }

  async write(sql: string, values: unknown[] = []): Promise<number> {
    return ((await this.pool.query(sql, values))[0] as mysql.ResultSetHeader).affectedRows;
  }

  async inTransaction(statements: readonly { sql: string; values: unknown[] }[]): Promise<void> {
    const connection = await this.pool.getConnection();
    try {
      await connection.beginTransaction();
      for (const { sql, values } of statements) await connection.query(sql, values);
      await connection.commit();
    } finally {
      connection.release();
    }
  }

  async number(sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<Record<string, unknown>>(sql, values);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }

  /** What was acknowledged must be on the disk, or kill -9 of the database would prove nothing. @throws Failure */
  async mustBeDurable(): Promise<void> {
    const [row] = await this.rows<{ level: number }>('SELECT @@innodb_flush_log_at_trx_commit AS level');
    if (row?.level !== 1)
      throw new Failure(
        `The database runs with innodb_flush_log_at_trx_commit=${String(row?.level)}, not 1.`,
      );
  }

  async addAccount(name: ShopAccount, adminUrl: string): Promise<string> {
    const url = new URL(adminUrl);
    const account = `'${name}'@'127.0.0.1'`;
    await this.write(`CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${url.password}'`);
    await this.write(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${url.pathname.slice(1)}.* TO ${account}`);
    url.username = name;
    return url.toString();
  }

  /** Transactions that one of the programs has begun and not ended. */
  openTransactions(account: ShopAccount): Promise<number> {
    return this.number(
      `SELECT COUNT(*)
       FROM information_schema.innodb_trx t
       JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
       WHERE p.user = ?`,
      [account],
    );
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
