import { driverErrorOf } from '#platform/database/errors.js';
import { CategoryNotFound, InvalidProduct, SkuTaken, SlugTaken } from '../domain/catalog.errors.js';

/** What the database's refusal of a product's rows means, by the key that refuses; any other error as it is. */
export function namedRefusal(error: unknown): unknown {
  const { errno, message } = driverErrorOf(error) ?? {};
  const text = typeof message === 'string' ? message : '';
  if (errno === 1062 && text.includes('products_slug'))
    return new SlugTaken(/Duplicate entry '(.*)' for key/.exec(text)?.[1] ?? '');
  if (errno === 1062 && text.includes('variants_sku'))
    return new SkuTaken(/Duplicate entry '(.*)' for key/.exec(text)?.[1]);
  // MySQL answers 1216 where it would not show the parent's definition to this user.
  if (errno !== 1452 && errno !== 1216) return error;
  if (/product_categories/.test(text)) return new CategoryNotFound();
  if (/variant_option_values/.test(text)) return unknownOptionValue();
  return error;
}

function unknownOptionValue(): InvalidProduct {
  return InvalidProduct.because('choices', 'exists', 'choices must name option values that exist');
}
