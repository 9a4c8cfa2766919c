import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { QueueAccountMail } from '../application/queue-account-mail.js';
import { ForgetRecipient } from '../application/forget-recipient.js';
import { QueueAlreadyRegisteredMail } from '../application/queue-already-registered-mail.js';
import { QueueOrderConfirmation } from '../application/queue-order-confirmation.js';
import { QueueVerificationMail } from '../application/queue-verification-mail.js';
import {
  FORGET_RECIPIENT,
  NOTIFICATIONS_QUEUE,
  QUEUE_ACCOUNT_MAIL,
  QUEUE_ALREADY_REGISTERED_MAIL,
  QUEUE_ORDER_CONFIRMATION,
  QUEUE_VERIFICATION_MAIL,
} from './notifications.consumers.js';

/** What happened in the shop → a mail in the delivery log. */
@Processor(NOTIFICATIONS_QUEUE)
export class NotificationsProcessor {
  constructor(
    private readonly queueVerificationMail: QueueVerificationMail,
    private readonly queueAlreadyRegisteredMail: QueueAlreadyRegisteredMail,
    private readonly queueAccountMail: QueueAccountMail,
    private readonly queueOrderConfirmation: QueueOrderConfirmation,
    private readonly forgetRecipient: ForgetRecipient,
  ) {}

  @Process(QUEUE_VERIFICATION_MAIL)
  verificationRequested({ data }: Job<EventJob>): Promise<void> {
    return this.queueVerificationMail.execute(data);
  }

  @Process(QUEUE_ALREADY_REGISTERED_MAIL)
  alreadyRegistered({ data }: Job<EventJob>): Promise<void> {
    return this.queueAlreadyRegisteredMail.execute(data);
  }

  @Process({ name: QUEUE_ACCOUNT_MAIL, concurrency: 2 })
  accountEvent({ data }: Job<EventJob>): Promise<void> {
    return this.queueAccountMail.execute(data);
  }

  @Process({ name: QUEUE_ORDER_CONFIRMATION, concurrency: 2 })
  orderPaid({ data }: Job<EventJob>): Promise<void> {
    return this.queueOrderConfirmation.execute(data);
  }

  @Process(FORGET_RECIPIENT)
  customerErased({ data }: Job<EventJob>): Promise<void> {
    return this.forgetRecipient.execute(data);
  }
}
