import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { StockChanged, StocksChanged } from '#inventory/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import { EventConsumers } from '#platform/outbox/event-consumers.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { ProjectStock } from '../application/project-stock.js';
import type { VariantId } from '../domain/ids.js';
import { PROJECT_STOCK, PROJECT_STOCKS } from './catalog.consumers.js';

/** What inventory tells → the stock states that the catalogue shows. */
@Injectable()
export class StockConsumer implements OnModuleInit {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly consumptions: Consumptions,
    private readonly projectStock: ProjectStock,
  ) {}

  onModuleInit(): void {
    this.consumers.runs(PROJECT_STOCK, (job) => this.stockChanged(job));
    this.consumers.runs(PROJECT_STOCKS, (job) => this.stocksChanged(job));
  }

  private stockChanged(job: EventJob): Promise<void> {
    return this.consumptions.once<StockChanged['payload']>(job, ({ payload }) =>
      this.projectStock.execute({ ...payload, variantId: payload.variantId as VariantId }),
    );
  }

  private stocksChanged(job: EventJob): Promise<void> {
    return this.consumptions.once<StocksChanged['payload']>(job, ({ payload }) =>
      this.projectStock.executeAll(
        payload.changes.map((change) => ({ ...change, variantId: change.variantId as VariantId })),
      ),
    );
  }
}
