export { InventoryFacade, type ReserveStockInput } from './application/inventory.facade.js';
