import { Money } from '#shared-kernel';
import type { Destination } from './destination.js';
import type { ProductId, VariantId } from './ids.js';
import type { ShippingMethod, Tariffs, TaxRate } from './tariffs.js';

/** What is bought, in the words of the catalogue at this moment. */
export interface Item {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly productSlug: string;
  readonly sku: string;
  readonly name: string;
  readonly variantName: string;
  readonly imageUrl: string | null;
  readonly taxClass: string;
  readonly unitPrice: Money;
  readonly quantity: number;
}

export interface PricedLine extends Item {
  readonly discount: Money;
  /** Unit price times quantity, less the discount, before tax. */
  readonly lineTotal: Money;
  readonly tax: Money;
  readonly taxRate: TaxRate;
}

/** `total` is `subtotal - discount + shipping + tax`; `tax` is the lines' and the shipping's. */
export interface OrderTotals {
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly total: Money;
}

export interface PricedOrder {
  readonly lines: readonly PricedLine[];
  readonly shippingMethod: ShippingMethod;
  readonly shippingTax: Money;
  readonly shippingTaxRate: TaxRate;
  readonly totals: OrderTotals;
}

export interface PricingInput {
  readonly items: readonly Item[];
  readonly to: Destination;
  readonly shippingMethod: ShippingMethod;
  readonly tariffs: Tariffs;
}

/**
 * Prices are before tax. Tax is reckoned and rounded (half up) once per line and once for the shipping, and the
 * order's tax is their sum: what a line was charged can then be given back to the cent when just that line is returned.
 */
export function priceOrder({ items, to, shippingMethod, tariffs }: PricingInput): PricedOrder {
  const { price: shipping } = shippingMethod;
  const { currency } = shipping;
  const lines = items.map((item) => priceLine(item, tariffs.taxOnGoods(item.taxClass, to)));
  const shippingTaxRate = tariffs.taxOnShipping(to);
  const shippingTax = shipping.share(shippingTaxRate.basisPoints);
  const subtotal = Money.sum(
    lines.map(({ unitPrice, quantity }) => unitPrice.times(quantity)),
    currency,
  );
  const discount = Money.sum(
    lines.map((line) => line.discount),
    currency,
  );
  const tax = Money.sum([...lines.map((line) => line.tax), shippingTax], currency);
  const total = subtotal.minus(discount).plus(shipping).plus(tax);
  const totals = { subtotal, discount, shipping, tax, total };
  return { lines, shippingMethod, shippingTax, shippingTaxRate, totals };
}

function priceLine(item: Item, taxRate: TaxRate): PricedLine {
  // Discounts come with promotions; the rest of the sum knows them already.
  const discount = Money.zero(item.unitPrice.currency);
  const lineTotal = item.unitPrice.times(item.quantity).minus(discount);
  return { ...item, discount, lineTotal, tax: lineTotal.share(taxRate.basisPoints), taxRate };
}
