import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Carts } from '../domain/carts.js';
import type { CartView } from '../queries/cart.views.js';
import { presentCart } from '../queries/present-cart.js';
import { Market } from './market.js';
import { existingCartOf, type Shopper } from './shopper.js';

/** One article, or everything that is not saved for later. */
@Injectable()
export class RemoveFromCart {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly market: Market,
  ) {}

  /** @throws CartNotFound, CartCheckedOut, CartLineNotFound */
  async execute(shopper: Shopper, what: { variantId: string } | 'everything'): Promise<CartView> {
    const cart = await this.unitOfWork.run(async () => {
      const found = await existingCartOf(shopper, this.carts);
      if (what === 'everything') found.empty();
      else found.remove(what.variantId);
      await this.carts.save(found);
      return found;
    });
    return presentCart(cart, await this.market.offersFor(cart));
  }
}
