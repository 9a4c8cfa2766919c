import { DataSource } from 'typeorm';
import { Config } from '#platform/config/config.js';
import { dataSourceOptions } from '#platform/database/data-source.js';
import { say } from './say.js';

/** What may be written, but neither changed nor deleted, by whoever runs the shop. */
const appendOnly: ReadonlySet<string> = new Set(['audit_log']);
/** Written by migrations alone. */
const readOnly: ReadonlySet<string> = new Set(['migrations']);

/**
 * Prints the statements that leave the account of DATABASE_URL no more than the shop needs, table by table: rights that are given to a whole
 * schema can't be taken back for one table. To be run by an administrator after each migration that adds tables.
 */
export async function grants(): Promise<void> {
  const database = Config.databaseFrom(process.env);
  const admin = new DataSource(await dataSourceOptions(database, database.adminUrl));
  await admin.initialize();
  try {
    const rows = await admin.query<{ name: string }[]>(
      'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name',
    );
    const { pathname, username } = new URL(database.url);
    const tables = rows.map(({ name }) => name);
    for (const line of grantStatements(
      decodeURIComponent(pathname.slice(1)),
      decodeURIComponent(username),
      tables,
    ))
      say(line);
  } finally {
    await admin.destroy();
  }
}

export function grantStatements(schema: string, user: string, tables: readonly string[]): string[] {
  const account = `'${user.replaceAll("'", "''")}'@'%'`;
  const place = (table: string): string => `\`${schema}\`.\`${table}\``;
  return [
    `-- If the account is not '%' (any host), put its host in. Beforehand, once, if it has rights on the whole schema:`,
    `-- REVOKE SELECT, INSERT, UPDATE, DELETE ON \`${schema}\`.* FROM ${account};`,
    ...tables.map((table) => `GRANT ${rightsOn(table)} ON ${place(table)} TO ${account};`),
  ];
}

function rightsOn(table: string): string {
  if (readOnly.has(table)) return 'SELECT';
  return appendOnly.has(table) ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
}
