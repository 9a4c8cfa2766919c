import { EntitySchema } from 'typeorm';
import { bigintColumn, idColumn } from '#platform/database/id-column.js';
import { Product, type Placement, type ProductImage } from '../domain/product.js';
import { Variant, type Choice } from '../domain/variant.js';

// The private fields of the aggregate are mapped too, so the shapes are the tables', not the classes'. There are no relations: a product is
// put together from one query for each of its tables, so that hundreds of them can be loaded at once.
export interface ProductShape {
  id: string;
  currentSlug: string;
  currentName: string;
  currentDescription: string;
  currency: string;
  currentTaxClass: string;
  createdAt: Date;
  currentStatus: string;
  firstPublishedAt: Date | null;
  plannedFor: Date | null;
  changes: number;
  priceFromAmount: number;
  priceToAmount: number;
  listPriceAmount: number;
}

export interface VariantShape {
  id: string;
  productId: string;
  currentSku: string;
  currentName: string;
  currentPosition: number;
  currency: string;
  priceAmount: number;
  salePriceAmount: number | null;
  saleStart: Date | null;
  saleEnd: Date | null;
  putAwayAt: Date | null;
}

export interface ChoiceRow extends Choice {
  variantId: string;
}

const time = { type: 'datetime', precision: 3 } as const;

export const productMapping = new EntitySchema<ProductShape>({
  name: 'Product',
  target: Product,
  tableName: 'products',
  columns: {
    id: idColumn({ primary: true }),
    currentSlug: { name: 'slug', type: 'varchar', length: 160 },
    currentName: { name: 'name', type: 'varchar', length: 200 },
    currentDescription: { name: 'description', type: 'text' },
    currency: { type: 'char', length: 3 },
    currentTaxClass: { name: 'tax_class', type: 'varchar', length: 32 },
    createdAt: { name: 'created_at', ...time },
    currentStatus: { name: 'status', type: 'varchar', length: 16 },
    firstPublishedAt: { name: 'published_at', ...time, nullable: true },
    plannedFor: { name: 'publish_at', ...time, nullable: true },
    changes: { name: 'version', type: 'int' },
    // Projections: written with the product, and of no use to it.
    priceFromAmount: bigintColumn({ name: 'price_from_amount', select: false }),
    priceToAmount: bigintColumn({ name: 'price_to_amount', select: false }),
    listPriceAmount: bigintColumn({ name: 'list_price_amount', select: false }),
  },
});

export const variantMapping = new EntitySchema<VariantShape>({
  name: 'Variant',
  target: Variant,
  tableName: 'variants',
  columns: {
    id: idColumn({ primary: true }),
    productId: idColumn({ name: 'product_id' }),
    currentSku: { name: 'sku', type: 'varchar', length: 64 },
    currentName: { name: 'name', type: 'varchar', length: 200 },
    currentPosition: { name: 'position', type: 'int' },
    currency: { type: 'char', length: 3 },
    priceAmount: bigintColumn({ name: 'price_amount' }),
    salePriceAmount: bigintColumn({ name: 'sale_price_amount', nullable: true }),
    saleStart: { name: 'sale_starts_at', ...time, nullable: true },
    saleEnd: { name: 'sale_ends_at', ...time, nullable: true },
    putAwayAt: { name: 'archived_at', ...time, nullable: true },
  },
});

export const choiceMapping = new EntitySchema<ChoiceRow>({
  name: 'Choice',
  tableName: 'variant_option_values',
  columns: {
    variantId: idColumn({ name: 'variant_id', primary: true }),
    optionId: idColumn({ name: 'option_id', primary: true }),
    optionValueId: idColumn({ name: 'option_value_id' }),
  },
});

export const productImageMapping = new EntitySchema<ProductImage>({
  name: 'ProductImage',
  tableName: 'product_images',
  columns: {
    productId: idColumn({ name: 'product_id', primary: true }),
    position: { type: 'int', primary: true },
    file: { type: 'varchar', length: 120 },
    alt: { type: 'varchar', length: 200 },
  },
});

export const placementMapping = new EntitySchema<Placement>({
  name: 'Placement',
  tableName: 'product_categories',
  columns: {
    productId: idColumn({ name: 'product_id', primary: true }),
    categoryId: idColumn({ name: 'category_id', primary: true }),
  },
});

export const catalogMappings = [
  productMapping,
  variantMapping,
  choiceMapping,
  productImageMapping,
  placementMapping,
];
