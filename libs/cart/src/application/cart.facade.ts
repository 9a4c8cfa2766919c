import { Injectable } from '@nestjs/common';
import type { MoneyJson } from '#shared-kernel';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Signer } from '#platform/security/signer.js';
import type { CartId, CartState } from '../domain/cart.js';
import { CartCheckedOut, CartEmpty, CartNotFound } from '../domain/cart.errors.js';
import { Carts } from '../domain/carts.js';
import { CartQueries } from '../queries/cart.queries.js';
import { existingCartOf, type CartSource, type Shopper } from './shopper.js';

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
@Injectable()
export class CartFacade {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly queries: CartQueries,
    private readonly signer: Signer,
  ) {}

  /**
   * Locks the cart and takes it out of the shopper's hands: open → checked-out. What a customer has saved for later goes to a new cart.
   * @throws CartNotFound (also for somebody else's cart), CartEmpty, CartCheckedOut if it has been ordered before
   */
  checkOut(input: CheckOutCartInput): Promise<CartSnapshot> {
    return this.unitOfWork.run(async () => {
      const cart = await this.cartToOrder(input, this.carts);
      const next = cart.checkOut();
      await this.carts.save(cart);
      if (next !== undefined) await this.carts.add(next);
      return snapshot(cart);
    });
  }

  /**
   * The same lines without a lock and without taking the cart: what a quote is made from.
   * @throws CartNotFound, CartEmpty, CartCheckedOut
   */
  async preview(input: CheckOutCartInput): Promise<CartSnapshot> {
    const cart = await this.cartToOrder(input, this.queries);
    if (cart.status !== 'open') throw new CartCheckedOut();
    const lines = snapshot(cart);
    if (lines.lines.length === 0) throw new CartEmpty();
    return lines;
  }

  /**
   * The order has expired or was cancelled: the shopper has the lines back, a customer who has begun another cart in that one.
   * Never refuses; repeating it changes nothing.
   */
  async reopen(cartId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const cart = await this.carts.get(cartId as CartId);
      if (cart?.status !== 'checked-out') return; // told twice, or paid after all
      const current = cart.customerId === null ? undefined : await this.carts.openOf(cart.customerId);
      if (current === undefined) cart.reopen();
      else current.takeBack(cart);
      await this.carts.save(cart);
      if (current !== undefined) await this.carts.save(current);
    });
  }

  /**
   * The order is paid: the cart has done its work. Never refuses; repeating it changes nothing, and a cart that was reopened
   * since is left to its shopper.
   */
  async close(cartId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const cart = await this.carts.get(cartId as CartId);
      if (cart === undefined) return; // cleaned up long after it was closed
      cart.close();
      await this.carts.save(cart);
    });
  }

  private async cartToOrder<Found extends CartState>(
    { cartId, customerId, token }: CheckOutCartInput,
    source: CartSource<Found>,
  ): Promise<Found> {
    if (customerId !== undefined) {
      const own = await (cartId === undefined ? source.openOf(customerId) : source.get(cartId as CartId));
      if (own?.customerId === customerId) return own;
    }
    if (token === undefined) throw new CartNotFound();
    const guest: Shopper = { guestCartId: this.signer.verify('cart', token) as CartId };
    if (cartId !== undefined && cartId !== guest.guestCartId) throw new CartNotFound();
    return existingCartOf(guest, source);
  }
}

function snapshot({ id, currency, lines }: CartState): CartSnapshot {
  return {
    cartId: id,
    currency,
    lines: lines
      .filter((line) => !line.savedForLater)
      .map(({ variantId, quantity, seenUnitPrice }) => ({
        variantId,
        quantity,
        seenUnitPrice: seenUnitPrice.toJSON(),
      })),
  };
}
