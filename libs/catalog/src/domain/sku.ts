import { InvalidProduct } from './catalog.errors.js';

/** A stock keeping unit: what warehouse and invoices call a variant. Capital letters, so that two spellings can't be two articles. */
export type Sku = string & { readonly sku: unique symbol };

/** @throws InvalidProduct unless it has 1 to 64 capital letters, digits, hyphens, dots or underscores */
export function skuOf(text: string): Sku {
  if (!/^[A-Z0-9][A-Z0-9._-]{0,63}$/.test(text)) {
    throw InvalidProduct.because(
      'sku',
      'matches',
      'sku must have 1 to 64 capital letters, digits, hyphens, dots or underscores',
    );
  }
  return text as Sku;
}
