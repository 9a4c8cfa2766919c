/**
 * A piece of SQL. Strings are decoded, names in backticks without them; comments are gone, and the code of conditional comments
 * (`/*!40101 … *\/`) stands like any other, as the server would read it.
 */
export interface SqlToken {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign';
  readonly text: string;
}

/** The token as SQL again: what was checked is exactly what the server is told. */
export function sqlOf({ kind, text }: SqlToken): string {
  if (kind === 'name') return `\`${text.replaceAll('`', '``')}\``;
  if (kind === 'string') return quoted(text);
  return text;
}

export function sqlOfAll(tokens: readonly SqlToken[]): string {
  return tokens.map(sqlOf).join(' ');
}

/** Upper-case for keywords, which are never quoted; empty for everything else. */
export function keyword(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toUpperCase() : '';
}

export function isSign(token: SqlToken | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}

/** The name of a table or column, quoted or not; undefined for anything else. */
export function identifier(token: SqlToken | undefined): string | undefined {
  return token?.kind === 'name' || token?.kind === 'word' ? token.text : undefined;
}

function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\0', '\\0')
    .replaceAll('\x1a', '\\Z');
  return `'${escaped}'`;
}
