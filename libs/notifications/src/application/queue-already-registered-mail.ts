import { Injectable } from '@nestjs/common';
import type { AlreadyRegistered } from '#customers/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { QueueMail } from './queue-mail.js';

/** Registering answers the same whether or not the address is known; the owner of the address is told by mail which it was. */
@Injectable()
export class QueueAlreadyRegisteredMail {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly queueMail: QueueMail,
  ) {}

  async execute(job: EventJob): Promise<void> {
    await this.consumptions.once<AlreadyRegistered['payload']>(job, ({ id, payload: { email, name } }) =>
      this.queueMail.execute({
        kind: 'already-registered',
        reference: id,
        recipient: email,
        content: { name },
      }),
    );
  }
}
