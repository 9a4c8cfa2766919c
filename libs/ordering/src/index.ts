export { OrderingModule } from './ordering.module.js';
export { OrderingFacade, type OrderAccess, type PayableOrder } from './application/ordering-facade.js';
export {
  OrderingImport,
  type ImportedRegion,
  type KeptRegion,
  type PastOrder,
  type PastOrderLine,
} from './application/ordering-import.js';
export {
  HoldNotOver,
  OrderNotFound,
  OrderTransitionRefused,
  OrderUnderReview,
} from './domain/order.errors.js';
export type { OrderStatus } from './domain/order-status.js';
export { PersonalOrders } from './queries/personal-orders.queries.js';
export { PseudonymiseOrders } from './application/pseudonymise-orders.js';
export { ChargeTax, type ChargeTaxInput } from './application/charge-tax.js';
export { TaxChoices } from './domain/tax-choices.js';
