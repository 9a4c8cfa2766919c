import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const PAYMENT_QUEUE = 'payment';

export const PROCESS_STRIPE_EVENT = 'payment.process-stripe-event';
export const REFUND_UNACCEPTED_PAYMENT = 'payment.refund-unaccepted-payment';

export const paymentConsumers: readonly EventConsumer[] = [
  { name: PROCESS_STRIPE_EVENT, queue: PAYMENT_QUEUE, events: ['payment.webhook-received'] },
  { name: REFUND_UNACCEPTED_PAYMENT, queue: PAYMENT_QUEUE, events: ['ordering.payment-not-accepted'] },
];
