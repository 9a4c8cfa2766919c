import { secretColumns, secretMark, type ShopTable } from './shop-tables.js';
import { isSign, keyword, sqlOf, type SqlToken } from './sql-token.js';
import { selectOf } from './select-rows.js';
import type { TokenReader } from './token-reader.js';

const literalWords = new Set(['NULL', 'TRUE', 'FALSE', 'DEFAULT', 'NOW', 'CURRENT_TIMESTAMP']);
const introducers = /^_(binary|utf8|utf8mb3|utf8mb4|latin1)$/i;

/** The columns that a table was created with, in order. */
export type ColumnsOf = (table: ShopTable) => readonly string[] | undefined;

/** `INSERT` has been read. Literal rows, or a selection among the dump's own tables. */
export function insertRows(reader: TokenReader, columnsOf: ColumnsOf): string {
  reader.skip('IGNORE');
  reader.skip('INTO');
  const table = reader.table();
  const created = columnsOf(table);
  if (created === undefined) reader.refuse(`the table ${table} has not been created before`);
  const columns = isSign(reader.next, '(') ? columnList(reader) : created;
  const head = `INSERT INTO \`${table}\` (${columns.map((name) => sqlOf({ kind: 'name', text: name })).join(', ')})`;
  if (keyword(reader.next) === 'SELECT') {
    if (secretColumns[table] !== undefined) reader.refuse(`rows of ${table} must be literal`);
    return `${head} ${selectOf(reader)}`;
  }
  if (!reader.skip('VALUES')) reader.expect('VALUE');
  return `${head} VALUES ${rowsOf(reader, table, columns).join(', ')}`;
}

function columnList(reader: TokenReader): string[] {
  reader.expectSign('(');
  const columns = [reader.name()];
  while (reader.skipSign(',')) columns.push(reader.name());
  reader.expectSign(')');
  return columns;
}

function rowsOf(reader: TokenReader, table: ShopTable, columns: readonly string[]): string[] {
  const secret = columns.map((name) => secretColumns[table]?.includes(name.toLowerCase()) === true);
  const rows: string[] = [];
  do {
    reader.expectSign('(');
    const values = [literal(reader)];
    while (reader.skipSign(',')) values.push(literal(reader));
    reader.expectSign(')');
    if (values.length !== columns.length)
      reader.refuse('a row has another number of values than there are columns');
    rows.push(
      `(${values
        .map((value, index) => (secret[index] === true ? marked(value) : value))
        .map(sqlOfValue)
        .join(', ')})`,
    );
  } while (reader.skipSign(','));
  reader.expectEnd();
  return rows;
}

/** A number with its sign, a string, or one of few words. No function and no sub-select: those could read anything. */
function literal(reader: TokenReader): readonly SqlToken[] {
  const first = reader.take();
  if (isSign(first, '-') || isSign(first, '+')) return [first, numberOf(reader)];
  if (first.kind === 'string' || first.kind === 'number') return [first];
  if (first.kind === 'word' && introducers.test(first.text) && reader.next?.kind === 'string')
    return [reader.take()];
  if (!literalWords.has(keyword(first))) reader.refuse(`${sqlOf(first).slice(0, 40)} is no plain value`);
  if (reader.skipSign('(')) reader.expectSign(')');
  return [keyword(first) === 'NOW' ? { kind: 'word', text: 'CURRENT_TIMESTAMP' } : first];
}

function numberOf(reader: TokenReader): SqlToken {
  const token = reader.take();
  return token.kind === 'number' ? token : reader.refuse('a number was expected');
}

/** What is secret goes no further than this, but that there was something can be counted. */
function marked(value: readonly SqlToken[]): readonly SqlToken[] {
  const [first] = value;
  const isNothing = keyword(first) !== '' || first?.text === '';
  return isNothing ? value : [{ kind: 'string', text: secretMark }];
}

function sqlOfValue(value: readonly SqlToken[]): string {
  return value.map(sqlOf).join('');
}
