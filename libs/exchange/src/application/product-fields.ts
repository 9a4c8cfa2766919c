import type { Column } from '../domain/columns.js';

/** Where a field of the catalogue's bulk door stands in the file. */
const columns: Readonly<Record<string, Column>> = {
  slug: 'product_slug',
  name: 'product_name',
  description: 'description',
  taxClass: 'tax_class',
  categories: 'categories',
  status: 'status',
  images: 'images',
  variants: 'sku',
};

const columnsOfVariant: Readonly<Record<string, Column>> = {
  sku: 'sku',
  name: 'variant_name',
  price: 'price',
  salePrice: 'sale_price',
  saleStartsAt: 'sale_starts_at',
  saleEndsAt: 'sale_ends_at',
  // The variant as a whole, against its siblings.
  choices: 'sku',
  variants: 'sku',
};

/** '' where no one column is to blame. */
export function columnOf(field: string, isOfVariant: boolean): string {
  if (field.startsWith('options.')) return `option:${field.slice('options.'.length)}`;
  return (isOfVariant ? columnsOfVariant : columns)[field] ?? '';
}
