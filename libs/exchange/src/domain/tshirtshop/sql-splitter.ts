import { DumpRefused } from './dump.errors.js';
import type { SqlToken } from './sql-token.js';

/** One statement as the mysql client would cut it out of a file. */
export interface SqlStatement {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly tokens: readonly SqlToken[];
}

const word = /[\p{L}\p{N}_$]+/uy;
const number = /0x[0-9a-f]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\p{L}\p{N}_$])/iuy;
const blank = /\s+/y;
const lineComment = /(?:--(?=\s|$)|#)[^\n]*/y;
// Above every version of a server it is a word to the client that reads the file, and nobody's code.
const conditionalStart = /\/\*M?!(?!9{5,6})\d*/y;
const delimiterCommand = /delimiter[ \t]+(\S+)[^\n]*/iy;

const escaped: Readonly<Record<string, string>> = {
  '0': '\0',
  b: '\b',
  n: '\n',
  r: '\r',
  t: '\t',
  Z: '\x1a',
  // Left as they are outside of LIKE.
  '%': '\\%',
  _: '\\_',
};

/**
 * Cuts a dump into statements: quotes, escapes and comments are respected, `DELIMITER` is obeyed. Works through the text once, and holds one
 * statement at a time.
 * @throws DumpRefused if it ends inside a statement, a string or a comment
 */
export function statementsOf(text: string): Iterable<SqlStatement> {
  return new SqlSplitter(text).statements();
}

class SqlSplitter {
  private position = 0;
  private line = 1;
  private lineCountedTo = 0;
  private delimiter = ';';
  private isInConditional = false;
  private tokens: SqlToken[] = [];
  private startLine = 1;

  constructor(private readonly text: string) {}

  *statements(): Generator<SqlStatement> {
    while (this.position < this.text.length) {
      if (this.skipBlank()) continue;
      if (this.tokens.length === 0 && this.changeDelimiter()) continue;
      if (this.text.startsWith(this.delimiter, this.position)) {
        this.position += this.delimiter.length;
        yield* this.finish();
      } else this.readToken();
    }
    if (this.tokens.length > 0) this.refuse('the statement that begins here has no end', this.startLine);
    if (this.isInConditional) this.refuse('the file ends inside a comment');
  }

  private *finish(): Generator<SqlStatement> {
    const { tokens, startLine: line } = this;
    this.tokens = [];
    if (tokens.length > 0) yield { line, tokens };
  }

  private skipBlank(): boolean {
    if (this.match(blank) !== undefined || this.match(lineComment) !== undefined) return true;
    if (this.match(conditionalStart) !== undefined) {
      this.isInConditional = true;
      return true;
    }
    if (this.isInConditional && this.text.startsWith('*/', this.position)) {
      this.isInConditional = false;
      this.position += 2;
      return true;
    }
    if (!this.text.startsWith('/*', this.position)) return false;
    const end = this.text.indexOf('*/', this.position + 2);
    if (end === -1) this.refuse('a comment that begins here has no end');
    this.position = end + 2;
    return true;
  }

  /** A command of the client, not of the server: it has a line of its own. */
  private changeDelimiter(): boolean {
    const delimiter = this.match(delimiterCommand)?.[1];
    if (delimiter === undefined) return false;
    this.delimiter = delimiter;
    return true;
  }

  private readToken(): void {
    if (this.tokens.length === 0) this.startLine = this.here();
    const sign = this.text.charAt(this.position);
    if (sign === "'" || sign === '"') this.tokens.push({ kind: 'string', text: this.readString(sign) });
    else if (sign === '`') this.tokens.push({ kind: 'name', text: this.readName() });
    else this.tokens.push(this.readPlain());
  }

  private readPlain(): SqlToken {
    const digits = this.match(number)?.[0];
    if (digits !== undefined) return { kind: 'number', text: digits };
    const start = this.position;
    const letters = this.match(word)?.[0];
    if (letters === undefined) {
      this.position += 1;
      return { kind: 'sign', text: this.text.charAt(start) };
    }
    // `END$$`: a dollar may belong to a name, but the delimiter goes first.
    const cut = letters.indexOf(this.delimiter);
    if (cut > 0) this.position = start + cut;
    return { kind: 'word', text: cut > 0 ? letters.slice(0, cut) : letters };
  }

  private readString(quote: string): string {
    const start = this.here();
    const parts: string[] = [];
    let from = this.position + 1;
    for (let at = from; at < this.text.length; at += 1) {
      const character = this.text[at];
      if (character === '\\') {
        const next = this.text.charAt(at + 1);
        parts.push(this.text.slice(from, at), escaped[next] ?? next);
        at += 1;
        from = at + 1;
      } else if (character === quote) {
        parts.push(this.text.slice(from, at));
        if (this.text[at + 1] !== quote) {
          this.position = at + 1;
          return parts.join('');
        }
        parts.push(quote);
        at += 1;
        from = at + 1;
      }
    }
    return this.refuse('a string that begins here has no end', start);
  }

  private readName(): string {
    const start = this.position + 1;
    let end = this.text.indexOf('`', start);
    while (end !== -1 && this.text[end + 1] === '`') end = this.text.indexOf('`', end + 2);
    if (end === -1) return this.refuse('a name that begins here has no end');
    this.position = end + 1;
    return this.text.slice(start, end).replaceAll('``', '`');
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.position = pattern.lastIndex;
    return found;
  }

  private here(): number {
    for (; this.lineCountedTo < this.position; this.lineCountedTo += 1) {
      if (this.text[this.lineCountedTo] === '\n') this.line += 1;
    }
    return this.line;
  }

  private refuse(problem: string, line = this.here()): never {
    throw DumpRefused.at(line, problem);
  }
}
