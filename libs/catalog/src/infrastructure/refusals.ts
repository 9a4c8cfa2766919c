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

/** What a new row of the table points to is not there. */
const missing: Readonly<Record<string, Refusal>> = {
  product_categories: () => new CategoryNotFound(),
  categories: () => new DepartmentNotFound(),
  variant_option_values: () => unknownOptionValue(),
};

/** Other rows point to what is to be removed from the table. */
const inUse: Readonly<Record<string, Refusal>> = {
  categories: () => new CategoryNotEmpty(),
  departments: () => new DepartmentNotEmpty(),
  options: () => new OptionInUse(),
  option_values: () => new OptionInUse(),
};

/**
 * What the database's refusal means; any other error as it is.
 * @param table that was written to: of foreign keys MySQL tells no names to users who may not see the other table
 */
export function namedRefusal(error: unknown, table: string): unknown {
  const { errno, message } = driverErrorOf(error) ?? {};
  const text = typeof message === 'string' ? message : '';
  if (errno === 1062) return duplicate(text) ?? error;
  if (errno === 1452 || errno === 1216) return missing[table]?.(undefined) ?? error;
  if (errno === 1451 || errno === 1217) return inUse[table]?.(undefined) ?? error;
  return error;
}

/** The key's name stands in quotes, on MySQL with the table's before it. */
function duplicate(text: string): DomainError | undefined {
  const [, value, key] = /^Duplicate entry '(.*)' for key '(?:\w+\.)?(\w+)'/s.exec(text) ?? [];
  return key === undefined ? undefined : duplicates[key]?.(value);
}

function unknownOptionValue(): InvalidProduct {
  return InvalidProduct.because('choices', 'exists', 'choices must name option values that exist');
}
