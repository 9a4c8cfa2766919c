import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Signer } from '#platform/security/signer.js';
import type { Cart, CartId } from '../domain/cart.js';
import { CartNotFound } from '../domain/cart.errors.js';
import { Carts } from '../domain/carts.js';
import type { CartView } from '../queries/cart.views.js';
import { presentCart } from '../queries/present-cart.js';
import { Market } from './market.js';

/** A guest has signed in: what they put into their cart is the customer's now. */
@Injectable()
export class ClaimCart {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly market: Market,
    private readonly signer: Signer,
    private readonly config: Config,
  ) {}

  /**
   * Repeating it changes nothing.
   * @throws InvalidToken, CartNotFound (also if another customer has claimed it), CartCheckedOut, TooManyLines
   */
  async execute({ customerId, token }: { customerId: string; token: string }): Promise<CartView> {
    const guestCartId = this.signer.verify('cart', token) as CartId;
    const cart = await this.unitOfWork.run(() => this.claim(guestCartId, customerId));
    return presentCart(cart, await this.market.offersFor(cart));
  }

  private async claim(guestCartId: CartId, customerId: string): Promise<Cart> {
    const guests = await this.carts.get(guestCartId);
    if (guests === undefined || (guests.customerId !== null && guests.customerId !== customerId))
      throw new CartNotFound();
    const own = await this.carts.openOrStart(customerId, this.config.shop.currency);
    if (guests.customerId === customerId) return own; // claimed before
    own.absorb(guests);
    await this.carts.save(guests);
    await this.carts.save(own);
    return own;
  }
}
