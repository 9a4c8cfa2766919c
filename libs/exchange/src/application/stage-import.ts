import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { ImportStaged } from '../events.js';
import { headerOf } from '../domain/columns.js';
import { CsvReader, type CsvRecord } from '../domain/csv-reader.js';
import { Import, type ImportId } from '../domain/import.js';
import { EmptyFile, StockNotAllowed, TooManyRows } from '../domain/import.errors.js';
import type { ImportProblem } from '../domain/import-problem.js';
import { Imports } from '../domain/imports.js';
import { rawRowOf } from '../domain/raw-row.js';
import { StagedRows, type StagedRow } from '../domain/staged-rows.js';

export interface StageImportInput {
  /** The CSV as it comes in; it is read only as fast as its rows are stored. */
  file: AsyncIterable<Uint8Array>;
  actor: string;
  /** False: a dry run. */
  apply: boolean;
  createOptions: boolean;
  mayChangeStock: boolean;
}

const rowsAtOnce = 500;
/** Rows may be long: with these, a statement stays far below what a server takes in one piece. */
const charactersAtOnce = 1_000_000;
const mostRows = 1_000_000;

/** Takes a file in, row by row, and hands it to the worker. Nothing in the shop changes yet. */
@Injectable()
export class StageImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: CsvReader,
    private readonly imports: Imports,
    private readonly rows: StagedRows,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** @throws WrongColumns, StockNotAllowed, EmptyFile, MalformedCsv, TooManyRows; then nothing of the file is kept */
  async execute(input: StageImportInput): Promise<ImportId> {
    const records = this.reader.read(input.file)[Symbol.asyncIterator]();
    try {
      const first = await records.next();
      const import_ = await this.begin(input, first.done === true ? [] : first.value.cells);
      await this.takeIn(import_, records).catch(async (error: unknown) => {
        await this.rows.deleteImport(import_.id);
        throw error;
      });
      return import_.id;
    } finally {
      await records.return?.();
    }
  }

  private async begin(
    { mayChangeStock, ...input }: StageImportInput,
    cells: readonly string[],
  ): Promise<Import> {
    const import_ = Import.begin({ ...input, header: headerOf(cells) });
    if (import_.hasStock && !mayChangeStock) throw new StockNotAllowed();
    await this.unitOfWork.run(() => this.imports.add(import_));
    return import_;
  }

  private async takeIn(import_: Import, records: AsyncIterator<CsvRecord>): Promise<void> {
    const intake = new Intake(import_, this.rows, (problems) =>
      this.unitOfWork.run(() => this.imports.addProblems(import_.id, problems)),
    );
    try {
      for (let next = await records.next(); next.done !== true; next = await records.next()) {
        await intake.take(next.value);
      }
    } finally {
      await intake.finish();
    }
    if (intake.count === 0) throw new EmptyFile();
    import_.take({ rows: intake.count, refusedRows: intake.refusedRows, errors: intake.errors });
    await this.unitOfWork.run(() => this.handOver(import_));
  }

  private async handOver(import_: Import): Promise<void> {
    const { id, actor, rows, apply, createOptions } = import_.snapshot;
    await this.imports.save(import_);
    const event: ImportStaged = { type: 'exchange.import-staged', payload: { importId: id } };
    await this.outbox.append([event]);
    await this.audit.append({
      ...{ actor, action: 'exchange.stage-import', subjectType: 'import', subjectId: id },
      after: { rows, apply, createOptions },
    });
  }
}

/** Gathers rows until a statement is worth it. One is under way while the next rows are being read, never more. */
class Intake {
  count = 0;
  refusedRows = 0;
  errors = 0;
  private waiting: StagedRow[] = [];
  private characters = 0;
  private problems: ImportProblem[] = [];
  private storing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly import_: Import,
    private readonly rows: StagedRows,
    private readonly report: (problems: readonly ImportProblem[]) => Promise<void>,
  ) {}

  async take({ line, cells }: CsvRecord): Promise<void> {
    this.count += 1;
    if (this.count > mostRows) throw new TooManyRows(mostRows);
    const raw = rawRowOf(line, cells, this.import_.snapshot.header);
    if ('row' in raw) {
      this.waiting.push(raw.row);
      this.characters += cells.reduce((sum, cell) => sum + cell.length, 0);
    } else {
      this.refusedRows += 1;
      this.errors += raw.problems.length;
      this.problems.push(...raw.problems);
    }
    const longest = Math.max(this.waiting.length, this.problems.length);
    if (longest >= rowsAtOnce || this.characters >= charactersAtOnce) await this.store();
  }

  /** Everything that was taken is stored, or this throws. */
  async finish(): Promise<void> {
    await this.store();
    await this.storing;
  }

  private async store(): Promise<void> {
    await this.storing;
    const { waiting, problems } = this;
    this.waiting = [];
    this.characters = 0;
    this.problems = [];
    this.storing = bothOf(this.rows.add(this.import_.id, waiting), this.report(problems));
    // Looked at by the next `store` or `finish`, which may come later than the failure.
    this.storing.catch(() => undefined);
  }
}

/** Fails only once both have ended: whoever cleans up then finds nothing being written any more. */
async function bothOf(...works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
