import type { ProductId, VariantId } from './ids.js';
import type { StockState } from './stock-state.js';

export interface StockStateChange {
  variantId: VariantId;
  state: StockState;
  /** Inventory's counter for the variant: what carries a lower or equal one came late and is old news. */
  version: number;
}

export interface Sale {
  productId: ProductId;
  quantity: number;
}

/** The columns of products and lists that tell what happened in other contexts. Works only inside a unit of work. */
export abstract class ProductProjections {
  abstract stockChanged(change: StockStateChange): Promise<void>;

  /** The same for many variants, in a handful of statements. */
  abstract stocksChanged(changes: readonly StockStateChange[]): Promise<void>;

  /** Adds the units sold to the popularity of their products. */
  abstract sold(sales: readonly Sale[]): Promise<void>;
}
