import { DumpRefused } from './dump.errors.js';
import { isShopTable, type ShopTable } from './shop-tables.js';
import type { SqlStatement } from './sql-splitter.js';
import { identifier, isSign, keyword, sqlOf, type SqlToken } from './sql-token.js';

/** Reads a statement from left to right; what is not expected is refused. */
export class TokenReader {
  private position = 0;

  constructor(private readonly statement: SqlStatement) {}

  get next(): SqlToken | undefined {
    return this.statement.tokens[this.position];
  }

  get isAtEnd(): boolean {
    return this.next === undefined;
  }

  get rest(): readonly SqlToken[] {
    return this.statement.tokens.slice(this.position);
  }

  take(): SqlToken {
    const token = this.next ?? this.refuse('the statement ends too early');
    this.position += 1;
    return token;
  }

  /** Whether these keywords come next; steps over them if so. */
  skip(...keywords: readonly string[]): boolean {
    const { tokens } = this.statement;
    if (!keywords.every((each, index) => keyword(tokens[this.position + index]) === each)) return false;
    this.position += keywords.length;
    return true;
  }

  skipSign(sign: string): boolean {
    if (!isSign(this.next, sign)) return false;
    this.position += 1;
    return true;
  }

  expectSign(sign: string): void {
    if (!this.skipSign(sign)) this.refuse(`'${sign}' was expected${this.before()}`);
  }

  expect(...keywords: readonly string[]): void {
    if (!this.skip(...keywords)) this.refuse(`${keywords.join(' ')} was expected${this.before()}`);
  }

  name(): string {
    return identifier(this.take()) ?? this.refuse('a name was expected');
  }

  /** The name of one of the known tables, without a database before it. */
  table(): ShopTable {
    const table = this.name();
    if (isSign(this.next, '.')) this.refuse(`'${table}.…' reaches into another database`);
    if (!isShopTable(table)) this.refuse(`'${table}' is no table of a tshirtshop`);
    return table;
  }

  expectEnd(): void {
    if (this.next !== undefined) this.refuse(`'${sqlOf(this.next).slice(0, 40)}' is not expected here`);
  }

  refuse(problem: string): never {
    const first = this.statement.tokens.slice(0, 3).map(sqlOf).join(' ');
    throw DumpRefused.at(this.statement.line, `'${first.slice(0, 60)} …': ${problem}`);
  }

  private before(): string {
    return this.next === undefined ? ' before its end' : ` before '${sqlOf(this.next).slice(0, 40)}'`;
  }
}
