import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { NamedOrders } from '../domain/named-orders.js';

const batchSize = 100;

/**
 * Orders are kept as long as the tax office wants them, the people in them only ORDER_ADDRESS_DAYS: as long as parcels are lost and come
 * back. Batch by batch; whatever stops it in between is gone on with the next day.
 */
@Injectable()
export class PseudonymiseOrders implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly orders: NamedOrders,
    private readonly config: Config,
  ) {}

  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** @returns how many orders have lost their name */
  async execute(): Promise<number> {
    let total = 0;
    while (!this.isStopping) {
      const done = await this.orders.pseudonymise(this.config.privacy.orderAddressDays, batchSize);
      total += done;
      if (done < batchSize) break;
    }
    await this.orders.closeErasedBuyers();
    return total;
  }
}
