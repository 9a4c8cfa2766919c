import type { Product } from '../domain/product.js';
import type { Variant } from '../domain/variant.js';

/** A product as the audit log has it. */
export function productState(product: Product): Readonly<Record<string, unknown>> {
  const { slug, name, description, taxClass, status, publishAt, categoryIds, images, variants } = product;
  return {
    slug,
    name,
    description,
    taxClass,
    status,
    publishAt,
    categories: categoryIds.toSorted(),
    images: images.map(({ file, alt }) => ({ file, alt })),
    variants: Object.fromEntries(variants.map((variant) => [variant.id, variantState(variant)])),
  };
}

function variantState(variant: Variant): Readonly<Record<string, unknown>> {
  const { sku, name, position, choices, price, salePrice, saleStartsAt, saleEndsAt, archivedAt } = variant;
  const values = choices.map(({ optionValueId }) => optionValueId).sort();
  return { sku, name, position, values, price, salePrice, saleStartsAt, saleEndsAt, archivedAt };
}
