import { Injectable } from '@nestjs/common';
import { CartFacade, type CartSnapshot, type CheckOutCartInput } from '#cart';
import { InventoryFacade } from '#inventory';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Money } from '#shared-kernel';
import { destinationOf } from '../domain/destination.js';
import type { CartId, CustomerId } from '../domain/ids.js';
import { GuestCheckoutOff } from '../domain/order.errors.js';
import { Order } from '../domain/order.js';
import { Orders } from '../domain/orders.js';
import { mustCostWhatWasSeen } from '../domain/price-check.js';
import type { ShippingAddress } from '../domain/shipping.js';
import { PriceCart } from './price-cart.js';

export interface PlaceOrderInput {
  /** Null for a guest. */
  customerId: CustomerId | null;
  email: string;
  locale: string;
  cart: CheckOutCartInput;
  shippingAddress: ShippingAddress;
  shippingMethodId: string;
  /** What the shopper has agreed to pay; without it each line must cost what the cart showed. */
  expectedTotal?: Money | undefined;
  note: string | null;
}

/** A cart becomes an order, and its goods are held until the order is paid or the hold runs out. */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly carts: CartFacade,
    private readonly priceCart: PriceCart,
    private readonly orders: Orders,
    private readonly inventory: InventoryFacade,
    private readonly config: Config,
  ) {}

  /**
   * @throws GuestCheckoutOff, UnknownRegion, NotSellable, PriceChanged, ShippingNotAvailable;
   * the cart's CartNotFound, CartEmpty and CartCheckedOut; inventory's OutOfStock
   */
  async execute(input: PlaceOrderInput): Promise<Order> {
    const { customerId, email, locale, shippingAddress, note } = input;
    if (customerId === null && this.config.shop.checkout !== 'guests') throw new GuestCheckoutOff();
    const to = destinationOf(shippingAddress.country, shippingAddress.region, 'shippingAddress.region');
    const { holdMinutes } = this.config.ordering;
    return this.unitOfWork.run(async () => {
      const cart = await this.carts.checkOut(input.cart);
      // Asked at the same time, which is one trip to the database.
      const [priced, { number, now }] = await Promise.all([
        this.priceCart.execute(cart, to, input.shippingMethodId),
        this.orders.open(),
      ]);
      mustCostWhatWasSeen(priced, { expectedTotal: input.expectedTotal, unitPrices: seenPrices(cart) });
      const order = Order.place({
        number,
        customerId,
        cartId: cart.cartId as CartId,
        email,
        locale,
        priced,
        shippingAddress: { ...shippingAddress, ...to },
        note,
        placedAt: now,
        holdMinutes,
      });
      await this.orders.add(order);
      // Last: the stock rows are the ones that everybody waits for.
      await this.inventory.reserve({ orderId: order.id, lines: order.lines, minutes: holdMinutes });
      return order;
    });
  }
}

function seenPrices({ lines }: CartSnapshot): Map<string, Money> {
  return new Map(lines.map(({ variantId, seenUnitPrice }) => [variantId, Money.fromJson(seenUnitPrice)]));
}
