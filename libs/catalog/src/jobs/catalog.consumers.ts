import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const CATALOG_QUEUE = 'catalog';
export const PROJECT_STOCK = 'catalog.project-stock';
/** Apart from the single ones: hundreds of variants must not hold up one that has just sold out. */
export const PROJECT_STOCKS = 'catalog.project-stocks';
export const COUNT_SALES = 'catalog.count-sales';

export const catalogConsumers: readonly EventConsumer[] = [
  { name: PROJECT_STOCK, queue: CATALOG_QUEUE, events: ['inventory.stock-changed'] },
  { name: PROJECT_STOCKS, queue: CATALOG_QUEUE, events: ['inventory.stocks-changed'] },
  { name: COUNT_SALES, queue: CATALOG_QUEUE, events: ['ordering.order-paid'] },
];
