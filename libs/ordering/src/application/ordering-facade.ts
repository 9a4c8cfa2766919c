import type { OrderStatus } from '../domain/order-status.js';

/** Who asks for an order: its customer, or whoever holds its token. With neither, every order is unknown. */
export interface OrderAccess {
  principal?: { readonly id: string } | undefined;
  /** The `Order-Token` header as it came. */
  orderToken?: string | undefined;
}

/** What a payment needs to know of an order. */
export interface PayableOrder {
  readonly orderId: string;
  readonly number: string;
  readonly customerId: string | null;
  readonly email: string;
  readonly status: OrderStatus;
  /** The total, in minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Null when nothing is held with a time limit: after payment, after the end, and while staff look at it. */
  readonly holdExpiresAt: Date | null;
  /** Pending, its hold not over by the database's clock, and nothing about it waiting for staff. */
  readonly isPayable: boolean;
}

/** What other contexts may ask of ordering. Everything joins the caller's unit of work; unknown ids are `OrderNotFound`. */
export abstract class OrderingFacade {
  /** The order, if the one who asks may see it. @throws OrderNotFound, for foreign ones too */
  abstract payable(orderId: string, access: OrderAccess): Promise<PayableOrder>;

  /** Without asking who wants to know: for jobs. */
  abstract find(orderId: string): Promise<PayableOrder | undefined>;

  /** The ids of a customer's orders, page by page. */
  abstract idsOf(customerId: string): AsyncIterable<string[]>;

  /** Orders that are pending although their hold has run out by the database's clock, the oldest first. */
  abstract overdue(limit: number): Promise<string[]>;

  /**
   * Nobody paid in time: frees the stock and the cart. No effect on an order that has expired already.
   * Ask Stripe first: a payment that can still succeed must be ended before.
   * @throws OrderNotFound, HoldNotOver, OrderTransitionRefused (paid or cancelled), OrderUnderReview
   */
  abstract expire(orderId: string): Promise<void>;

  /**
   * Frees the stock and the cart of a pending order. No effect on an order that has been cancelled already. Ask Stripe first.
   * @throws OrderNotFound, OrderTransitionRefused (paid or expired), OrderUnderReview
   */
  abstract cancel(orderId: string, by: { actor: string; reason: string }): Promise<void>;
}
