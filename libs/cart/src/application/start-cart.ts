import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Cart } from '../domain/cart.js';
import { Carts } from '../domain/carts.js';
import type { CartView } from '../queries/cart.views.js';
import { presentCart } from '../queries/present-cart.js';
import { Market } from './market.js';

/** A new cart for a guest; for a customer the open one, since there is never a second. */
@Injectable()
export class StartCart {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: Carts,
    private readonly market: Market,
    private readonly config: Config,
  ) {}

  async execute(customerId: string | undefined): Promise<CartView> {
    const cart = await this.unitOfWork.run(() => this.start(customerId ?? null));
    return presentCart(cart, await this.market.offersFor(cart));
  }

  private async start(customerId: string | null): Promise<Cart> {
    const { currency } = this.config.shop;
    if (customerId !== null) return this.carts.openOrStart(customerId, currency);
    const cart = Cart.start({ currency, customerId });
    await this.carts.add(cart);
    return cart;
  }
}
