import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { CustomerErased } from '#customers/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { CustomerCarts } from '../application/customer-carts.js';
import { CART_QUEUE, FORGET_CUSTOMER } from './cart.consumers.js';

/** What customers tell → carts. */
@Processor(CART_QUEUE)
export class CartProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly carts: CustomerCarts,
  ) {}

  @Process(FORGET_CUSTOMER)
  customerErased({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<CustomerErased['payload']>(data, ({ payload }) =>
      this.carts.forget(payload.customerId),
    );
  }
}
