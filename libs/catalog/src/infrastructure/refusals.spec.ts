import { describe, expect, it } from '@jest/globals';
import {
  CategoryNotEmpty,
  CategoryNotFound,
  InvalidProduct,
  SkuTaken,
  SlugTaken,
} from '../domain/catalog.errors.js';
import { namedRefusal } from './refusals.js';

const refusal = (errno: number, message = ''): unknown => ({ driverError: { errno, message } });

describe('a refusal of the database', () => {
  it.each([
    ["Duplicate entry 'lamp' for key 'products_slug'", SlugTaken, "'lamp'"],
    ["Duplicate entry 'lamp' for key 'products.products_slug'", SlugTaken, "'lamp'"],
    ["Duplicate entry 'A' for key 'variants_sku'", SkuTaken, "'A'"],
    ["Duplicate entry 'it's' for key 'x' for key 'variants.variants_sku'", SkuTaken, 'variants'],
  ])('has a name: %s', (message, Named, told) => {
    const error = namedRefusal(refusal(1062, message), 'products') as Error;
    expect(error).toBeInstanceOf(Named);
    if (Named === SlugTaken) expect(error.message).toContain(told);
  });

  it('has one without the names of foreign keys too', () => {
    for (const errno of [1452, 1216]) {
      expect(namedRefusal(refusal(errno), 'product_categories')).toBeInstanceOf(CategoryNotFound);
      expect(namedRefusal(refusal(errno), 'variant_option_values')).toBeInstanceOf(InvalidProduct);
    }
    for (const errno of [1451, 1217])
      expect(namedRefusal(refusal(errno), 'categories')).toBeInstanceOf(CategoryNotEmpty);
  });

  it('stays what it is when nobody knows it', () => {
    for (const error of [
      refusal(1062, "Duplicate entry '1' for key 'PRIMARY'"),
      refusal(1213),
      new Error('x'),
      undefined,
    ])
      expect(namedRefusal(error, 'products')).toBe(error);
    expect(namedRefusal(refusal(1452), 'reviews')).toMatchObject({ driverError: { errno: 1452 } });
  });
});
