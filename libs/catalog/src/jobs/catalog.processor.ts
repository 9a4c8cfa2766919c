import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { CustomerErased } from '#customers/events';
import type { OrderPaid } from '#ordering/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { CountSales, type Buyer } from '../application/count-sales.js';
import { ForgetAuthor } from '../application/forget-author.js';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { CATALOG_QUEUE, COUNT_SALES, FORGET_AUTHOR } from './catalog.consumers.js';

/** What other contexts tell → the columns of the catalogue that show it. */
@Processor(CATALOG_QUEUE)
export class CatalogProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly countSales: CountSales,
    private readonly forgetAuthor: ForgetAuthor,
  ) {}

  @Process(COUNT_SALES)
  orderPaid({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<OrderPaid['payload']>(data, ({ payload }) =>
      this.countSales.execute(
        payload.lines.map(({ productId, quantity }) => ({ productId: productId as ProductId, quantity })),
        buyerOf(payload),
      ),
    );
  }

  @Process(FORGET_AUTHOR)
  customerErased({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<CustomerErased['payload']>(
      data,
      ({ payload: { customerId, name, email } }) =>
        this.forgetAuthor.execute({ customerId: customerId as CustomerId, names: [name, email] }),
    );
  }
}

/** Guests buy without a name that reviews could be known by. */
function buyerOf({ customerId, paidAt }: OrderPaid['payload']): Buyer | undefined {
  return customerId === null ? undefined : { customerId: customerId as CustomerId, paidAt: new Date(paidAt) };
}
