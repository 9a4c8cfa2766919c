import type { EventConsumer } from '#platform/outbox/event-envelope.js';

export const PAYMENT_QUEUE = 'payment';

export const PROCESS_STRIPE_EVENT = 'payment.process-stripe-event';
export const REFUND_UNACCEPTED_PAYMENT = 'payment.refund-unaccepted-payment';
export const FORGET_PAYERS = 'payment.forget-payers';

/** For whoever comes later: nobody needs them yet. */
export const paymentUnheard: readonly string[] = ['payment.payment-failed', 'payment.payment-refunded'];

export const paymentConsumers: readonly EventConsumer[] = [
  { name: PROCESS_STRIPE_EVENT, queue: PAYMENT_QUEUE, events: ['payment.webhook-received'] },
  { name: REFUND_UNACCEPTED_PAYMENT, queue: PAYMENT_QUEUE, events: ['ordering.payment-not-accepted'] },
  { name: FORGET_PAYERS, queue: PAYMENT_QUEUE, events: ['ordering.orders-pseudonymised'] },
];
