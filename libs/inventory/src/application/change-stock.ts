import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { InvalidStockQuantity, StockHasChanged, TooFewInStock } from '../domain/inventory.errors.js';
import { mostPieces } from '../domain/stock-level.js';
import { Stock, type StockOfVariant } from '../domain/stock.js';
import { StockAnnouncements } from './stock-announcements.js';

export interface ChangeStockInput {
  variantId: string;
  /** `to` pieces that can be sold, or `by` so many more (negative: fewer). What orders hold is apart. */
  change: { to: number } | { by: number };
  reason: string;
  /** An account's id or the name of a process, for the ledger and the audit log. */
  actor: string;
  /** Versions of the stock that the actor has seen; left out, the change is made to whatever is there. */
  ifVersion?: readonly number[] | undefined;
}

/** Goods have arrived, were counted, or are gone. */
@Injectable()
export class ChangeStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
    private readonly announcements: StockAnnouncements,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns the stock after it
   * @throws InvalidStockQuantity if the result is more than a milliard or no whole number; TooFewInStock if it would be
   * below zero; StockHasChanged
   */
  async execute({ variantId, change, reason, actor, ifVersion }: ChangeStockInput): Promise<StockOfVariant> {
    return this.unitOfWork.run(async () => {
      const before = await this.shelf(variantId);
      if (ifVersion?.includes(before.version) === false) throw new StockHasChanged(before.version);
      const available = availableAfter(before.available, change);
      if (available === before.available && before.version > 0) return before;
      await this.stock.addMovements([
        {
          variantId,
          kind: before.version === 0 ? 'received' : 'adjusted',
          quantity: available - before.available,
          reason,
          actor,
        },
      ]);
      await this.stock.setAvailable(variantId, available);
      await this.audit.append({
        actor,
        action: 'inventory.change-stock',
        subjectType: 'variant',
        subjectId: variantId,
        before: { available: before.available },
        after: { available, reason },
      });
      await this.announcements.stockSet(variantId, available, before.version + 1);
      return { ...before, available, version: before.version + 1 };
    });
  }

  private async shelf(variantId: string): Promise<StockOfVariant> {
    const shelf = await this.stock.lock(variantId);
    if (shelf !== undefined) return shelf;
    await this.stock.addShelf(variantId);
    return (await this.stock.lock(variantId)) ?? { available: 0, reserved: 0, version: 0 };
  }
}

function availableAfter(before: number, change: ChangeStockInput['change']): number {
  const [available, field] = 'to' in change ? [change.to, 'available'] : [before + change.by, 'by'];
  if (available < 0 && field === 'by') throw new TooFewInStock(before, before - available);
  if (!Number.isSafeInteger(available) || available < 0 || available > mostPieces)
    throw new InvalidStockQuantity(
      field,
      `Stock is a whole number of pieces from 0 to ${String(mostPieces)}.`,
    );
  return available;
}
