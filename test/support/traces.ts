import type { TestDatabase } from './database.js';

interface Column {
  table_name: string;
  column_name: string;
}

/** Where in the whole database something stands, as `table.column`: every text of every table is looked through. */
export async function tracesOf(database: TestDatabase, texts: readonly string[]): Promise<string[]> {
  const columns = await database.query<Column>(
    `SELECT c.table_name AS table_name, c.column_name AS column_name
     FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE'
       AND c.data_type IN ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'blob', 'varbinary')
     ORDER BY c.table_name, c.column_name`,
  );
  const found: string[] = [];
  for (const { table_name, column_name } of columns) {
    const holds = texts.map(() => `INSTR(CONVERT(\`${column_name}\` USING utf8mb4), ?) > 0`).join(' OR ');
    const rows = await database.query(`SELECT 1 AS one FROM \`${table_name}\` WHERE ${holds} LIMIT 1`, [
      ...texts,
    ]);
    if (rows.length > 0) found.push(`${table_name}.${column_name}`);
  }
  return found;
}

/** Tables that still have rows of this customer. */
export async function tablesOfCustomer(database: TestDatabase, id: Buffer): Promise<string[]> {
  const tables = await database.query<{ table_name: string }>(
    `SELECT c.table_name AS table_name
     FROM information_schema.columns c
     WHERE c.table_schema = DATABASE() AND c.column_name = 'customer_id'
     ORDER BY c.table_name`,
  );
  const found: string[] = [];
  for (const { table_name } of tables) {
    const rows = await database.query(
      `SELECT 1 AS one FROM \`${table_name}\` WHERE customer_id = ? LIMIT 1`,
      [id],
    );
    if (rows.length > 0) found.push(table_name);
  }
  return found;
}
