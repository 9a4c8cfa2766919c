import type { Principal } from '#platform/auth/principal.js';
import { Money } from '#shared-kernel';
import type { PlaceOrderInput } from '../application/place-order.js';
import type { ShippingAddress } from '../domain/shipping.js';
import { buyerOf, cartOf } from './buyer.js';
import type { PlaceOrderRequest, ShippingAddressRequest } from './checkout.dto.js';
import { localeOf } from './locale.js';

/** What a request is made by and from. */
export interface Caller {
  principal: Principal | undefined;
  cartToken: string | undefined;
  acceptLanguage?: string | undefined;
}

/** @throws ValidationFailed, Forbidden */
export function placeOrderInput(
  { principal, cartToken, acceptLanguage }: Caller,
  request: PlaceOrderRequest,
): PlaceOrderInput {
  const { expectedTotal } = request;
  return {
    ...buyerOf(principal, request.email ?? undefined),
    locale: localeOf(acceptLanguage),
    cart: cartOf(principal, cartToken),
    shippingAddress: shippingAddress(request.shippingAddress),
    shippingMethodId: request.shippingMethodId.toLowerCase(),
    expectedTotal: expectedTotal ? Money.fromJson(expectedTotal) : undefined,
    note: request.note ?? null,
  };
}

function shippingAddress(request: ShippingAddressRequest): ShippingAddress {
  const { name, company, line1, line2, city, region, postalCode, country, phone } = request;
  return {
    name,
    company: company ?? null,
    line1,
    line2: line2 ?? null,
    city,
    region: region ?? null,
    postalCode,
    country: country.toUpperCase(),
    phone: phone ?? null,
  };
}
