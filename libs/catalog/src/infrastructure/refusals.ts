import { driverErrorOf } from '#platform/database/errors.js';
import type { DomainError } from '#shared-kernel';
import {
  CategoryNotEmpty,
  CategoryNotFound,
  DepartmentNotEmpty,
  DepartmentNotFound,
  InvalidProduct,
  OptionCodeTaken,
  OptionInUse,
  ShelfSlugTaken,
  SkuTaken,
  SlugTaken,
} from '../domain/catalog.errors.js';

/** @param value that was there already */
type Refusal = (value: string | undefined) => DomainError;

const duplicates: Readonly<Record<string, Refusal>> = {
  products_slug: (slug) => new SlugTaken(slug ?? ''),
  variants_sku: (sku) => new SkuTaken(sku),
  departments_slug: () => new ShelfSlugTaken(),
  categories_slug: () => new ShelfSlugTaken(),
  options_code: () => new OptionCodeTaken(),
};

/** What a new row points to is not there. */
const missing: Readonly<Record<string, Refusal>> = {
  product_categories_category_fk: () => new CategoryNotFound(),
  categories_department_fk: () => new DepartmentNotFound(),
  variant_option_values_option_fk: () => unknownOptionValue(),
  variant_option_values_value_fk: () => unknownOptionValue(),
};

/** Other rows point to what is to be removed. */
const inUse: Readonly<Record<string, Refusal>> = {
  product_categories_category_fk: () => new CategoryNotEmpty(),
  categories_department_fk: () => new DepartmentNotEmpty(),
  variant_option_values_option_fk: () => new OptionInUse(),
  variant_option_values_value_fk: () => new OptionInUse(),
};

const refusals: ReadonlyMap<unknown, Readonly<Record<string, Refusal>>> = new Map([
  [1062, duplicates],
  [1452, missing],
  [1451, inUse],
]);

/** What the database's refusal means, by the key or constraint that refuses; any other error as it is. */
export function namedRefusal(error: unknown): unknown {
  const { errno, message } = driverErrorOf(error) ?? {};
  const text = typeof message === 'string' ? message : '';
  // The constraint's name stands in quotes, on MySQL with the table's before it.
  const [, refusal] =
    Object.entries(refusals.get(errno) ?? {}).find(([name]) => new RegExp(`\\b${name}\\b`).test(text)) ?? [];
  return refusal?.(/^Duplicate entry '(.*)' for key/.exec(text)?.[1]) ?? error;
}

function unknownOptionValue(): InvalidProduct {
  return InvalidProduct.because('choices', 'exists', 'choices must name option values that exist');
}
