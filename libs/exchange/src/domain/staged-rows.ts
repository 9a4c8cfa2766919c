import type { ImportId } from './import.js';

/** A row of the file as it came. */
export interface StagedRow {
  readonly line: number;
  readonly slug: string;
  /** Undefined: the row speaks of the product alone. */
  readonly sku: string | undefined;
  /** In the order of the header. */
  readonly cells: readonly string[];
}

/** A product of the file that is longer than any that could be applied, so that nobody loads it. */
export interface TooLargeProduct {
  readonly slug: string;
  /** Its first. */
  readonly line: number;
  readonly rows: number;
}

export interface StagedBatch {
  readonly rows: readonly StagedRow[];
  /** Then it is the only product of the batch, and there are no rows. */
  readonly tooLarge?: TooLargeProduct;
}

/** The rows of imports that wait to be checked and applied. */
export abstract class StagedRows {
  /** In a transaction of its own: an upload may last for minutes. */
  abstract add(id: ImportId, rows: readonly StagedRow[]): Promise<void>;

  /**
   * All rows of the next products by slug, each product whole, its rows in the order of the file.
   * @param after slug of the last product that is done; null at the beginning
   */
  abstract next(id: ImportId, after: string | null, products: number): Promise<StagedBatch>;

  /** Of the SKUs, those that stand in more than one row, with the line of the first. */
  abstract repeatedSkus(id: ImportId, skus: readonly string[]): Promise<Map<string, number>>;

  /** Imports that nothing has happened to for so many days, and uploads that have not ended after so many hours. */
  abstract oldImports(of: { days: number; hoursOfUpload: number }): Promise<ImportId[]>;

  /** Deletes the import with everything that belongs to it, in small transactions. */
  abstract deleteImport(id: ImportId): Promise<void>;
}
