/** The parts of the API's answers that the demo reads. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface Department {
  readonly slug: string;
  readonly name: string;
}

type StockState = 'in-stock' | 'low' | 'sold-out';

export interface ProductSummary {
  readonly slug: string;
  readonly name: string;
  readonly price: Money;
  readonly stockState: StockState;
}

export interface Variant {
  readonly id: string;
  readonly sku: string;
  readonly stockState: StockState;
}

export interface Product extends ProductSummary {
  readonly variants: readonly Variant[];
}

export interface List<Item> {
  readonly items: readonly Item[];
}

export interface Totals {
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly total: Money;
}

export interface Cart {
  readonly id: string;
  readonly token?: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly lineTotal: Money;
  }[];
  readonly totals: Totals;
}

export interface ShippingMethod {
  readonly id: string;
  readonly name: string;
}

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly totals: Totals;
}

export interface Payment {
  readonly id: string;
  readonly status: string;
  readonly clientSecret?: string;
}

export interface Session {
  readonly accessToken: string;
}

/** The sample shop sells in dollars; every currency of the demo has cents. */
export function price({ amount, currency }: Money): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(amount / 100);
}
