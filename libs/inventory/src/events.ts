/**
 * A variant's stock has reached another level: sold out (0), low (1 to 5) or in stock (more), or staff have set it.
 * Sales that stay within a level are not announced; who needs the exact number asks `InventoryFacade.availability`.
 */
export interface StockChanged {
  type: 'inventory.stock-changed';
  payload: {
    variantId: string;
    /** What can be sold right after the change, in pieces. */
    available: number;
    /** Grows with each change of `available`, announced or not. Events may arrive out of order: the highest version is the newest. */
    version: number;
  };
}

/** Many stocks were set at once, as by an import, and these have reached another level. Each entry means what a `StockChanged` means. */
export interface StocksChanged {
  type: 'inventory.stocks-changed';
  payload: { changes: readonly StockChanged['payload'][] };
}
