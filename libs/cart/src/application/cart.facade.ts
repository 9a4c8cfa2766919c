import type { MoneyJson } from '#shared-kernel';

/** Who wants to order from a cart: the customer whose cart it is, or a guest with the cart's token. */
export interface CheckOutCartInput {
  /** Left out: the customer's open cart, or else the one that the token is for. */
  cartId?: string;
  customerId?: string;
  token?: string;
}

/** The lines to be ordered; what was saved for later is not among them. */
export interface CartSnapshot {
  cartId: string;
  currency: string;
  lines: readonly {
    variantId: string;
    quantity: number;
    /** What the shopper was shown when the line was last put in or changed; the catalogue's price may be another by now. */
    seenUnitPrice: MoneyJson;
  }[];
}

/** What ordering may ask of carts. Each method joins the caller's unit of work, or runs in one of its own. */
export abstract class CartFacade {
  /**
   * Locks the cart and takes it out of the shopper's hands: open → checked-out.
   * @throws CartNotFound (also for somebody else's cart), CartEmpty, CartCheckedOut if it has been ordered before
   */
  abstract checkOut(input: CheckOutCartInput): Promise<CartSnapshot>;

  /** The same lines without a lock and without taking the cart: what a quote is made from. @throws CartNotFound, CartEmpty */
  abstract preview(input: CheckOutCartInput): Promise<CartSnapshot>;

  /** The order has expired or was cancelled: the shopper has the lines back. Never refuses; repeating it changes nothing. */
  abstract reopen(cartId: string): Promise<void>;

  /** The order is paid: the cart has done its work. Never refuses; repeating it changes nothing. */
  abstract close(cartId: string): Promise<void>;
}
