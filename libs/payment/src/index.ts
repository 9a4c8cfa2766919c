export { PaymentModule } from './payment.module.js';
export { ExpireOverdueOrders, type ExpiryResult } from './application/expire-overdue-orders.js';
export { PersonalPayments } from './queries/personal-payments.queries.js';
export { ReconcilePayments, type ReconciliationResult } from './application/reconcile-payments.js';
export { RecoverMissedEvents } from './application/recover-missed-events.js';
