import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { StockChanged, StocksChanged } from '#inventory/events';
import type { OrderPaid } from '#ordering/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { CountSales, type Buyer } from '../application/count-sales.js';
import { ProjectStock } from '../application/project-stock.js';
import type { CustomerId, ProductId, VariantId } from '../domain/ids.js';
import { CATALOG_QUEUE, COUNT_SALES, PROJECT_STOCK, PROJECT_STOCKS } from './catalog.consumers.js';

/** What other contexts tell → the columns of the catalogue that show it. */
@Processor(CATALOG_QUEUE)
export class CatalogProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly projectStock: ProjectStock,
    private readonly countSales: CountSales,
  ) {}

  @Process({ name: PROJECT_STOCK, concurrency: 2 })
  stockChanged({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<StockChanged['payload']>(data, ({ payload }) =>
      this.projectStock.execute({ ...payload, variantId: payload.variantId as VariantId }),
    );
  }

  @Process(PROJECT_STOCKS)
  stocksChanged({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<StocksChanged['payload']>(data, ({ payload }) =>
      this.projectStock.executeAll(
        payload.changes.map((change) => ({ ...change, variantId: change.variantId as VariantId })),
      ),
    );
  }

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
