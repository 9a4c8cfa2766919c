import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnusedCarts, type CartPlace, type UnusedCartsQuery } from './unused-carts.js';

/**
 * Deletes carts that nobody has used for `carts.lifetimeDays`; called by the worker's schedule. In small transactions, so that no
 * shopper waits for it; `carts.cleanUpBatch` is the largest. Checked-out carts stay: an order that dies brings them back.
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
    const { lifetimeDays: olderThanDays, cleanUpBatch: largest } = this.config.carts;
    let limit = Math.min(smallest, largest);
    let deleted = 0;
    let after: CartPlace | undefined;
    while (!this.isStopping) {
      const batch = await this.unused.next({ status, olderThanDays, after, limit });
      const [ids, started] = [batch.map(({ id }) => id), performance.now()];
      if (ids.length > 0) deleted += await this.unused.delete(ids, olderThanDays);
      if (ids.length < limit) break;
      // Onwards from here: what was deleted lies in the index until it is purged, and would be read again each time.
      after = batch.at(-1);
      const tookMs = performance.now() - started;
      limit = nextLimit(limit, tookMs, largest);
      await breathe(tookMs);
    }
    return deleted;
  }
}

const smallest = 50;

/** The promise is 100 ms; the rest is for a busy disk, a checkpoint, a neighbour. */
const aimMs = 15;

/** A lock lasts as long as its batch, and how long that is depends on the machine and on what else it does: so it is found out. */
function nextLimit(limit: number, tookMs: number, largest: number): number {
  const wished = tookMs > aimMs ? Math.max(Math.floor(limit / 2), smallest) : Math.ceil(limit * 1.1);
  return Math.min(wished, largest);
}

/** As long again for everybody else, and for the server to tidy up behind: at full speed it would have to stop the shop for that. */
function breathe(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
