import { createHash } from 'node:crypto';
import type { ImportReport } from '../../domain/tshirtshop/import-report.js';
import type { HandedOverShop } from '../../domain/tshirtshop/scratch-schemas.js';

export interface ImportOptions {
  /** Pieces for each variant that never had any stock; 0 leaves them without. */
  readonly stock: number;
  /** Countries that other regions serve go over to the imported ones. */
  readonly replaceShipping: boolean;
  /** Where the pictures lie; undefined if there are none. */
  readonly images: string | undefined;
}

/** What the steps of one import share. */
export interface ImportRun {
  readonly shop: HandedOverShop;
  readonly report: ImportReport;
  readonly options: ImportOptions;
}

/** The same for the same content. Its first part tells by which rules it was read: other rules make other content. */
export function hashOf(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(['1', content]))
    .digest('hex');
}

/** Columns that may not be null in the dump, and text that has blanks around it. */
export function text(value: string | null): string {
  return (value ?? '').trim();
}
