import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { CustomerErased } from '#customers/events';
import type { PaymentSucceeded } from '#payment/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { SettleOrder } from '../application/settle-order.js';
import { NamedOrders } from '../domain/named-orders.js';
import { NOTE_ERASED_BUYER, ORDERING_QUEUE, SETTLE_ORDER } from './ordering.consumers.js';

/** What payment and customers tell → orders. */
@Processor(ORDERING_QUEUE)
export class OrderingProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly settleOrder: SettleOrder,
    private readonly namedOrders: NamedOrders,
  ) {}

  @Process({ name: SETTLE_ORDER, concurrency: 4 })
  async paymentSucceeded({ data }: Job<EventJob>): Promise<void> {
    const event = await this.consumptions.pending<PaymentSucceeded['payload']>(data);
    if (event === undefined) return; // consumed by an earlier delivery
    await this.settleOrder.execute(event.payload, (work) => this.consumptions.complete(data, event, work));
  }

  @Process(NOTE_ERASED_BUYER)
  customerErased({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<CustomerErased['payload']>(data, ({ payload }) =>
      this.namedOrders.buyerErased(payload.customerId),
    );
  }
}
