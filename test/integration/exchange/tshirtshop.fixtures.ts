import { readFileSync } from 'node:fs';
import { ImportTshirtshop, TshirtshopModule, type ImportTshirtshopInput, type ReportJson } from '#exchange';
import { startContext, type TestContext } from '../../support/platform.js';

export const smallDump = readFileSync(new URL('../../support/tshirtshop-small.sql', import.meta.url), 'utf8');

const usual: Omit<ImportTshirtshopInput, 'text'> = {
  ...{ stock: 0, replaceShipping: false, images: undefined, dryRun: false },
};

export async function openShop(
  variables: Readonly<Record<string, string>> = {},
  options: { sampleShop?: boolean } = {},
): Promise<TestContext> {
  return startContext({ imports: [TshirtshopModule] }, variables, options);
}

export async function imports(
  { app }: TestContext,
  text: string,
  options: Partial<typeof usual> = {},
): Promise<ReportJson> {
  return (await app.get(ImportTshirtshop).execute({ text, ...usual, ...options })).toJSON();
}

/** `rows, created, updated, unchanged` by table, and what was skipped. */
export function numbers({
  tables,
}: ReportJson): Record<string, readonly [number, number, number, number, Readonly<Record<string, number>>]> {
  return Object.fromEntries(
    tables.map(({ table, rows, created, updated, unchanged, skipped }) => [
      table,
      [rows, created, updated, unchanged, skipped] as const,
    ]),
  );
}

/** What stands in each table, as text. */
export async function everything({ database }: TestContext): Promise<Record<string, string>> {
  const tables = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const content: Record<string, string> = {};
  for (const { name } of tables)
    content[name] = JSON.stringify(await database.query(`SELECT * FROM \`${name}\` ORDER BY 1, 2`));
  return content;
}

/** The tables whose content differs. */
export function differences(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after).filter((table) => before[table] !== after[table]);
}

export async function scratchSchemas({ database }: TestContext): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name LIKE ?',
    [`${database.name.slice(0, 36).replaceAll('_', '\\_')}\\_import\\_%`],
  );
  return rows.map(({ name }) => name);
}
