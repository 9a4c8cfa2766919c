/** What a customer is told about the stock; the exact number is nobody's business. */
export type StockState = 'in-stock' | 'low' | 'sold-out';

/** "Only a few left" begins here. */
export const LOW_STOCK = 5;

export function stockStateOf(available: number): StockState {
  if (available <= 0) return 'sold-out';
  return available <= LOW_STOCK ? 'low' : 'in-stock';
}

/** A product is as well stocked as its best variant. */
export function bestStockState(states: readonly StockState[]): StockState {
  if (states.includes('in-stock')) return 'in-stock';
  return states.includes('low') ? 'low' : 'sold-out';
}
