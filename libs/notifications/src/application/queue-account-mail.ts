import { Injectable } from '@nestjs/common';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { accountMailsOf } from './account-mails.js';
import { QueueMail } from './queue-mail.js';

/** What happened to an account → the mails to those who must hear of it. */
@Injectable()
export class QueueAccountMail {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly queueMail: QueueMail,
  ) {}

  async execute(job: EventJob): Promise<void> {
    await this.consumptions.once(job, async (event) => {
      for (const draft of accountMailsOf(event)) await this.queueMail.execute(draft);
    });
  }
}
