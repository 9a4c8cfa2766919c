import { Injectable } from '@nestjs/common';
import type { VerificationRequested } from '#customers/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { QueueMail } from './queue-mail.js';

/** Each request has a token of its own, so each gets its mail: the event is the reference. */
@Injectable()
export class QueueVerificationMail {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly queueMail: QueueMail,
  ) {}

  async execute(job: EventJob): Promise<void> {
    await this.consumptions.once<VerificationRequested['payload']>(
      job,
      ({ id, payload: { email, name, token } }) =>
        this.queueMail.execute({
          kind: 'email-verification',
          reference: id,
          recipient: email,
          content: { name, token },
        }),
    );
  }
}
