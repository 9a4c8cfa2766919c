import { Injectable } from '@nestjs/common';
import type { CustomerErased } from '#customers/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { MailRecords } from './mail-records.js';

/** An erased customer's mails leave the delivery log. */
@Injectable()
export class ForgetRecipient {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly records: MailRecords,
  ) {}

  async execute(job: EventJob): Promise<void> {
    await this.consumptions.once<CustomerErased['payload']>(job, ({ payload, occurredAt }) =>
      this.records.forget(payload.email, occurredAt),
    );
  }
}
