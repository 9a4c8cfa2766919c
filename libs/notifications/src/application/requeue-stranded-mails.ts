import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { Mails } from './mails.js';
import { mailQueued } from './queue-mail.js';

const BATCH = 200;

/**
 * The outbox gives up an event after about a day, a mail server may be away for longer. Mails that are still queued then get a new event,
 * until the delivery log itself gives them up.
 */
@Injectable()
export class RequeueStrandedMails {
  constructor(
    private readonly mails: Mails,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @returns how many mails were given a new event */
  async execute(): Promise<number> {
    let requeued = 0;
    for (;;) {
      const ids = await this.unitOfWork.run(async () => {
        const stranded = await this.mails.takeStranded(BATCH);
        await this.outbox.append(stranded.map(mailQueued));
        return stranded;
      });
      requeued += ids.length;
      if (ids.length < BATCH) return requeued;
    }
  }
}
