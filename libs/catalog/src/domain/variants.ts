import { InvalidProduct } from './catalog.errors.js';
import type { PriceSummary } from './price.js';
import type { Variant } from './variant.js';

// What the variants of one product are together.

/** @throws InvalidProduct */
export function mustBeDistinct(variants: readonly Variant[], currency: string): void {
  if (variants.some(({ price }) => price.currency !== currency)) {
    throw InvalidProduct.because('variants', 'currency', `variants must be priced in ${currency}`);
  }
  if (new Set(variants.map(({ sku }) => sku)).size < variants.length) {
    throw InvalidProduct.because('variants', 'sku', 'variants must have different SKUs');
  }
  const sold = variants.filter(({ isArchived }) => !isArchived);
  if (new Set(sold.map(({ combination }) => combination)).size < sold.length) {
    throw InvalidProduct.because('variants', 'choices', 'variants must differ in their option values');
  }
}

export function inOrder(variants: readonly Variant[]): readonly Variant[] {
  return variants.toSorted((one, other) => one.position - other.position);
}

export function priceSummaryOf(variants: readonly Variant[], at: Date): PriceSummary {
  const sold = variants.filter(({ isArchived }) => !isArchived);
  const prices = (sold.length > 0 ? sold : variants).map((variant) => ({
    now: variant.currentPrice(at).amount,
    list: variant.price.amount,
  }));
  const [first, ...others] = prices;
  if (first === undefined) return { from: 0, to: 0, list: 0 };
  const cheapest = others.reduce((one, other) => (other.now < one.now ? other : one), first);
  return { from: cheapest.now, to: Math.max(...prices.map(({ now }) => now)), list: cheapest.list };
}

/** The earliest time at which a sale begins or ends, or at which a plan is due. */
export function nextChangeAfter(variants: readonly Variant[], at: Date, planned: Date | null): Date | null {
  const times = variants.filter(({ isArchived }) => !isArchived).flatMap((each) => each.changesAfter(at));
  if (planned !== null) times.push(planned);
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}
