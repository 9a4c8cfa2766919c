import type { ShopTable } from './shop-tables.js';
import { identifier, isSign, keyword, sqlOfAll, type SqlToken } from './sql-token.js';
import type { TokenReader } from './token-reader.js';

export interface TableStructure {
  readonly table: ShopTable;
  readonly columns: readonly string[];
  readonly sql: string;
}

// Text as bytes: what was unique under the dump's own collation stays so. InnoDB, since a server may have no MyISAM.
const options = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';

/** Rows need none of these, and they could point to other tables or compute something. */
const leftOut = new Set(['FULLTEXT', 'SPATIAL', 'CONSTRAINT', 'FOREIGN', 'CHECK']);
const keys = new Set(['PRIMARY', 'UNIQUE', 'KEY', 'INDEX']);

const refusedWords = new Set(
  'SELECT REFERENCES AS GENERATED VIRTUAL STORED CHECK LIKE DIRECTORY CONNECTION UNION TABLE TABLESPACE'.split(
    ' ',
  ),
);

const optionWords = new Set(
  `ENGINE TYPE DEFAULT CHARSET CHARACTER SET COLLATE AUTO_INCREMENT COMMENT ROW_FORMAT PACK_KEYS CHECKSUM DELAY_KEY_WRITE
   AVG_ROW_LENGTH MAX_ROWS MIN_ROWS PAGE_CHECKSUM TRANSACTIONAL KEY_BLOCK_SIZE`.split(/\s+/),
);

const clocks = new Set(['CURRENT_TIMESTAMP', 'LOCALTIME', 'LOCALTIMESTAMP', 'NOW']);

/** `CREATE TABLE` has been read; its columns and keys stay, engine and other options become ours. */
export function createTable(reader: TokenReader): TableStructure {
  reader.skip('IF', 'NOT', 'EXISTS');
  const table = reader.table();
  reader.expectSign('(');
  const items = itemsOf(reader).filter(([first]) => !leftOut.has(keyword(first)));
  mustBeOptions(reader);
  for (const item of items) mustBePlain(item, reader);
  const columns = items.filter(([first]) => !keys.has(keyword(first))).map(([first]) => identifier(first));
  if (columns.length === 0 || columns.includes(undefined)) reader.refuse('its columns can not be read');
  return {
    table,
    columns: columns.filter((name) => name !== undefined),
    sql: `CREATE TABLE IF NOT EXISTS \`${table}\` (${items.map(sqlOfAll).join(', ')}) ${options}`,
  };
}

/** What stands between the brackets, cut at its commas. */
function itemsOf(reader: TokenReader): SqlToken[][] {
  const items: SqlToken[][] = [[]];
  for (let depth = 1; ;) {
    const token = reader.take();
    if (isSign(token, '(')) depth += 1;
    if (isSign(token, ')')) depth -= 1;
    if (depth === 0) return items;
    if (depth === 1 && isSign(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
}

/** A default is a value or the clock: one that computes would do so for each row of the dump. */
export function refuseComputedDefaults(tokens: readonly SqlToken[], reader: TokenReader): void {
  let isBehindDefault = false;
  tokens.forEach((token, index) => {
    if (keyword(token) === 'DEFAULT') isBehindDefault = true;
    else if (isSign(token, ',')) isBehindDefault = false;
    else if (isBehindDefault && isSign(token, '(') && !clocks.has(keyword(tokens[index - 1])))
      reader.refuse('a default of a tshirtshop computes nothing');
  });
}

function mustBePlain(item: readonly SqlToken[], reader: TokenReader): void {
  refuseComputedDefaults(item, reader);
  for (const token of item) {
    if (refusedWords.has(keyword(token)))
      reader.refuse(`${keyword(token)} has no place in a tshirtshop's table`);
    const isStrange = token.kind === 'sign' && !'(),=-'.includes(token.text);
    if (isStrange) reader.refuse(`'${token.text}' has no place in a tshirtshop's table`);
  }
}

/** `ENGINE=MyISAM DEFAULT CHARSET=latin1` and the like; none of it is kept. */
function mustBeOptions(reader: TokenReader): void {
  while (!reader.isAtEnd) {
    const token = reader.take();
    if (isSign(token, ',')) continue;
    if (!optionWords.has(keyword(token)))
      reader.refuse(`${sqlOfAll([token]).slice(0, 40)} is no option that a tshirtshop's table has`);
    if (reader.skipSign('=') || !optionWords.has(keyword(reader.next))) {
      const value = reader.take();
      if (value.kind === 'sign') reader.refuse(`'${value.text}' is no value of a table option`);
    }
  }
}
