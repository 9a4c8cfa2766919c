import type { MoneyJson } from '#shared-kernel';
import type { ShippingAddress } from '../domain/shipping.js';

export interface ImportedRegion {
  /** Of a region that an earlier import has made; without it a new one is made. */
  id?: string | undefined;
  name: string;
  /** ISO 3166-1, two capital letters. */
  countries: readonly string[];
  isRestOfWorld: boolean;
}

export interface KeptRegion {
  id: string;
  /** Countries that it could not have, since another region serves them. */
  servedByOthers: readonly string[];
  /** It should take the rest of the world, but another region does. */
  isRestTaken: boolean;
  /** Countries, and the rest of the world, that have come to it now. */
  gained: number;
}

export interface ImportedMethod {
  id?: string | undefined;
  regionId: string;
  name: string;
  price: MoneyJson;
  minDays: number;
  maxDays: number;
  position: number;
}

export interface ImportedTaxChoice {
  id?: string | undefined;
  label: string;
  basisPoints: number;
  position: number;
}

export interface PastOrderLine {
  variantId: string | undefined;
  productId: string | undefined;
  productSlug: string;
  sku: string;
  name: string;
  variantName: string;
  imageUrl: string | null;
  quantity: number;
  unitPrice: MoneyJson;
}

/** An order that another system has taken and dealt with. */
export interface PastOrder {
  /** Null: it is nobody's account, and no customer sees it. */
  customerId: string | null;
  /** Empty if nobody knows it. */
  email: string;
  status: 'paid' | 'fulfilled' | 'cancelled';
  placedAt: Date;
  fulfilledAt: Date | null;
  currency: string;
  lines: readonly PastOrderLine[];
  shipping: {
    methodId: string | undefined;
    name: string;
    minDays: number;
    maxDays: number;
    price: MoneyJson;
  };
  /** On the goods, reckoned on their sum. */
  tax: { label: string; basisPoints: number };
  shippingAddress: ShippingAddress;
  note: string;
}

/**
 * For moving into this shop from another one: what it shipped for and where, and what it has sold. Works only inside a unit of work.
 * Nothing of it is told by events: no stock moves, no mail is sent, nobody is asked to pay.
 */
export abstract class OrderingImport {
  /** @param takeOver takes countries away from the regions that have them */
  abstract keepRegion(region: ImportedRegion, options: { takeOver: boolean }): Promise<KeptRegion>;

  abstract keepMethod(method: ImportedMethod): Promise<{ id: string }>;

  /** A rate for staff to choose from; not charged anywhere until then. */
  abstract keepTaxChoice(choice: ImportedTaxChoice): Promise<{ id: string }>;

  /** @returns the orders' ids, in their order. Each gets a number of ours. */
  abstract addPastOrders(orders: readonly PastOrder[]): Promise<string[]>;
}
