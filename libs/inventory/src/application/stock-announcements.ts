import { Injectable } from '@nestjs/common';
import { Outbox } from '#platform/outbox/outbox.js';
import type { StockChanged, StocksChanged } from '../events.js';
import { stockLevel } from '../domain/stock-level.js';
import type { ReservedLine, StockLine } from '../domain/stock.js';

/**
 * Tells the others about stock, but not of every sale: that would be one event for each line of each order. What lists show is the level
 * (in stock, low, sold out), so a sale or a release is told when it reaches another one.
 */
@Injectable()
export class StockAnnouncements {
  constructor(private readonly outbox: Outbox) {}

  /** Under the lock of the stock rows, so that the newest version tells the level that holds. */
  async levelsReached(
    lines: readonly ReservedLine[],
    availableAfter: (line: ReservedLine) => number,
  ): Promise<void> {
    const events = lines
      .filter((line) => stockLevel(line.available) !== stockLevel(availableAfter(line)))
      .map((line) => stockChanged(line.variantId, availableAfter(line), line.version + 1));
    await this.outbox.append(events);
  }

  /** Staff have set the stock, which is rare enough to be told always. */
  async stockSet(variantId: string, available: number, version: number): Promise<void> {
    await this.outbox.append([stockChanged(variantId, available, version)]);
  }

  /** The same for many at once. Those that stay within a level are left out: an import may set a hundred thousand. */
  async stocksSet(
    lines: readonly (StockLine & { before: { available: number; version: number } })[],
  ): Promise<void> {
    const changes = lines
      .filter(({ quantity, before }) => stockLevel(quantity) !== stockLevel(before.available))
      .map(({ variantId, quantity, before }) => ({
        variantId,
        available: quantity,
        version: before.version + 1,
      }));
    const event: StocksChanged = { type: 'inventory.stocks-changed', payload: { changes } };
    if (changes.length > 0) await this.outbox.append([event]);
  }
}

function stockChanged(variantId: string, available: number, version: number): StockChanged {
  return { type: 'inventory.stock-changed', payload: { variantId, available, version } };
}
