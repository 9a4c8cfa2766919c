/** Amounts are integers in the minor unit of `currency`. */
export interface OrderConfirmation {
  readonly orderId: string;
  readonly number: string;
  readonly locale: string;
  readonly placedAt: string;
  readonly currency: string;
  readonly lines: readonly {
    readonly name: string;
    readonly variantName: string;
    readonly quantity: number;
    readonly unitPrice: number;
    readonly lineTotal: number;
  }[];
  readonly totals: {
    readonly subtotal: number;
    readonly discount: number;
    readonly shipping: number;
    readonly tax: number;
    readonly total: number;
  };
  readonly addressLines: readonly string[];
  readonly shippingMethod: string;
  /** Opens the order without an account; null for customers, who sign in. */
  readonly pageToken: string;
}
