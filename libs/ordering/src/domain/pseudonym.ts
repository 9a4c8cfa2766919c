import type { ShippingAddress } from './shipping.js';

/** Nobody's: the domain `invalid` is never given to anybody (RFC 2606). */
export const nobodysEmail = 'erased@erased.invalid';

/**
 * What is left of an address when nobody may know any more whose it was. Country and region say which tax was due; the beginning of the
 * postal code says where the shop sells, and is short enough to be a town's rather than a street's.
 */
export function withoutPerson({ country, region, postalCode }: ShippingAddress): ShippingAddress {
  return {
    name: 'Erased',
    company: null,
    line1: '',
    line2: null,
    city: '',
    region,
    postalCode: beginningOf(postalCode),
    country,
    phone: null,
  };
}

/** Three characters at most, and never more than half of the code. */
function beginningOf(postalCode: string): string {
  const code = Array.from(postalCode.trim());
  return code.slice(0, Math.min(3, Math.floor(code.length / 2))).join('');
}
