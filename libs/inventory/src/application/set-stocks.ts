import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { InvalidStockQuantity } from '../domain/inventory.errors.js';
import { mostPieces } from '../domain/stock-level.js';
import { Stock, type StockLine } from '../domain/stock.js';
import { StockAnnouncements } from './stock-announcements.js';

export interface SetStocksInput {
  /** Pieces that can be sold from now on, on top of what orders hold; a variant stands in one line. */
  lines: readonly StockLine[];
  reason: string;
  /** An account's id or the name of a process, for the ledger and the audit log. */
  actor: string;
}

/** Sets the stock of many variants at once, as an import does. */
@Injectable()
export class SetStocks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
    private readonly announcements: StockAnnouncements,
    private readonly audit: AuditLog,
  ) {}

  /** @returns how many have changed. @throws InvalidStockQuantity */
  async execute({ lines, reason, actor }: SetStocksInput): Promise<number> {
    mustBeQuantities(lines);
    if (lines.length === 0) return 0;
    return this.unitOfWork.run(async () => {
      const shelves = await this.stock.lockMany(lines.map(({ variantId }) => variantId));
      const changes = lines
        .map((line) => ({ ...line, before: shelves.get(line.variantId) ?? { available: 0, version: 0 } }))
        .filter(({ quantity, before }) => quantity !== before.available);
      if (changes.length === 0) return 0;
      await this.stock.setManyAvailable(changes);
      await this.stock.addMovements(
        changes.map(({ variantId, quantity, before }) => ({
          variantId,
          kind: before.version === 0 ? 'received' : 'adjusted',
          quantity: quantity - before.available,
          reason,
          actor,
        })),
      );
      // One entry for all of them: who changed a single variant, and why, stands in the ledger too.
      await this.audit.append({
        actor,
        action: 'inventory.set-stocks',
        subjectType: 'stock',
        subjectId: reason,
        before: Object.fromEntries(changes.map(({ variantId, before }) => [variantId, before.available])),
        after: Object.fromEntries(changes.map(({ variantId, quantity }) => [variantId, quantity])),
      });
      await this.announcements.stocksSet(changes);
      return changes.length;
    });
  }
}

function mustBeQuantities(lines: readonly StockLine[]): void {
  const isWrong = ({ quantity }: StockLine): boolean =>
    !Number.isSafeInteger(quantity) || quantity < 0 || quantity > mostPieces;
  const wrong = lines.find(isWrong);
  if (wrong !== undefined)
    throw new InvalidStockQuantity(
      `lines.${wrong.variantId}`,
      `Stock is a whole number of pieces from 0 to ${String(mostPieces)}.`,
    );
  if (new Set(lines.map(({ variantId }) => variantId)).size < lines.length)
    throw new InvalidStockQuantity('lines', 'A variant stands in one line.');
}
