import type { Cart, CartId } from '../domain/cart.js';
import { CartNotFound } from '../domain/cart.errors.js';

/** Who shops: a customer, whose cart is found by the account, or a guest, who has shown the token of a cart. */
export type Shopper = { customerId: string } | { guestCartId: CartId };

/** Where carts come from: the repository, which locks them, or the queries, which do not. */
export interface CartSource<Found> {
  get(id: CartId): Promise<Found | undefined>;
  openOf(customerId: string): Promise<Found | undefined>;
}

/**
 * The shopper's cart; undefined for a customer who has none yet.
 * @throws CartNotFound for a guest's token whose cart is gone, or belongs to a customer by now
 */
export async function cartOf<Found extends Pick<Cart, 'customerId'>>(
  shopper: Shopper,
  source: CartSource<Found>,
): Promise<Found | undefined> {
  if ('customerId' in shopper) return source.openOf(shopper.customerId);
  const cart = await source.get(shopper.guestCartId);
  if (cart?.customerId !== null) throw new CartNotFound();
  return cart;
}

/** The same for those who want to change what must be there. @throws CartNotFound */
export async function existingCartOf<Found extends Pick<Cart, 'customerId'>>(
  shopper: Shopper,
  source: CartSource<Found>,
): Promise<Found> {
  const cart = await cartOf(shopper, source);
  if (cart === undefined) throw new CartNotFound();
  return cart;
}
