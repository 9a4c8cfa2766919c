import type { Connection } from 'mysql2/promise';

/** One statement for all rows, sent as text: there are too many values for a prepared one. */
export async function insertRows(
  connection: Connection,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
  modifier: '' | 'IGNORE' = '',
): Promise<void> {
  if (rows.length === 0) return;
  await connection.query(`INSERT ${modifier} INTO ${table} (${columns.join(', ')}) VALUES ?`, [rows]);
}
