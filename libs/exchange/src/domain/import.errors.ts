import { DomainError, type DomainErrorDetail } from '#shared-kernel';

export class ImportNotFound extends DomainError {
  readonly code = 'exchange.import-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such import.');
  }
}

export class ImportStatusRefused extends DomainError {
  readonly code = 'exchange.import-status-refused';
  readonly kind = 'conflict';

  constructor(from: string, to: string) {
    super(`An import that is ${from} can't become ${to}.`);
  }
}

/** The header is not what an import needs; the details name every column that is wrong. */
export class WrongColumns extends DomainError {
  readonly code = 'exchange.wrong-columns';
  readonly kind = 'invalid';

  constructor(details: readonly DomainErrorDetail[]) {
    super(details.map(({ message }) => message).join(' '), details);
  }
}

/** The file is no CSV from this line on, so nothing after it could be understood. Nothing of it was kept. */
export class MalformedCsv extends DomainError {
  readonly code = 'exchange.malformed-csv';
  readonly kind = 'invalid';

  constructor(line: number, code: string, message: string) {
    super(`Line ${String(line)}: ${message}`, [{ field: `line ${String(line)}`, code, message }]);
  }
}

export class EmptyFile extends DomainError {
  readonly code = 'exchange.empty-file';
  readonly kind = 'invalid';

  constructor() {
    super('The file has a header but no rows.');
  }
}

export class TooManyRows extends DomainError {
  readonly code = 'exchange.too-many-rows';
  readonly kind = 'invalid';

  constructor(most: number) {
    super(`An import has at most ${String(most)} rows: cut the file into several.`);
  }
}

export class StockNotAllowed extends DomainError {
  readonly code = 'exchange.stock-not-allowed';
  readonly kind = 'forbidden';

  constructor() {
    super("A file with the column 'stock' needs the permission 'stock:manage'.", [
      { field: 'stock', code: 'forbidden', message: "stock needs the permission 'stock:manage'" },
    ]);
  }
}
