import { DomainError } from '#shared-kernel';

/** The file is no dump of a tshirtshop, not all of one, or holds what a dump of one has no business to hold. */
export class DumpRefused extends DomainError {
  readonly code = 'exchange.dump-refused';
  readonly kind = 'invalid';

  static at(line: number, problem: string): DumpRefused {
    return new DumpRefused(`Line ${String(line)}: ${problem}. Nothing of the file has been carried out.`);
  }
}

/** The account for schema changes may not make a schema beside ours. */
export class ScratchSchemaRefused extends DomainError {
  readonly code = 'exchange.scratch-schema-refused';
  readonly kind = 'conflict';

  constructor(account: string, pattern: string) {
    super(
      `The account ${account} of DATABASE_ADMIN_URL may not make a schema to load the dump into. ` +
        `Give it the right, as the server's administrator: GRANT ALL PRIVILEGES ON \`${pattern}\`.* TO ${account};`,
    );
  }
}

export class ImportRunning extends DomainError {
  readonly code = 'exchange.import-running';
  readonly kind = 'conflict';

  constructor() {
    super('Another import of a tshirtshop is running on this database.');
  }
}
