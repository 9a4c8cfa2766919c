import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const ORDERING_QUEUE = 'ordering';

export const SETTLE_ORDER = 'ordering.settle-order';

export const orderingConsumers: readonly EventConsumer[] = [
  { name: SETTLE_ORDER, queue: ORDERING_QUEUE, events: ['payment.payment-succeeded'] },
];
