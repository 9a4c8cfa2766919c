import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const CART_QUEUE = 'cart';

export const FORGET_CUSTOMER = 'cart.forget-customer';

export const cartConsumers: readonly EventConsumer[] = [
  { name: FORGET_CUSTOMER, queue: CART_QUEUE, events: ['customers.customer-erased'] },
];
