import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Cart } from '../domain/cart.js';
import { Carts } from '../domain/carts.js';
import type { CartView } from '../queries/cart.views.js';
import { presentCart } from '../queries/present-cart.js';
import { Market, type Offers } from './market.js';
import { existingCartOf, type Shopper } from './shopper.js';

export interface ChangeCartLineInput {
  shopper: Shopper;
  variantId: string;
  /** Pieces; undefined leaves them. The price shown today counts as seen when it is given. */
  quantity?: number | undefined;
  /** Puts the line aside (true) or back into the cart (false); undefined leaves it where it is. */
  savedForLater?: boolean | undefined;
}

@Injectable()
export class ChangeCartLine {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly market: Market,
  ) {}

  /** @throws CartNotFound, CartCheckedOut, CartLineNotFound, ArticleNotSold, OutOfStock, InvalidQuantity */
  execute({ shopper, ...change }: ChangeCartLineInput): Promise<CartView> {
    return this.unitOfWork.run(async () => {
      const cart = await existingCartOf(shopper, this.carts);
      const offers = await this.market.offersFor(cart);
      const before = cart.quantityOf(change.variantId);
      apply(change, cart, offers);
      const after = cart.quantityOf(change.variantId);
      // Fewer pieces are always welcome, also where the rest is still more than there are.
      if (after > before) offers.mustBeAvailable(change.variantId, after);
      await this.carts.save(cart);
      return presentCart(cart, offers);
    });
  }
}

function apply(
  { variantId, quantity, savedForLater }: Omit<ChangeCartLineInput, 'shopper'>,
  cart: Cart,
  offers: Offers,
): void {
  cart.mustHave(variantId);
  if (quantity !== undefined) cart.changeQuantity(offers.article(variantId), quantity);
  if (savedForLater === true) cart.saveForLater(variantId);
  if (savedForLater === false) cart.takeFromSaved(offers.article(variantId));
}
