import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ReservationAlreadySold } from '../domain/inventory.errors.js';
import { Stock } from '../domain/stock.js';
import { StockAnnouncements } from './stock-announcements.js';

/** The order has died unpaid: what it held can be sold to others. */
@Injectable()
export class ReleaseStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
    private readonly announcements: StockAnnouncements,
  ) {}

  /** @throws ReservationAlreadySold */
  async execute(orderId: string, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const lines = await this.stock.lockReservation(orderId);
      const status = lines[0]?.status;
      if (status === undefined || status === 'released') return; // nothing held, or told twice
      if (status === 'sold') throw new ReservationAlreadySold(orderId);
      await this.stock.markReservation(orderId, 'released');
      await this.stock.addMovements(
        lines.map(({ variantId, quantity }) => ({ variantId, kind: 'released', quantity, orderId, reason })),
      );
      await this.stock.giveBack(lines);
      await this.announcements.levelsReached(lines, (line) => line.available + line.quantity);
    });
  }
}
