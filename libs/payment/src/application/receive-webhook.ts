import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { subjectOf } from './handled-events.js';
import { StripeGateway } from './stripe-gateway.js';
import { StripeInbox } from './stripe-inbox.js';

/** What Stripe says to us goes into the inbox and is worked on later, so that Stripe always has a quick answer. */
@Injectable()
export class ReceiveWebhook {
  constructor(
    private readonly gateway: StripeGateway,
    private readonly inbox: StripeInbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws ForgedWebhook, WrongMode */
  async execute(rawBody: Uint8Array, signature: string | undefined): Promise<void> {
    const notice = this.gateway.readEvent(rawBody, signature);
    if (subjectOf(notice.type) === undefined) return; // nothing that this shop acts on
    await this.unitOfWork.run(() => this.inbox.add(notice, 'webhook'));
  }
}
