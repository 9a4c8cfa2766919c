import type { Cart, CartId } from './cart.js';

/** Carts are loaded locked, lines and all, so that two clicks of one shopper follow one another. */
export abstract class Carts {
  abstract get(id: CartId): Promise<Cart | undefined>;

  /** The one open cart of a customer. */
  abstract openOf(customerId: string): Promise<Cart | undefined>;

  /** The same, started if there is none; two at once get the same one. */
  abstract openOrStart(customerId: string, currency: string): Promise<Cart>;

  abstract add(cart: Cart): Promise<void>;

  /** Writes what has changed since the cart was loaded. */
  abstract save(cart: Cart): Promise<void>;
}
