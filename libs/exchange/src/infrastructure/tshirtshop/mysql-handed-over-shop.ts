import type { Connection, RowDataPacket } from 'mysql2/promise';
import { DumpRefused } from '../../domain/tshirtshop/dump.errors.js';
import { HandedOverShop, type ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { secretMark, shopTables, type ShopTable } from '../../domain/tshirtshop/shop-tables.js';

const pageSize = 200;

/** Reads the scratch schema, which is the connection's own. */
export class MysqlHandedOverShop extends HandedOverShop {
  constructor(private readonly connection: Connection) {
    super();
  }

  override async count(table: ShopTable): Promise<number> {
    const [key] = shopTables[table];
    // Not COUNT(key): MySQL 8.0.15 counts nulls there, too.
    const [row] = await this.read(`SELECT COUNT(*) AS n, SUM(${key} IS NULL) AS nameless FROM ${table}`);
    const rows = Number(row?.['n']);
    // Behind a row without a key there is no next page.
    if (Number(row?.['nameless']) > 0) throw new DumpRefused(`Some rows of ${table} have no ${key}.`);
    return rows;
  }

  override async all<Table extends ShopTable>(table: Table): Promise<ShopRow<Table>[]> {
    return this.rows(table, `ORDER BY ${shopTables[table][0]}`, []);
  }

  override async *pages<Table extends ShopTable>(table: Table): AsyncGenerator<ShopRow<Table>[]> {
    const [key] = shopTables[table];
    for (let after: string | null = null; ;) {
      const last = await this.endOfPage(table, after);
      if (last === null) return;
      const behind = after === null ? '' : `${key} > ? AND `;
      yield await this.rows(
        table,
        `WHERE ${behind}${key} <= ? ORDER BY ${key}`,
        after === null ? [last] : [after, last],
      );
      after = last;
    }
  }

  override async having<Table extends ShopTable>(
    table: Table,
    column: (typeof shopTables)[Table][number],
    values: readonly string[],
  ): Promise<ShopRow<Table>[]> {
    if (values.length === 0) return [];
    const order = shopTables[table].slice(0, 2).join(', ');
    return this.rows(table, `WHERE ${column} IN (?) ORDER BY ${order}`, [values]);
  }

  override async highestOrderStatus(): Promise<number> {
    const [row] = await this.read('SELECT COALESCE(MAX(status), 0) AS highest FROM orders');
    return Number(row?.['highest']);
  }

  override async countSecrets(): Promise<{ cards: number; passwords: number }> {
    const [row] = await this.read(
      'SELECT COALESCE(SUM(credit_card = ?), 0) AS cards, COALESCE(SUM(password = ?), 0) AS passwords FROM customer',
      [secretMark, secretMark],
    );
    return { cards: Number(row?.['cards']), passwords: Number(row?.['passwords']) };
  }

  /** By its key, not by a number of rows: a dump without unique keys may have the edge of a page among rows of one key. */
  private async endOfPage(table: ShopTable, after: string | null): Promise<string | null> {
    const [key] = shopTables[table];
    const where = after === null ? '' : `WHERE ${key} > ?`;
    const [row] = await this.read(
      `SELECT MAX(found) AS last
       FROM (SELECT ${key} AS found FROM ${table} ${where} ORDER BY ${key} LIMIT ${String(pageSize)}) AS page`,
      after === null ? [] : [after],
    );
    return (row as { last?: string | null } | undefined)?.last ?? null;
  }

  private async rows<Table extends ShopTable>(
    table: Table,
    tail: string,
    values: unknown[],
  ): Promise<ShopRow<Table>[]> {
    const columns = shopTables[table].join(', ');
    return (await this.read(`SELECT ${columns} FROM ${table} ${tail}`, values)) as ShopRow<Table>[];
  }

  private async read(sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
    const [rows] = await this.connection.query<RowDataPacket[]>(
      { sql, typeCast: (field) => field.string('utf8') },
      values,
    );
    return rows;
  }
}
