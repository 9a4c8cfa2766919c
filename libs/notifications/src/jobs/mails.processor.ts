import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { SendMail } from '../application/send-mail.js';
import { SMTP_CONNECTIONS } from '../application/mail-transport.js';
import { MAILS_QUEUE, SEND_MAIL } from './notifications.consumers.js';

/** A mail in the delivery log → the mail server. */
@Processor(MAILS_QUEUE)
export class MailsProcessor {
  constructor(private readonly sendMail: SendMail) {}

  // As many as there are connections: a mail that waited for one would use up its own patience.
  @Process({ name: SEND_MAIL, concurrency: SMTP_CONNECTIONS })
  mailQueued({ data }: Job<EventJob>): Promise<void> {
    return this.sendMail.execute(data);
  }
}
