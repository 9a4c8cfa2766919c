import { shopTableNames, type ShopTable } from './shop-tables.js';

export type Outcome = 'created' | 'updated' | 'unchanged';

interface Counts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  readonly skipped: Map<string, number>;
}

export interface TableLine {
  readonly table: ShopTable;
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: Readonly<Record<string, number>>;
}

/** Things that the dump has no table for. */
export type Made = 'variants' | 'variants with stock' | 'picture names' | 'pictures';

export interface ReportJson {
  readonly statements: { readonly executed: number; readonly skipped: Readonly<Record<string, number>> };
  readonly tables: readonly TableLine[];
  readonly made: Readonly<Partial<Record<Made, number>>>;
  readonly remarks: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, number>>;
}

/** What became of every single row of a dump, and why. */
export class ImportReport {
  private executed = 0;
  private readonly skippedStatements = new Map<string, number>();
  private readonly tables = new Map<ShopTable, Counts>();
  private readonly made = new Map<Made, number>();
  private readonly remarks = new Map<string, number>();
  private readonly failures = new Map<string, number>();

  statement(skipped?: string): void {
    if (skipped === undefined) this.executed += 1;
    else add(this.skippedStatements, skipped, 1);
  }

  has(table: ShopTable, rows: number): void {
    this.of(table).rows = rows;
  }

  took(table: ShopTable, outcome: Outcome, rows = 1): void {
    this.of(table)[outcome] += rows;
  }

  skipped(table: ShopTable, reason: string, rows = 1): void {
    if (rows > 0) add(this.of(table).skipped, reason, rows);
  }

  /** Rows that nobody came across, because what they belong to is not there. */
  skippedRest(table: ShopTable, reason: string): void {
    this.skipped(table, reason, this.of(table).rows - this.accountedFor(table));
  }

  makes(what: Made, count: number): void {
    if (count > 0) add(this.made, what, count);
  }

  /** Something about rows that were taken. */
  remark(text: string, count = 1): void {
    if (count > 0) add(this.remarks, text, count);
  }

  /** Something that should have worked, and did not. */
  failed(text: string): void {
    add(this.failures, text, 1);
  }

  get hasFailures(): boolean {
    return this.failures.size > 0;
  }

  /** Whether this run has left anything of the dump other than it found it in the shop. */
  get hasChangedSomething(): boolean {
    return (
      this.made.size > 0 || [...this.tables.values()].some(({ created, updated }) => created + updated > 0)
    );
  }

  toJSON(): ReportJson {
    return {
      statements: { executed: this.executed, skipped: Object.fromEntries(this.skippedStatements) },
      tables: shopTableNames.map((table) => ({
        table,
        ...this.of(table),
        skipped: Object.fromEntries(this.of(table).skipped),
      })),
      made: Object.fromEntries(this.made),
      remarks: Object.fromEntries(this.remarks),
      failures: Object.fromEntries(this.failures),
    };
  }

  private accountedFor(table: ShopTable): number {
    const { created, updated, unchanged, skipped } = this.of(table);
    return [...skipped.values()].reduce((sum, rows) => sum + rows, created + updated + unchanged);
  }

  private of(table: ShopTable): Counts {
    const counts = this.tables.get(table) ?? {
      rows: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      skipped: new Map(),
    };
    this.tables.set(table, counts);
    return counts;
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
