import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const CATALOG_QUEUE = 'catalog';
export const PROJECT_STOCK = 'catalog.project-stock';
/** Apart from the single ones: hundreds of variants must not hold up one that has just sold out. */
export const PROJECT_STOCKS = 'catalog.project-stocks';
export const COUNT_SALES = 'catalog.count-sales';
export const FORGET_AUTHOR = 'catalog.forget-author';

export const catalogConsumers: readonly EventConsumer[] = [
  // Direct: what has sold out is to be seen within a second, also while Redis is away.
  { name: PROJECT_STOCK, direct: true, concurrency: 2, events: ['inventory.stock-changed'] },
  { name: PROJECT_STOCKS, direct: true, concurrency: 1, events: ['inventory.stocks-changed'] },
  { name: COUNT_SALES, queue: CATALOG_QUEUE, events: ['ordering.order-paid'] },
  { name: FORGET_AUTHOR, queue: CATALOG_QUEUE, events: ['customers.customer-erased'] },
];
