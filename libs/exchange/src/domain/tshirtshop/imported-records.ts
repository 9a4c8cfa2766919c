import type { ShopTable } from './shop-tables.js';

/** What a row of the other shop has become, and what of it was taken then. */
export interface ImportedRecord {
  readonly sourceId: string;
  readonly targetId: string;
  /** SHA-256, 64 hexadecimal digits. */
  readonly contentHash: string;
}

/** The memory of imports. Works only inside a unit of work. */
export abstract class ImportedRecords {
  /** Those that are known, by their id there. */
  abstract find(table: ShopTable, sourceIds: readonly string[]): Promise<Map<string, ImportedRecord>>;

  abstract keep(table: ShopTable, records: readonly ImportedRecord[]): Promise<void>;
}
