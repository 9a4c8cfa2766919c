export type SqlValue = string | number | boolean | Date | Buffer | null;
export type SqlParameters = Readonly<Record<string, SqlValue | readonly SqlValue[]>>;

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
 * A list becomes as many question marks as it has members; an empty one is an error, since `IN ()` is none in SQL.
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
      values.push(...value);
    } else values.push(value);
  }
  return { text: hasList ? expand(template, parameters) : template.text, values };
}

function isList(value: SqlValue | readonly SqlValue[] | undefined): value is readonly SqlValue[] {
  return Array.isArray(value);
}

function expand({ parts, names }: Template, parameters: SqlParameters): string {
  return names.reduce((text, name, index) => {
    const value = parameters[name];
    const marks = isList(value) ? Array(value.length).fill('?').join(', ') : '?';
    return `${text}${marks}${parts[index + 1] ?? ''}`;
  }, parts[0] ?? '');
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
