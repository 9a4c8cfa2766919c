import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnusedCarts, type CartPlace, type UnusedCartsQuery } from './unused-carts.js';

/**
 * Deletes carts that nobody has used for `carts.lifetimeDays`, in small transactions, so that no shopper waits for it; called by the worker's
 * schedule. Checked-out carts stay: a payment that is open may bring them back.
 */
@Injectable()
export class CleanUpCarts implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly unused: UnusedCarts,
    private readonly config: Config,
  ) {}

  /** Called before the worker waits for what is running: the batch at hand is the last. */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** @returns how many carts were deleted */
  async execute(): Promise<number> {
    return (await this.cleanUp('open')) + (await this.cleanUp('closed'));
  }

  private async cleanUp(status: UnusedCartsQuery['status']): Promise<number> {
    const { lifetimeDays: olderThanDays, cleanUpBatch: limit } = this.config.carts;
    let deleted = 0;
    let after: CartPlace | undefined;
    while (!this.isStopping) {
      const batch = await this.unused.next({ status, olderThanDays, after, limit });
      if (batch.length > 0) {
        deleted += await this.unused.delete(
          batch.map(({ id }) => id),
          olderThanDays,
        );
      }
      // Onwards from here: what was deleted lies in the index until it is purged, and would be read again each time.
      after = batch.at(-1);
      if (batch.length < limit) break;
    }
    return deleted;
  }
}
