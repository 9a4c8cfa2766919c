import type { Product } from '../../domain/product.js';
import type { Variant } from '../../domain/variant.js';

export type Facts = Readonly<Record<string, unknown>>;

/** What an import can change of a product, flat, so that two states can be compared fact by fact. */
export function factsOf(product: Product): Facts {
  const { name, description, taxClass, status, categoryIds, variants } = product;
  return {
    name,
    description,
    taxClass,
    status,
    categoryIds: [...categoryIds].sort(),
    ...Object.fromEntries(variants.map((variant) => [`variants.${variant.sku}`, factsOfVariant(variant)])),
  };
}

/** Only what is different. */
export function difference(before: Facts, after: Facts): { before: Facts; after: Facts } {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const of = (facts: Facts): Facts =>
    Object.fromEntries(changed.filter((key) => key in facts).map((key) => [key, facts[key]]));
  return { before: of(before), after: of(after) };
}

function factsOfVariant({ name, price, salePrice, saleStartsAt, saleEndsAt, choices }: Variant): Facts {
  return {
    name,
    price,
    salePrice,
    saleStartsAt,
    saleEndsAt,
    optionValueIds: choices.map(({ optionValueId }) => optionValueId).sort(),
  };
}
