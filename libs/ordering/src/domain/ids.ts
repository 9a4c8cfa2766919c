import type { Id } from '#shared-kernel';

export type OrderId = Id<'Order'>;
export type ShippingRegionId = Id<'ShippingRegion'>;
export type ShippingMethodId = Id<'ShippingMethod'>;

// Other contexts' things, known here by their ids alone.
export type CustomerId = Id<'Customer'>;
export type CartId = Id<'Cart'>;
export type PaymentId = Id<'Payment'>;
export type VariantId = Id<'Variant'>;
export type ProductId = Id<'Product'>;
