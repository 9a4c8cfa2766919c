import { beforeEach, describe, expect, it } from '@jest/globals';
import { CartCheckedOut, CartEmpty } from '#cart';
import { OutOfStock } from '#inventory';
import { Money } from '#shared-kernel';
import { InMemoryShop } from '../testing/in-memory-shop.js';
import { aCustomer, inCalifornia, standardShipping, usd, worldShipping } from '../testing/order.builder.js';
import {
  GuestCheckoutOff,
  NotSellable,
  PriceChanged,
  ShippingNotAvailable,
  UnknownRegion,
} from '../domain/order.errors.js';
import { PlaceOrder, type PlaceOrderInput } from './place-order.js';

let shop: InMemoryShop;
let placeOrder: PlaceOrder;
let lamp: string;

const inShop = (checkout: 'guests' | 'customers' = 'guests'): PlaceOrder =>
  new PlaceOrder(
    shop.unitOfWork,
    shop.carts,
    shop.priceCart,
    shop.orders,
    shop.inventory,
    shop.config(checkout),
  );

const ordering = (cartId: string, wishes: Partial<PlaceOrderInput> = {}): PlaceOrderInput => ({
  customerId: null,
  email: 'ada@example.test',
  locale: 'en-GB',
  cart: { cartId },
  shippingAddress: inCalifornia,
  shippingMethodId: standardShipping.id,
  note: null,
  ...wishes,
});

beforeEach(() => {
  shop = new InMemoryShop();
  placeOrder = inShop();
  lamp = shop.sells('LAMP', { cents: 1999, stock: 10 });
});

describe('placing an order', () => {
  it('makes an order of the cart, holds the goods and takes the cart', async () => {
    const cart = shop.hasCart([lamp, 3]);
    const order = await placeOrder.execute(ordering(cart));
    expect(order.status).toBe('pending');
    expect(order.totals.total).toEqual(usd(3 * 1999 + 599 + 435));
    expect(order.holdExpiresAt).toEqual(new Date('2026-03-01T09:30:00.000Z'));
    expect(shop.available(lamp)).toBe(7);
    expect(shop.hold(order.id)).toBe('held');
    expect(shop.cartStatus(cart)).toBe('checked-out');
    expect(shop.orders.one().number).toBe(order.number);
    expect(shop.orders.eventsOf('ordering.order-placed')).toHaveLength(1);
  });

  it('keeps the region in the form in which its tax is looked up', async () => {
    const shippingAddress = { ...inCalifornia, region: 'ca ' };
    const order = await placeOrder.execute(ordering(shop.hasCart([lamp, 1]), { shippingAddress }));
    expect(order.shippingAddress.region).toBe('CA');
    expect(order.totals.tax).toEqual(usd(145));
  });

  describe('refuses', () => {
    const refused = async (input: PlaceOrderInput, as: new (...args: never[]) => Error): Promise<Error> => {
      const before = shop.available(lamp);
      const error = await placeOrder.execute(input).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(as);
      expect(shop.available(lamp)).toBe(before);
      expect(shop.orders.rows.size).toBe(0);
      expect(shop.orders.events).toEqual([]);
      return error as Error;
    };

    it('an empty cart', async () => {
      await refused(ordering(shop.hasCart()), CartEmpty);
    });

    it('a cart that has been ordered', async () => {
      const cart = shop.hasCart([lamp, 1]);
      await placeOrder.execute(ordering(cart));
      await expect(placeOrder.execute(ordering(cart))).rejects.toThrow(CartCheckedOut);
      expect(shop.orders.rows.size).toBe(1);
    });

    it('what is no longer sold, by name, and gives the cart back', async () => {
      const gone = shop.sells('VASE');
      const cart = shop.hasCart([lamp, 1], [gone, 1]);
      shop.variants.delete(gone);
      const error = await refused(ordering(cart), NotSellable);
      expect((error as NotSellable).details).toEqual([
        expect.objectContaining({ field: 'lines.1.variantId', code: 'not-sellable' }),
      ]);
      expect(shop.cartStatus(cart)).toBe('open');
    });

    it('what is priced in another currency', async () => {
      await refused(ordering(shop.hasCart([shop.sells('VASE', { currency: 'EUR' }), 1])), NotSellable);
    });

    it('a price that has changed since the shopper saw it', async () => {
      const cart = shop.hasCart([lamp, 1]);
      shop.changesPrice(lamp, 2199);
      const error = await refused(ordering(cart), PriceChanged);
      expect((error as PriceChanged).details).toContainEqual({
        field: 'totals.total',
        code: 'current',
        message: `${2199 + 599 + 159} USD`,
      });
      expect(shop.cartStatus(cart)).toBe('open');
    });

    it('a total that is not the one agreed to', async () => {
      const expectedTotal = Money.of(2742, 'USD');
      await refused(ordering(shop.hasCart([lamp, 1]), { expectedTotal }), PriceChanged);
    });

    it('a shipping method that does not go there', async () => {
      const shippingMethodId = worldShipping.id;
      await refused(ordering(shop.hasCart([lamp, 1]), { shippingMethodId }), ShippingNotAvailable);
    });

    it('a state that is none', async () => {
      const shippingAddress = { ...inCalifornia, region: 'California' };
      await refused(ordering(shop.hasCart([lamp, 1]), { shippingAddress }), UnknownRegion);
    });

    it('more than is there, and gives the cart back', async () => {
      const cart = shop.hasCart([lamp, 11]);
      await refused(ordering(cart), OutOfStock);
      expect(shop.cartStatus(cart)).toBe('open');
    });

    it('guests, in a shop for customers', async () => {
      const cart = shop.hasCart([lamp, 1]);
      const shopForCustomers = inShop('customers');
      await expect(shopForCustomers.execute(ordering(cart))).rejects.toThrow(GuestCheckoutOff);
      await shopForCustomers.execute(ordering(cart, { customerId: aCustomer() }));
      expect(shop.orders.rows.size).toBe(1);
    });
  });

  it('goes ahead at a changed price that the shopper has agreed to', async () => {
    const cart = shop.hasCart([lamp, 1]);
    shop.changesPrice(lamp, 2199);
    const order = await placeOrder.execute(ordering(cart, { expectedTotal: usd(2957) }));
    expect(order.totals.total).toEqual(usd(2957));
  });
});
