import { createTable, refuseComputedDefaults } from './create-table.js';
import { DumpRefused } from './dump.errors.js';
import { insertRows } from './insert-rows.js';
import { shopTableNames, shopTables, type ShopTable } from './shop-tables.js';
import { statementsOf, type SqlStatement } from './sql-splitter.js';
import { keyword, sqlOfAll } from './sql-token.js';
import { TokenReader } from './token-reader.js';

/** What a statement of the dump comes to: SQL for the scratch schema, or the kind of thing that is left out. */
export type PlannedStatement = { readonly line: number; readonly sql: string } | { readonly skipped: string };

const routines: Readonly<Record<string, string>> = {
  PROCEDURE: 'stored procedures',
  FUNCTION: 'stored functions',
  TRIGGER: 'triggers',
  EVENT: 'events',
  VIEW: 'views',
};
const ownDatabase = 'statements about the database of the dump (CREATE, ALTER, DROP, USE)';
const session = 'settings of the session';
const transactions = 'locks and transactions of the dump';

const reachingWords = new Set(
  'REFERENCES SELECT DIRECTORY RENAME ENGINE CONNECTION UNION TABLESPACE PARTITION EXCHANGE'.split(' '),
);

const skippedByFirstWord: Readonly<Record<string, string>> = {
  SET: session,
  USE: ownDatabase,
  LOCK: transactions,
  UNLOCK: transactions,
  START: transactions,
  BEGIN: transactions,
  COMMIT: transactions,
};

/**
 * Decides for each statement of a dump what becomes of it. What is not known to be harmless is refused: nothing that a file says
 * may reach past the scratch schema that it is loaded into.
 * @throws DumpRefused at the first statement that has no place in a dump of a tshirtshop; at the end, naming the tables that are missing
 */
export function* planOf(text: string): Generator<PlannedStatement> {
  mustBeComplete(text);
  const columns = new Map<ShopTable, readonly string[]>();
  for (const statement of statementsOf(text)) {
    const reader = new TokenReader(statement);
    if (reader.skip('CREATE', 'TABLE')) {
      const { table, sql, columns: created } = createTable(reader);
      columns.set(table, created);
      yield { line: statement.line, sql };
    } else if (reader.skip('INSERT')) {
      yield { line: statement.line, sql: insertRows(reader, (table) => columns.get(table)) };
    } else yield otherStatement(statement, reader);
  }
  mustHaveAllTables(columns);
}

function otherStatement({ line, tokens }: SqlStatement, reader: TokenReader): PlannedStatement {
  const first = keyword(tokens[0]);
  const skipped = skippedByFirstWord[first];
  if (skipped !== undefined) return { skipped };
  if (reader.skip('DROP', 'TABLE', 'IF', 'EXISTS')) {
    // Each by itself: the schema is new, so there is nothing to drop, but a name from elsewhere is worth a refusal.
    do reader.table();
    while (reader.skipSign(','));
    reader.expectEnd();
    return { skipped: 'DROP TABLE IF EXISTS before a table is made' };
  }
  if (reader.skip('ALTER', 'TABLE')) return alterTable(line, reader);
  if (reader.skip('ALTER', 'DATABASE') || reader.skip('ALTER', 'SCHEMA')) return { skipped: ownDatabase };
  if (first === 'CREATE' || first === 'DROP') return createOrDrop(reader);
  return reader.refuse(`${first === '' ? 'this' : first} has no place in the dump of a tshirtshop`);
}

/** Keys are added after the rows by some programs. They can be told by their first words; the rest must be names alone. */
function alterTable(line: number, reader: TokenReader): PlannedStatement {
  const table = reader.table();
  if (reader.skip('DISABLE', 'KEYS') || reader.skip('ENABLE', 'KEYS')) return { skipped: transactions };
  const tail = reader.rest;
  const verbs = new Set(['ADD', 'MODIFY']);
  if (!verbs.has(keyword(tail[0]))) reader.refuse('only keys and AUTO_INCREMENT may be added to a table');
  const isPlain = tail.every(({ kind, text }) => kind !== 'sign' || '(),='.includes(text));
  const isAboutOthers = tail.some((token) => reachingWords.has(keyword(token)));
  refuseComputedDefaults(tail, reader);
  if (!isPlain || isAboutOthers) reader.refuse('only keys and AUTO_INCREMENT may be added to a table');
  return { line, sql: `ALTER TABLE \`${table}\` ${sqlOfAll(tail)}` };
}

function createOrDrop(reader: TokenReader): PlannedStatement {
  const [, ...rest] = reader.rest;
  for (const token of rest.slice(0, 12)) {
    const word = keyword(token);
    const routine = routines[word];
    if (routine !== undefined) return { skipped: routine };
    if (word === 'DATABASE' || word === 'SCHEMA') return { skipped: ownDatabase };
    if (['TABLE', 'USER', 'ROLE', 'SERVER', 'INDEX', 'TEMPORARY', 'TABLESPACE'].includes(word)) break;
  }
  return reader.refuse('it has no place in the dump of a tshirtshop');
}

/** Both servers' dump programs say at the end that they got there. */
function mustBeComplete(text: string): void {
  const isOfDumpProgram = /^(?:\/\*.{0,60}\*\/\s*)?-- (?:MySQL|MariaDB) dump /.test(
    text.slice(0, 400).trimStart(),
  );
  if (isOfDumpProgram && !/^-- Dump completed/m.test(text.slice(-400)))
    throw new DumpRefused(
      "The file is only a part of a dump: its last line, '-- Dump completed', is missing.",
    );
}

function mustHaveAllTables(columns: ReadonlyMap<ShopTable, readonly string[]>): void {
  const missing = shopTableNames.filter((table) => !columns.has(table));
  if (missing.length === 0) {
    mustHaveAllColumns(columns);
    return;
  }
  throw new DumpRefused(
    `This is no dump of a tshirtshop: ${missing.length === shopTableNames.length ? 'it has none of its' : 'of its'} ` +
      `${String(shopTableNames.length)} tables` +
      (missing.length === shopTableNames.length ? '.' : ` it does not have ${missing.join(', ')}.`),
  );
}

function mustHaveAllColumns(columns: ReadonlyMap<ShopTable, readonly string[]>): void {
  const missing = shopTableNames.flatMap((table) => {
    const made = new Set(columns.get(table)?.map((name) => name.toLowerCase()));
    return shopTables[table].filter((name) => !made.has(name)).map((name) => `${table}.${name}`);
  });
  if (missing.length > 0)
    throw new DumpRefused(`This is no dump of a tshirtshop: its tables do not have ${missing.join(', ')}.`);
}
