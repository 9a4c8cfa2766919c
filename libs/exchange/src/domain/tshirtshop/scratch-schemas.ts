import type { PlannedStatement } from './dump-plan.js';
import type { ShopTable, shopTables } from './shop-tables.js';

/** A row of the handed-over shop, everything as the text that the database gives: no number of it is rounded on the way. */
export type ShopRow<Table extends ShopTable> = Readonly<
  Record<(typeof shopTables)[Table][number], string | null>
>;

/** The handed-over shop while it lies in the scratch schema. Reads only the columns that the import needs. */
export abstract class HandedOverShop {
  /** @throws DumpRefused if rows have no key, by which they are read in pieces */
  abstract count(table: ShopTable): Promise<number>;

  /** In the order of its first column. For tables that are small in every shop. */
  abstract all<Table extends ShopTable>(table: Table): Promise<ShopRow<Table>[]>;

  /** The same in pieces, for tables that grow. */
  abstract pages<Table extends ShopTable>(table: Table): AsyncIterable<ShopRow<Table>[]>;

  /** Rows that belong to others. An empty list of values finds nothing. */
  abstract having<Table extends ShopTable>(
    table: Table,
    column: (typeof shopTables)[Table][number],
    values: readonly string[],
  ): Promise<ShopRow<Table>[]>;

  /** 0 without orders. */
  abstract highestOrderStatus(): Promise<number>;

  /** How many customers of the dump had a card number and a password; what they were is gone already. */
  abstract countSecrets(): Promise<{ cards: number; passwords: number }>;
}

/** Room for one import beside the shop's own schema. */
export abstract class ScratchSchemas {
  /**
   * Loads the statements into a new schema and drops it when `work` is done, however that ended. What a killed import left behind is
   * dropped before.
   * @throws DumpRefused if the database can't take a statement; ScratchSchemaRefused, ImportRunning
   */
  abstract with<Result>(
    statements: Iterable<PlannedStatement>,
    work: (shop: HandedOverShop) => Promise<Result>,
  ): Promise<Result>;
}
