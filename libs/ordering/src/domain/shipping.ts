import type { ShippingMethodId } from './ids.js';

export interface ShippingAddress {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  /** State or province. */
  readonly region: string | null;
  readonly postalCode: string;
  /** ISO 3166-1, two capital letters. */
  readonly country: string;
  readonly phone: string | null;
}

/** The method as it was chosen; its price is among the order's totals. */
export interface ChosenShipping {
  readonly id: ShippingMethodId;
  readonly name: string;
  /** Working days. */
  readonly minDays: number;
  readonly maxDays: number;
}
