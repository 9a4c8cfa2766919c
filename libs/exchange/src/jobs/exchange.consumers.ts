import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const EXCHANGE_QUEUE = 'exchange';
export const RUN_IMPORT = 'exchange.run-import';

export const exchangeConsumers: readonly EventConsumer[] = [
  { name: RUN_IMPORT, queue: EXCHANGE_QUEUE, events: ['exchange.import-staged'] },
];
