import { identifier, isSign, keyword, sqlOfAll, type SqlToken } from './sql-token.js';
import type { TokenReader } from './token-reader.js';

const clauses = new Set('FROM AS INNER LEFT RIGHT CROSS JOIN ON AND WHERE'.split(' '));
const forbidden = new Set(
  // STRAIGHT_JOIN is one that names a table without the word JOIN.
  `INTO OUTFILE DUMPFILE UNION PROCEDURE FOR LOCK LIMIT HAVING GROUP ORDER WITH SELECT USING WINDOW TABLE VALUES
   STRAIGHT_JOIN NATURAL`.split(/\s+/),
);
const signs = '.,=<>';

/**
 * Plain columns of the dump's own tables, joined or not, as one dump makes the rows of `product_attribute`. Without brackets there
 * is no function and no sub-select; a name before a dot is one of the tables at hand, so nothing is read from elsewhere.
 */
export function selectOf(reader: TokenReader): string {
  const { rest } = reader;
  rest.forEach((token, index) => {
    if (token.kind === 'sign' && !signs.includes(token.text))
      reader.refuse(`'${token.text}' may not stand in a selection`);
    if (index > 0 && forbidden.has(keyword(token)))
      reader.refuse(`${keyword(token)} may not stand in a selection`);
  });
  const known = tablesOf(reader);
  rest.forEach((token, index) => {
    if (!isSign(rest[index + 1], '.')) return;
    const isTable = known.has(identifier(token) ?? '') && !isSign(rest[index - 1], '.');
    if (!isTable) reader.refuse(`'${sqlOfAll([token])}.…' is none of the tables that it selects from`);
  });
  return sqlOfAll(rest);
}

/** The names and aliases that the selection's columns can be called by. Every table is one of the dump. */
function tablesOf(reader: TokenReader): Set<string> {
  while (!reader.skip('FROM')) reader.take();
  const known = new Set<string>();
  let isInTables = true;
  do {
    const table = reader.table();
    known.add(table);
    reader.skip('AS');
    const alias = aliasOf(reader.next);
    if (alias !== undefined) {
      known.add(alias);
      reader.take();
    }
    mustEndTable(reader);
    isInTables = nextTable(reader);
  } while (isInTables);
  return known;
}

function aliasOf(token: SqlToken | undefined): string | undefined {
  return clauses.has(keyword(token)) ? undefined : identifier(token);
}

/** A word that we do not know could make a table of what comes behind it. */
function mustEndTable(reader: TokenReader): void {
  if (reader.isAtEnd || isSign(reader.next, ',') || clauses.has(keyword(reader.next))) return;
  reader.refuse('only a condition or another table may stand behind a table');
}

/** Steps to where the next table is named, over the condition of a join. */
function nextTable(reader: TokenReader): boolean {
  while (!reader.isAtEnd) {
    if (reader.skip('JOIN')) return true;
    if (reader.skipSign(',')) return true;
    reader.take();
  }
  return false;
}
