import { Injectable } from '@nestjs/common';
import { OrderingFacade, OrderNotFound, type OrderAccess, type PayableOrder } from '#ordering';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { EndUnpaidOrder } from './end-unpaid-order.js';

export interface CancelOrderInput {
  readonly orderId: string;
  /** `anybody's` is for staff. */
  readonly access: OrderAccess | "anybody's";
  readonly actor: string;
  readonly reason: string;
}

/** Gives up an order that has not been paid. It lives here because Stripe has to be asked first. */
@Injectable()
export class CancelOrder {
  constructor(
    private readonly ordering: OrderingFacade,
    private readonly endUnpaidOrder: EndUnpaidOrder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws OrderNotFound, AlreadyPaid, PaymentInProgress, ProviderUnavailable, OrderTransitionRefused, OrderUnderReview */
  async execute(input: CancelOrderInput): Promise<PayableOrder> {
    const { orderId } = await this.unitOfWork.run(() => this.visible(input));
    const { actor, reason } = input;
    await this.endUnpaidOrder.execute(orderId, () => this.ordering.cancel(orderId, { actor, reason }));
    return this.unitOfWork.run(() => this.visible(input));
  }

  private async visible({ orderId, access }: CancelOrderInput): Promise<PayableOrder> {
    if (access !== "anybody's") return this.ordering.payable(orderId, access);
    const order = await this.ordering.find(orderId);
    if (order === undefined) throw new OrderNotFound();
    return order;
  }
}
