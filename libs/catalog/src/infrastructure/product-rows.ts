import { idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import type { Product } from '../domain/product.js';
import type { Variant } from '../domain/variant.js';
import type { Table } from './row-writer.js';

/** A table with rows of each product. */
export interface ChildTable extends Table {
  rows(product: Product): SqlRow[];
}

export const products: Table = {
  name: 'products',
  // prettier-ignore
  columns: [
    'id', 'slug', 'name', 'description', 'status', 'published_at', 'publish_at', 'tax_class', 'currency', 'price_from_amount', 'price_to_amount',
    'list_price_amount', 'next_change_at', 'image_file', 'created_at', 'version',
  ],
  keyLength: 1,
};

/** What a product tells of itself, and the projections of its parts at a time: prices, the next change, the first picture. */
export function productRow(product: Product, at: Date): SqlRow {
  const { from, to, list } = product.priceSummary(at);
  // prettier-ignore
  return [
    idToBytes(product.id), product.slug, product.name, product.description, product.status, product.publishedAt, product.publishAt,
    product.taxClass, product.currency, from, to, list, product.nextChangeAt(at),
    product.images[0]?.file ?? null, product.createdAt, product.version,
  ];
}

/** Columns that are written when the product is new, and by others after that. */
export const newProducts: Table = { ...products, columns: [...products.columns, 'updated_at'] };

export function newProductRow(product: Product, at: Date): SqlRow {
  return [...productRow(product, at), at];
}

export const variants: ChildTable = {
  name: 'variants',
  // prettier-ignore
  columns: [
    'id', 'product_id', 'sku', 'name', 'position', 'currency', 'price_amount', 'sale_price_amount', 'sale_starts_at', 'sale_ends_at',
    'archived_at',
  ],
  keyLength: 1,
  rows: ({ id, variants: all }) => all.map((variant) => variantRow(idToBytes(id), variant)),
};

function variantRow(productId: Buffer, variant: Variant): SqlRow {
  const { id, sku, name, position, price, salePrice, saleStartsAt, saleEndsAt, archivedAt } = variant;
  // prettier-ignore
  return [
    idToBytes(id), productId, sku, name, position, price.currency, price.amount, salePrice?.amount ?? null, saleStartsAt, saleEndsAt,
    archivedAt,
  ];
}

export const choices: ChildTable = {
  name: 'variant_option_values',
  columns: ['variant_id', 'option_id', 'option_value_id'],
  keyLength: 2,
  rows: (product) =>
    product.variants.flatMap(({ id, choices: all }) =>
      all.map(({ optionId, optionValueId }) => [id, optionId, optionValueId].map(idToBytes)),
    ),
};

export const placements: ChildTable = {
  name: 'product_categories',
  columns: ['product_id', 'category_id'],
  keyLength: 2,
  rows: ({ id, categoryIds }) => categoryIds.map((categoryId) => [id, categoryId].map(idToBytes)),
};

export const images: ChildTable = {
  name: 'product_images',
  columns: ['product_id', 'position', 'file', 'alt'],
  keyLength: 2,
  rows: (product) =>
    product.images.map(({ file, alt, position }) => [idToBytes(product.id), position, file, alt]),
};

/** In the order in which foreign keys let rows be written. */
export const changingTables = [variants, choices, placements, images] as const;
