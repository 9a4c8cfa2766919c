export { InventoryModule } from './inventory.module.js';
export { InventoryFacade } from './application/inventory.facade.js';
export type { ReserveStockInput } from './application/reserve-stock.js';
export { OutOfStock, ReservationNotHeld, ReservationAlreadySold } from './domain/inventory.errors.js';
export { StockReconciliation, type StockDifference } from './queries/stock-reconciliation.js';
