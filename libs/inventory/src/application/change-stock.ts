import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { InvalidStockQuantity } from '../domain/inventory.errors.js';
import { Stock, type StockOfVariant } from '../domain/stock.js';
import { StockAnnouncements } from './stock-announcements.js';

export interface ChangeStockInput {
  variantId: string;
  /** `to` pieces that can be sold, or `by` so many more (negative: fewer). What orders hold is apart. */
  change: { to: number } | { by: number };
  reason: string;
  /** An account's id or the name of a process, for the audit log. */
  actor: string;
}

const most = 1_000_000_000;

/** Goods have arrived, were counted, or are gone. */
@Injectable()
export class ChangeStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
    private readonly announcements: StockAnnouncements,
    private readonly audit: AuditLog,
  ) {}

  /** @throws InvalidStockQuantity if the result is no whole number from 0 to a milliard */
  async execute({ variantId, change, reason, actor }: ChangeStockInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const before = await this.shelf(variantId);
      const available = 'to' in change ? change.to : before.available + change.by;
      mustBeQuantity(available);
      if (available === before.available && before.version > 0) return;
      await this.stock.addMovements([
        {
          variantId,
          kind: before.version === 0 ? 'received' : 'adjusted',
          quantity: available - before.available,
          reason,
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
    });
  }

  private async shelf(variantId: string): Promise<StockOfVariant> {
    const shelf = await this.stock.lock(variantId);
    if (shelf !== undefined) return shelf;
    await this.stock.addShelf(variantId);
    return (await this.stock.lock(variantId)) ?? { available: 0, version: 0 };
  }
}

function mustBeQuantity(available: number): void {
  if (!Number.isSafeInteger(available) || available < 0 || available > most)
    throw new InvalidStockQuantity(
      'quantity',
      `Stock is a whole number of pieces from 0 to ${String(most)}.`,
    );
}
