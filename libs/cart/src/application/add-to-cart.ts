import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Cart } from '../domain/cart.js';
import { Carts } from '../domain/carts.js';
import type { CartView } from '../queries/cart.views.js';
import { presentCart } from '../queries/present-cart.js';
import { Market } from './market.js';
import { cartOf, type Shopper } from './shopper.js';

export interface AddToCartInput {
  /** Undefined for a guest without a cart: one is started. */
  shopper: Shopper | undefined;
  variantId: string;
  quantity: number;
}

/** The busiest write of the shop: cart, catalogue, stock, line, in one transaction of three trips to the database. */
@Injectable()
export class AddToCart {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly market: Market,
    private readonly config: Config,
  ) {}

  /** @throws CartNotFound, CartCheckedOut, ArticleNotSold, OutOfStock, InvalidQuantity, TooManyLines */
  execute({ shopper, variantId, quantity }: AddToCartInput): Promise<CartView> {
    return this.unitOfWork.run(async () => {
      const found = shopper === undefined ? undefined : await this.cartOf(shopper);
      const cart = found ?? Cart.start({ currency: this.config.shop.currency, customerId: null });
      const offers = await this.market.offersFor(cart, variantId);
      cart.put(offers.article(variantId), quantity);
      offers.mustBeAvailable(variantId, cart.quantityOf(variantId));
      await (found === undefined ? this.carts.add(cart) : this.carts.save(cart));
      return presentCart(cart, offers);
    });
  }

  private async cartOf(shopper: Shopper): Promise<Cart | undefined> {
    if ('customerId' in shopper) return this.carts.openOrStart(shopper.customerId, this.config.shop.currency);
    return cartOf(shopper, this.carts);
  }
}
