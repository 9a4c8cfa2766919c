import { Readable } from 'node:stream';
import { ExchangeModule } from '#exchange';
import { InventoryFacade } from '#inventory';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId, PageRequest } from '#shared-kernel';
import { CancelImport } from '../../../libs/exchange/src/application/cancel-import.js';
import { DeleteOldImports } from '../../../libs/exchange/src/application/delete-old-imports.js';
import { ExportProducts } from '../../../libs/exchange/src/application/export-products.js';
import { RequestApplication } from '../../../libs/exchange/src/application/request-application.js';
import { RunImport, type RunEnd } from '../../../libs/exchange/src/application/run-import.js';
import { StageImport } from '../../../libs/exchange/src/application/stage-import.js';
import type { ImportId } from '../../../libs/exchange/src/domain/import.js';
import { ImportQueries } from '../../../libs/exchange/src/queries/import.queries.js';
import type { ImportErrorView, ImportView } from '../../../libs/exchange/src/queries/import.views.js';
import { startContext, type TestContext } from '../../support/platform.js';

export const staff = newId();
/** Another of them. */
export const colleague = newId();

interface ImportOptions {
  apply?: boolean;
  createOptions?: boolean;
  mayChangeStock?: boolean;
}

/** Imports and exports on a database of their own with the sample shop, without HTTP and without a queue. */
export class TestExchange {
  readonly unitOfWork = this.of(UnitOfWork);
  readonly inventory = this.of(InventoryFacade);
  readonly queries = this.of(ImportQueries);

  private constructor(readonly context: TestContext) {}

  static async open(variables: Readonly<Record<string, string>> = {}): Promise<TestExchange> {
    const metadata = { imports: [ExchangeModule], providers: [ImportQueries] };
    return new TestExchange(await startContext(metadata, variables, { sampleShop: true }));
  }

  of<Part>(token: abstract new (...args: never[]) => Part): Part {
    return this.context.app.get<Part>(token, { strict: false });
  }

  /** Takes the file in. */
  async stage(csv: string | Uint8Array, options: ImportOptions = {}): Promise<ImportId> {
    const { apply = true, createOptions = false, mayChangeStock = true } = options;
    return this.of(StageImport).execute({
      file: inPieces(csv),
      actor: staff,
      apply,
      createOptions,
      mayChangeStock,
    });
  }

  /** What the worker does. */
  run(
    importId: ImportId,
    mayGoOn: () => boolean = () => true,
    { isLastAttempt = false } = {},
  ): Promise<RunEnd> {
    return this.of(RunImport).execute({ importId, mayGoOn, isLastAttempt, onProgress: () => undefined });
  }

  /** Until the first batch of 250 products, of a file of 600, is in the shop. */
  async runIntoApplication(importId: ImportId): Promise<void> {
    let batches = 0;
    // staged → checking, three batches checked and the end of them found, one applied.
    await this.run(importId, () => (batches += 1) <= 6);
  }

  /** Takes the file in and lets the worker at it. */
  async import(csv: string | Uint8Array, options: ImportOptions = {}): Promise<ImportView> {
    const id = await this.stage(csv, options);
    await this.run(id);
    return this.find(id);
  }

  find(id: string): Promise<ImportView> {
    return this.queries.one(id);
  }

  /** As `line column code`. */
  async errors(id: string): Promise<string[]> {
    const { items } = await this.queries.errors(id, new PageRequest(1, 100));
    return items.map(({ line, column, code }: ImportErrorView) => `${String(line)} ${column} ${code}`);
  }

  apply(importId: ImportId, actor = staff): Promise<void> {
    return this.of(RequestApplication).execute({ importId, actor, mayChangeStock: true });
  }

  cancel(importId: ImportId, actor = staff): Promise<void> {
    return this.of(CancelImport).execute({ importId, actor });
  }

  deleteOld(): Promise<number> {
    return this.of(DeleteOldImports).execute();
  }

  async export(): Promise<string> {
    let text = '';
    for await (const part of this.of(ExportProducts).execute()) text += part;
    return text;
  }

  query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.context.database.query<Row>(sql, values);
  }

  /** One number: `SELECT COUNT(*) AS n …`. */
  async count(sql: string, values: unknown[] = []): Promise<number> {
    return Number((await this.query<{ n: number }>(sql, values))[0]?.n);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Small ones, so that cells and even characters are cut apart. */
function inPieces(csv: string | Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv;
  const size = bytes.length > 100_000 ? 65_536 : 7;
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return Readable.from(pieces, { objectMode: true });
}
