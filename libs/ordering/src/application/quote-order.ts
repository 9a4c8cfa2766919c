import { Injectable } from '@nestjs/common';
import { CartFacade, type CheckOutCartInput } from '#cart';
import { destinationOf } from '../domain/destination.js';
import type { PricedOrder } from '../domain/pricing.js';
import { PriceCart } from './price-cart.js';

export interface QuoteOrderInput {
  cart: CheckOutCartInput;
  country: string;
  region: string | null;
  shippingMethodId: string;
}

/** What an order of this cart would cost. Changes nothing and promises nothing: its total is sent along as expectedTotal. */
@Injectable()
export class QuoteOrder {
  constructor(
    private readonly carts: CartFacade,
    private readonly priceCart: PriceCart,
  ) {}

  /** @throws UnknownRegion, NotSellable, ShippingNotAvailable; the cart's CartNotFound and CartEmpty */
  async execute({ cart, country, region, shippingMethodId }: QuoteOrderInput): Promise<PricedOrder> {
    const to = destinationOf(country, region, 'region');
    return this.priceCart.execute(await this.carts.preview(cart), to, shippingMethodId);
  }
}
