export type SqlValue = string | number | boolean | Date | Buffer | null;
/** In a row: the time by the database's clock. */
export const databaseNow = Symbol('UTC_TIMESTAMP(3)');
export type SqlRow = readonly (SqlValue | typeof databaseNow)[];
/** For a statement that writes many rows: `VALUES :rows`. */
export type SqlRows = readonly SqlRow[];
type SqlParameter = SqlValue | readonly SqlValue[] | SqlRows;
export type SqlParameters = Readonly<Record<string, SqlParameter>>;

/** As the driver wants it. */
export interface BoundStatement {
  text: string;
  values: SqlValue[];
}

interface Template {
  /** The text between the parameters: one more than there are names. */
  readonly parts: readonly string[];
  readonly names: readonly string[];
  readonly text: string;
}

const templates = new Map<string, Template>();

/**
 * Turns `… WHERE id = :id AND kind IN (:kinds)` into positional parameters for a prepared statement.
 * A list becomes as many question marks as it has members, a list of rows `(?, ?), (?, ?)`; an empty one is an error, since `IN ()` is
 * none in SQL.
 */
export function bindNamed(sql: string, parameters: SqlParameters): BoundStatement {
  const template = templates.get(sql) ?? remember(sql);
  const values: SqlValue[] = [];
  let hasList = false;
  for (const name of template.names) {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`The SQL parameter :${name} has no value.`);
    if (isList(value)) {
      if (value.length === 0) throw new TypeError(`The SQL parameter :${name} is an empty list.`);
      hasList = true;
      for (const member of value) {
        if (isRow(member)) values.push(...member.filter((each) => each !== databaseNow));
        else values.push(member);
      }
    } else values.push(value);
  }
  return { text: hasList ? expand(template, parameters) : template.text, values };
}

function isList(value: SqlParameter | undefined): value is readonly SqlValue[] | SqlRows {
  return Array.isArray(value);
}

function expand({ parts, names }: Template, parameters: SqlParameters): string {
  return names.reduce((text, name, index) => {
    const value = parameters[name];
    const marks = isList(value) ? value.map(marksOf).join(', ') : '?';
    return `${text}${marks}${parts[index + 1] ?? ''}`;
  }, parts[0] ?? '');
}

function isRow(member: SqlValue | SqlRow): member is SqlRow {
  return Array.isArray(member);
}

function marksOf(member: SqlValue | SqlRow): string {
  if (!isRow(member)) return '?';
  return `(${member.map((each) => (each === databaseNow ? 'UTC_TIMESTAMP(3)' : '?')).join(', ')})`;
}

function remember(sql: string): Template {
  // Quoted strings are skipped, so that '12:30' holds no parameter.
  const pattern = /'(?:[^'\\]|\\.|'')*'|:([a-zA-Z_]\w*)/g;
  const parts: string[] = [];
  const names: string[] = [];
  let start = 0;
  for (const match of sql.matchAll(pattern)) {
    if (match[1] === undefined) continue;
    parts.push(sql.slice(start, match.index));
    names.push(match[1]);
    start = match.index + match[0].length;
  }
  parts.push(sql.slice(start));
  const template = { parts, names, text: parts.join('?') };
  templates.set(sql, template);
  return template;
}
