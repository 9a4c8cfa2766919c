import { Injectable } from '@nestjs/common';
import { CartFacade } from '#cart';
import { InventoryFacade } from '#inventory';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { OrderId } from '../domain/ids.js';
import { Orders } from '../domain/orders.js';

/** Nobody paid in time: the goods go back on the shelf and the lines back into the cart. */
@Injectable()
export class ExpireOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: Orders,
    private readonly inventory: InventoryFacade,
    private readonly carts: CartFacade,
  ) {}

  /** @throws OrderNotFound, OrderTransitionRefused, OrderUnderReview, HoldNotOver */
  execute(orderId: OrderId): Promise<void> {
    return this.unitOfWork.run(async () => {
      const order = await this.orders.get(orderId);
      const hasExpiredNow = order.expire(await this.orders.now());
      if (!hasExpiredNow) return; // Two workers saw it overdue.
      await this.orders.save(order);
      await this.carts.reopen(order.cartId);
      await this.inventory.release(order.id, 'order expired');
    });
  }
}
