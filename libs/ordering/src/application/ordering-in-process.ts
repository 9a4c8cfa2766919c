import { Injectable } from '@nestjs/common';
import { parseId } from '#shared-kernel';
import type { OrderId } from '../domain/ids.js';
import { OrderNotFound } from '../domain/order.errors.js';
import { PayableOrderQueries } from '../queries/payable-orders.queries.js';
import { PersonalOrders } from '../queries/personal-orders.queries.js';
import { CancelOrder } from './cancel-order.js';
import { ExpireOrder } from './expire-order.js';
import { OrderKeys } from './order-keys.js';
import { OrderingFacade, type OrderAccess, type PayableOrder } from './ordering-facade.js';

/** The facade for contexts that live in the same process, and so in the same transaction. */
@Injectable()
export class OrderingInProcess extends OrderingFacade {
  constructor(
    private readonly payableOrders: PayableOrderQueries,
    private readonly keys: OrderKeys,
    private readonly expireOrder: ExpireOrder,
    private readonly cancelOrder: CancelOrder,
    private readonly personalOrders: PersonalOrders,
  ) {
    super();
  }

  override async payable(orderId: string, access: OrderAccess): Promise<PayableOrder> {
    const order = await this.payableOrders.findFor(orderId, this.keys.of(access));
    if (order === undefined) throw new OrderNotFound();
    return order;
  }

  override find(orderId: string): Promise<PayableOrder | undefined> {
    return this.payableOrders.find(orderId);
  }

  override idsOf(customerId: string): AsyncIterable<string[]> {
    return this.personalOrders.idsOf(customerId);
  }

  override overdue(limit: number): Promise<string[]> {
    return this.payableOrders.overdue(limit);
  }

  override async expire(orderId: string): Promise<void> {
    await this.expireOrder.execute(knownId(orderId));
  }

  override async cancel(orderId: string, by: { actor: string; reason: string }): Promise<void> {
    await this.cancelOrder.execute({ orderId: knownId(orderId), ...by });
  }
}

function knownId(text: string): OrderId {
  const id = parseId<OrderId>(text);
  if (id === undefined) throw new OrderNotFound();
  return id;
}
