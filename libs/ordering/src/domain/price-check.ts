import { currencyExponent, type DomainErrorDetail, type Money } from '#shared-kernel';
import { PriceChanged } from './order.errors.js';
import type { PricedOrder } from './pricing.js';

/** What the shopper knows of the price when they order. */
export interface SeenPrices {
  /** The total that they agreed to; then nothing else matters. */
  readonly expectedTotal?: Money | undefined;
  /** By variant: what the cart showed. */
  readonly unitPrices: ReadonlyMap<string, Money>;
}

/** Nobody pays another price than the one they have seen. @throws PriceChanged, with the prices as they are now */
export function mustCostWhatWasSeen(order: PricedOrder, { expectedTotal, unitPrices }: SeenPrices): void {
  const changedLines = order.lines.flatMap(({ variantId, sku, unitPrice }, index) => {
    const seen = unitPrices.get(variantId);
    if (seen?.equals(unitPrice) === true) return [];
    const before = seen === undefined ? 'unknown' : written(seen);
    return [
      detail(`lines.${index}.unitPrice`, 'changed', `${sku} now costs ${written(unitPrice)}, not ${before}`),
    ];
  });
  const { total } = order.totals;
  const isAsSeen = expectedTotal === undefined ? changedLines.length === 0 : expectedTotal.equals(total);
  if (!isAsSeen) throw new PriceChanged(written(total), [...changedLines, ...currentTotals(order)]);
}

/** In minor units, for programs: `4250 USD`. */
function currentTotals({ totals }: PricedOrder): DomainErrorDetail[] {
  return Object.entries(totals as unknown as Record<string, Money>).map(([part, { amount, currency }]) =>
    detail(`totals.${part}`, 'current', `${amount} ${currency}`),
  );
}

function written({ amount, currency }: Money): string {
  const exponent = currencyExponent(currency);
  const digits = String(amount).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  return exponent === 0 ? `${whole} ${currency}` : `${whole}.${digits.slice(-exponent)} ${currency}`;
}

function detail(field: string, code: string, message: string): DomainErrorDetail {
  return { field, code, message };
}
