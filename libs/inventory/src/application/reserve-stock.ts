import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { InvalidStockQuantity, OutOfStock, ReservationDiffers } from '../domain/inventory.errors.js';
import { Stock, type ReservedLine, type StockLine } from '../domain/stock.js';
import { StockAnnouncements } from './stock-announcements.js';

export interface ReserveStockInput {
  orderId: string;
  /** Whole pieces, at least one a line. `sku` is only for the wording of OutOfStock. */
  lines: readonly { variantId: string; quantity: number; sku?: string }[];
  /** How long the goods are held, by the database's clock. */
  minutes: number;
}

@Injectable()
export class ReserveStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
    private readonly announcements: StockAnnouncements,
  ) {}

  execute({ orderId, lines, minutes }: ReserveStockInput): Promise<{ expiresAt: Date }> {
    const wanted = byVariant(lines);
    return this.unitOfWork.run(async () => {
      // Both in one trip; the second sees what the first has added, and locks the shelves.
      const [added, reserved] = await Promise.all([
        this.stock.addReservation(orderId, wanted, minutes),
        this.stock.lockReservation(orderId),
      ]);
      if (added < wanted.length) {
        if (added > 0 || !sameLines(reserved, wanted)) throw new ReservationDiffers(orderId);
        // Asked twice, as after a lost answer: what is held or sold stays so.
        if (reserved[0]?.status !== 'released') return { expiresAt: expiryOf(reserved) };
        await this.stock.renewReservation(orderId, minutes);
        return this.take(orderId, await this.stock.lockReservation(orderId), lines);
      }
      if (!sameLines(reserved, wanted)) throw new ReservationDiffers(orderId);
      return this.take(orderId, reserved, lines);
    });
  }

  /** Under the lock of the hot rows, which ends with the commit. */
  private async take(
    orderId: string,
    reserved: readonly ReservedLine[],
    lines: ReserveStockInput['lines'],
  ): Promise<{ expiresAt: Date }> {
    refuseShortages(reserved, lines);
    await this.stock.addMovements(
      reserved.map(({ variantId, quantity }) => ({
        variantId,
        kind: 'reserved',
        quantity: -quantity,
        orderId,
      })),
    );
    const served = await this.stock.take(reserved);
    if (served < reserved.length) throw new Error(`Stock changed under the lock of order ${orderId}.`);
    await this.announcements.levelsReached(reserved, (line) => line.available - line.quantity);
    return { expiresAt: expiryOf(reserved) };
  }
}

/** One line a variant. Sorted: orders for the same goods must lock them in the same order. */
function byVariant(lines: ReserveStockInput['lines']): StockLine[] {
  if (lines.length === 0) throw new InvalidStockQuantity('lines', 'A reservation needs at least one line.');
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1)
      throw new InvalidStockQuantity(
        `lines.${variantId}`,
        'A reservation is for whole pieces, at least one.',
      );
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  }
  return [...quantities]
    .map(([variantId, quantity]) => ({ variantId, quantity }))
    .sort((one, other) => (one.variantId < other.variantId ? -1 : 1));
}

function sameLines(one: readonly StockLine[], other: readonly StockLine[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ variantId, quantity }, index) =>
        other[index]?.variantId === variantId && other[index].quantity === quantity,
    )
  );
}

function refuseShortages(reserved: readonly ReservedLine[], lines: ReserveStockInput['lines']): void {
  const short = reserved.filter(({ available, quantity }) => available < quantity);
  if (short.length > 0) throw new OutOfStock(short.map((line) => shortage(line, lines)));
}

function shortage(
  { variantId, quantity, available }: ReservedLine,
  lines: ReserveStockInput['lines'],
): OutOfStock['shortages'][number] {
  const sku = lines.find((line) => line.variantId === variantId)?.sku;
  return { variantId, sku, wanted: quantity, available };
}

function expiryOf(lines: readonly ReservedLine[]): Date {
  const [first] = lines;
  if (first === undefined) throw new TypeError('A reservation has at least one line.');
  return first.expiresAt;
}
