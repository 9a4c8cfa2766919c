import type { EventConsumer } from '#platform/outbox/event-envelope.js';
import { accountEvents } from '../application/account-mails.js';

/** Two queues: a mail server that hangs must not keep new mails from reaching the delivery log. */
export const NOTIFICATIONS_QUEUE = 'notifications';
export const MAILS_QUEUE = 'mails';

export const QUEUE_VERIFICATION_MAIL = 'notifications.queue-verification-mail';
export const QUEUE_ALREADY_REGISTERED_MAIL = 'notifications.queue-already-registered-mail';
export const QUEUE_ACCOUNT_MAIL = 'notifications.queue-account-mail';
export const QUEUE_ORDER_CONFIRMATION = 'notifications.queue-order-confirmation';
export const FORGET_RECIPIENT = 'notifications.forget-recipient';
export const SEND_MAIL = 'notifications.send-mail';

export const notificationsConsumers: readonly EventConsumer[] = [
  { name: QUEUE_VERIFICATION_MAIL, queue: NOTIFICATIONS_QUEUE, events: ['customers.verification-requested'] },
  {
    name: QUEUE_ALREADY_REGISTERED_MAIL,
    queue: NOTIFICATIONS_QUEUE,
    events: ['customers.already-registered'],
  },
  { name: QUEUE_ACCOUNT_MAIL, queue: NOTIFICATIONS_QUEUE, events: accountEvents },
  { name: QUEUE_ORDER_CONFIRMATION, queue: NOTIFICATIONS_QUEUE, events: ['ordering.order-paid'] },
  { name: FORGET_RECIPIENT, queue: NOTIFICATIONS_QUEUE, events: ['customers.customer-erased'] },
  { name: SEND_MAIL, queue: MAILS_QUEUE, events: ['notifications.mail-queued'] },
];
