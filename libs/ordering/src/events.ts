/**
 * Amounts are integers in the minor unit of the `currency` beside them; ids are UUIDs, times ISO 8601 in UTC. Sensitive is what names a
 * person: its payload goes as soon as everybody has had it.
 */
export interface OrderPlaced {
  type: 'ordering.order-placed';
  sensitive: true;
  payload: {
    orderId: string;
    number: string;
    /** Null for guests, here and in the other events. */
    customerId: string | null;
    email: string;
    total: number;
    currency: string;
    lines: OrderedItem[];
  };
}

/** The money is there. Holds all that a confirmation needs, so that nobody has to ask back. */
export interface OrderPaid {
  type: 'ordering.order-paid';
  sensitive: true;
  payload: {
    orderId: string;
    number: string;
    customerId: string | null;
    email: string;
    /** BCP 47, as the shopper's browser asked. */
    locale: string;
    placedAt: string;
    paidAt: string;
    paymentId: string;
    currency: string;
    lines: PaidLine[];
    totals: OrderAmounts;
    shippingAddress: EventAddress;
    /** The method's name, e.g. "Standard". */
    shippingMethod: string;
    /** In the mail's link: opens the page of the order, for reading alone. */
    pageToken: string;
  };
}

/** Nobody paid in time. The stock and the cart are free again. */
export interface OrderExpired {
  type: 'ordering.order-expired';
  sensitive: true;
  payload: EndedOrder;
}

export interface OrderCancelled {
  type: 'ordering.order-cancelled';
  sensitive: true;
  payload: EndedOrder;
}

/** A payment succeeded that the order can't take: it must be refunded in full. The order itself is unchanged. */
export interface PaymentNotAccepted {
  type: 'ordering.payment-not-accepted';
  payload: {
    orderId: string;
    number: string;
    paymentId: string;
    /** `out-of-stock`: the order had ended and its goods are gone. `already-paid`: another payment was faster. */
    reason: 'out-of-stock' | 'already-paid';
  };
}

/** A payment succeeded with another amount or currency than the order's. Nothing is refunded or sent: staff decide. */
export interface PaymentHeld {
  type: 'ordering.payment-held';
  payload: {
    orderId: string;
    number: string;
    paymentId: string;
    expected: { amount: number; currency: string };
    received: { amount: number; currency: string };
  };
}

export interface OrderedItem {
  variantId: string;
  productId: string;
  quantity: number;
}

export interface PaidLine extends OrderedItem {
  sku: string;
  name: string;
  variantName: string;
  unitPrice: number;
  /** Unit price times quantity, less the line's discount, before tax. */
  lineTotal: number;
}

/** `total` is `subtotal - discount + shipping + tax`. */
export interface OrderAmounts {
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

export interface EventAddress {
  name: string;
  company: string | null;
  line1: string;
  line2: string | null;
  city: string;
  /** State or province. */
  region: string | null;
  postalCode: string;
  /** ISO 3166-1, two letters. */
  country: string;
  phone: string | null;
}

export interface EndedOrder {
  orderId: string;
  number: string;
  customerId: string | null;
  email: string;
  reason: string;
  lines: OrderedItem[];
}

/** These orders no longer say whose they were: whoever has copied that forgets it, too. */
export interface OrdersPseudonymised {
  type: 'ordering.orders-pseudonymised';
  payload: { orderIds: string[] };
}
