import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { OrderPaid } from '#ordering/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { CountSales, type Buyer } from '../application/count-sales.js';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { CATALOG_QUEUE, COUNT_SALES } from './catalog.consumers.js';

/** What other contexts tell → the columns of the catalogue that show it. */
@Processor(CATALOG_QUEUE)
export class CatalogProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly countSales: CountSales,
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
}

/** Guests buy without a name that reviews could be known by. */
function buyerOf({ customerId, paidAt }: OrderPaid['payload']): Buyer | undefined {
  return customerId === null ? undefined : { customerId: customerId as CustomerId, paidAt: new Date(paidAt) };
}
