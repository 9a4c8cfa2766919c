import { Money, newId } from '#shared-kernel';
import { destinationOf } from '../domain/destination.js';
import type {
  CartId,
  CustomerId,
  PaymentId,
  ProductId,
  ShippingMethodId,
  ShippingRegionId,
  VariantId,
} from '../domain/ids.js';
import { drawOrderNumber } from '../domain/order-number.js';
import type { OrderStatus } from '../domain/order-status.js';
import { Order, type NewOrder } from '../domain/order.js';
import { priceOrder, type Item } from '../domain/pricing.js';
import type { ShippingAddress } from '../domain/shipping.js';
import { Tariffs, type ShippingMethod, type ShippingRegion } from '../domain/tariffs.js';

export const usd = (amount: number): Money => Money.of(amount, 'USD');
export const aPayment = (): PaymentId => newId<PaymentId>();

const domestic: ShippingRegion = {
  id: newId<ShippingRegionId>(),
  code: 'us',
  name: 'United States',
  countries: ['US'],
  isRestOfWorld: false,
};
const elsewhere: ShippingRegion = {
  id: newId<ShippingRegionId>(),
  code: 'world',
  name: 'Rest of the world',
  countries: [],
  isRestOfWorld: true,
};

export const standardShipping: ShippingMethod = {
  id: newId<ShippingMethodId>(),
  regionId: domestic.id,
  code: 'standard',
  name: 'Standard',
  price: usd(599),
  minDays: 3,
  maxDays: 5,
};
export const worldShipping: ShippingMethod = {
  ...standardShipping,
  id: newId<ShippingMethodId>(),
  regionId: elsewhere.id,
  price: usd(1999),
};

/** California taxes goods alone, Texas the shipping too, Oregon nothing. */
export const someTariffs = new Tariffs(
  [domestic, elsewhere],
  [standardShipping, worldShipping],
  [
    {
      country: 'US',
      region: 'CA',
      taxClass: 'standard',
      label: 'Sales tax (CA)',
      basisPoints: 725,
      taxesShipping: false,
    },
    {
      country: 'US',
      region: 'CA',
      taxClass: 'books',
      label: 'Sales tax on books (CA)',
      basisPoints: 100,
      taxesShipping: false,
    },
    {
      country: 'US',
      region: 'TX',
      taxClass: 'standard',
      label: 'Sales tax (TX)',
      basisPoints: 625,
      taxesShipping: true,
    },
    {
      country: 'DE',
      region: '',
      taxClass: 'standard',
      label: 'VAT (DE)',
      basisPoints: 1900,
      taxesShipping: true,
    },
  ],
);

export const inCalifornia: ShippingAddress = {
  name: 'Ada Byron',
  company: null,
  line1: '12 Elm Street',
  line2: null,
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
  phone: null,
};

export function anItem(item: Partial<Item> = {}): Item {
  return {
    variantId: newId<VariantId>(),
    productId: newId<ProductId>(),
    productSlug: 'desk-lamp',
    sku: 'LAMP-BRASS',
    name: 'Desk lamp',
    variantName: 'Brass',
    imageUrl: '/images/lamp.svg',
    taxClass: 'standard',
    unitPrice: usd(1999),
    quantity: 1,
    ...item,
  };
}

export interface OrderWishes extends Partial<Omit<NewOrder, 'priced'>> {
  items?: readonly Item[];
  /** As if it had been loaded in that state. */
  status?: OrderStatus;
}

/** An order of one lamp by a guest in California; say what matters. */
export function anOrder({ items = [anItem()], status, ...wishes }: OrderWishes = {}): Order {
  const shippingAddress = wishes.shippingAddress ?? inCalifornia;
  const to = destinationOf(shippingAddress.country, shippingAddress.region, 'region');
  const order = Order.place({
    number: drawOrderNumber(),
    customerId: null,
    cartId: newId<CartId>(),
    email: 'ada@example.test',
    locale: 'en-US',
    priced: priceOrder({ items, to, shippingMethod: standardShipping, tariffs: someTariffs }),
    shippingAddress,
    note: null,
    placedAt: new Date('2026-03-01T09:00:00.000Z'),
    holdMinutes: 30,
    ...wishes,
  });
  if (status === undefined) return order;
  order.releaseEvents();
  order.releaseTransitions();
  return Object.assign(order, {
    currentStatus: status,
    currentHold: status === 'pending' ? order.holdExpiresAt : null,
  });
}

export const aCustomer = (): CustomerId => newId<CustomerId>();
