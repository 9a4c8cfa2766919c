/** How well stocked a variant is, in the steps that the catalogue tells its customers. */
export type StockLevel = 'sold-out' | 'low' | 'in-stock';

/** Up to this many pieces the stock is low. Published with the event `inventory.stock-changed`. */
export const lowStock = 5;

/** The shelf of a variant is not made for more pieces than this. */
export const mostPieces = 1_000_000_000;

export function stockLevel(available: number): StockLevel {
  if (available <= 0) return 'sold-out';
  return available <= lowStock ? 'low' : 'in-stock';
}
