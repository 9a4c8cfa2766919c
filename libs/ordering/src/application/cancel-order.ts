import { Injectable } from '@nestjs/common';
import { CartFacade } from '#cart';
import { InventoryFacade } from '#inventory';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { OrderId } from '../domain/ids.js';
import { Orders } from '../domain/orders.js';

export interface CancelOrderInput {
  orderId: OrderId;
  /** An account's id, `guest`, or the name of a process (`system:…`). */
  actor: string;
  reason: string;
}

/** Somebody does not want it any more before it is paid: the goods go back on the shelf and the lines back into the cart. */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: Orders,
    private readonly inventory: InventoryFacade,
    private readonly carts: CartFacade,
  ) {}

  /** @throws OrderNotFound, OrderTransitionRefused, OrderUnderReview */
  execute({ orderId, actor, reason }: CancelOrderInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const order = await this.orders.get(orderId);
      const isCancelledNow = order.cancel({ actor, reason, at: await this.orders.now() });
      if (!isCancelledNow) return; // The shopper pressed twice.
      await this.orders.save(order);
      await this.carts.reopen(order.cartId);
      await this.inventory.release(order.id, 'order cancelled');
    });
  }
}
