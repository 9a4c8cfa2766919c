import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ReservationNotHeld } from '../domain/inventory.errors.js';
import { Stock } from '../domain/stock.js';

/** The order is paid: what it holds leaves the house. */
@Injectable()
export class SellReservedStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stock: Stock,
  ) {}

  /** Also after `expiresAt`: until somebody has released them, the goods are there. @throws ReservationNotHeld */
  async execute(orderId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const lines = await this.stock.lockReservation(orderId);
      const status = lines[0]?.status;
      if (status === 'sold') return; // told twice
      if (status !== 'held') throw new ReservationNotHeld(orderId);
      await this.stock.markReservation(orderId, 'sold');
      await this.stock.addMovements(
        lines.map(({ variantId, quantity }) => ({ variantId, kind: 'sold', quantity: -quantity, orderId })),
      );
      await this.stock.ship(lines);
    });
  }
}
