import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { handledEvents } from './handled-events.js';
import { StripeGateway, type StripeNotice } from './stripe-gateway.js';
import { StripeInbox } from './stripe-inbox.js';

const batch = 100;

/** Compares Stripe's list of events with the inbox and takes in what never arrived. For the schedule (hourly). */
@Injectable()
export class RecoverMissedEvents {
  constructor(
    private readonly gateway: StripeGateway,
    private readonly inbox: StripeInbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * @param hours how far to look back; after a longer absence of the worker, more. Stripe keeps events for 30 days.
   * @returns how many events had been missed
   * @throws ProviderUnavailable
   */
  async execute({ hours = 3 }: { hours?: number } = {}): Promise<number> {
    const from = new Date(this.clock.now().getTime() - hours * 3_600_000);
    let missed = 0;
    let notices: StripeNotice[] = [];
    for await (const notice of this.gateway.eventsSince(from, handledEvents)) {
      notices.push(notice);
      if (notices.length < batch) continue;
      missed += await this.takeIn(notices);
      notices = [];
    }
    return missed + (await this.takeIn(notices));
  }

  private async takeIn(notices: readonly StripeNotice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const known = await this.inbox.known(notices.map(({ id }) => id));
    const missing = notices.filter(({ id }) => !known.has(id));
    await this.unitOfWork.run(async () => {
      for (const notice of missing) await this.inbox.add(notice, 'events-list');
    });
    return missing.length;
  }
}
