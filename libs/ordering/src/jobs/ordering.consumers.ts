import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const ORDERING_QUEUE = 'ordering';

export const SETTLE_ORDER = 'ordering.settle-order';
export const NOTE_ERASED_BUYER = 'ordering.note-erased-buyer';

/** For whoever comes later: nobody needs them yet. */
export const orderingUnheard: readonly string[] = [
  'ordering.order-placed',
  'ordering.order-expired',
  'ordering.order-cancelled',
  'ordering.payment-held',
];

export const orderingConsumers: readonly EventConsumer[] = [
  { name: SETTLE_ORDER, queue: ORDERING_QUEUE, events: ['payment.payment-succeeded'] },
  { name: NOTE_ERASED_BUYER, queue: ORDERING_QUEUE, events: ['customers.customer-erased'] },
];
