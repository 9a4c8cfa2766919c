import type { Money } from '#shared-kernel';
import { InvalidProduct } from './catalog.errors.js';

export interface Price {
  price: Money;
  /** What it costs while it is on sale; null when there is no sale. */
  salePrice: Money | null;
  /** When the sale begins; null or missing: it has begun. */
  saleStartsAt?: Date | null | undefined;
  /** When the sale is over: from this moment on the regular price holds. Null or missing: until further notice. */
  saleEndsAt?: Date | null | undefined;
}

/** @throws InvalidProduct */
export function mustBeSellable({ price, salePrice, ...window }: Price, currency: string): void {
  if (price.amount <= 0) throw InvalidProduct.because('price', 'positive', 'price must be above zero');
  if (price.currency !== currency || (salePrice !== null && salePrice.currency !== currency)) {
    throw InvalidProduct.because('price', 'currency', `price must be in ${currency}`);
  }
  if (salePrice !== null && (salePrice.amount <= 0 || !salePrice.isLessThan(price))) {
    throw InvalidProduct.because('salePrice', 'below-price', 'salePrice must be above zero and below price');
  }
  mustBeWindow(salePrice, window.saleStartsAt ?? null, window.saleEndsAt ?? null);
}

function mustBeWindow(salePrice: Money | null, startsAt: Date | null, endsAt: Date | null): void {
  if (salePrice === null && (startsAt !== null || endsAt !== null)) {
    throw InvalidProduct.because('salePrice', 'required', 'salePrice must be given for a sale with dates');
  }
  if (startsAt !== null && endsAt !== null && startsAt >= endsAt) {
    throw InvalidProduct.because('saleEndsAt', 'after-start', 'saleEndsAt must be after saleStartsAt');
  }
}

/** What lists show of the prices of a product, in minor units of its currency. */
export interface PriceSummary {
  /** What the cheapest variant costs now. */
  readonly from: number;
  /** What the dearest variant costs now. */
  readonly to: number;
  /** What the cheapest variant costs when it is not on sale. */
  readonly list: number;
}
