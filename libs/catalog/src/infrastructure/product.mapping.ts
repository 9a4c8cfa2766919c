import { EntitySchema } from 'typeorm';
import { bigintColumn, idColumn } from '#platform/database/id-column.js';
import { Product, type Placement, type ProductImage } from '../domain/product.js';
import { Variant, type Choice } from '../domain/variant.js';

/** A child knows its parent only by id; TypeORM wants the way back as well. */
interface InProduct {
  product?: unknown;
}
interface InVariant {
  variant?: unknown;
}

// The private fields of the aggregate are mapped too, so the shapes are the tables', not the classes'.
export interface ProductShape {
  id: string;
  slug: string;
  name: string;
  description: string;
  currency: string;
  taxClass: string;
  createdAt: Date;
  currentStatus: string;
  firstPublishedAt: Date | null;
  imageFile: string | null;
  priceFromAmount: number;
  priceToAmount: number;
  listPriceAmount: number;
  variants: unknown;
  images: unknown;
  placements: unknown;
}

export interface VariantShape extends InProduct {
  id: string;
  productId: string;
  sku: string;
  name: string;
  position: number;
  currency: string;
  priceAmount: number;
  salePriceAmount: number | null;
  choices: unknown;
}

export interface ChoiceRow extends Choice, InVariant {
  variantId: string;
}

export const productMapping = new EntitySchema<ProductShape>({
  name: 'Product',
  target: Product,
  tableName: 'products',
  columns: {
    id: idColumn({ primary: true }),
    slug: { type: 'varchar', length: 160 },
    name: { type: 'varchar', length: 200 },
    description: { type: 'text' },
    currency: { type: 'char', length: 3 },
    taxClass: { name: 'tax_class', type: 'varchar', length: 32 },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
    currentStatus: { name: 'status', type: 'varchar', length: 16 },
    firstPublishedAt: { name: 'published_at', type: 'datetime', precision: 3, nullable: true },
    imageFile: { name: 'image_file', type: 'varchar', length: 120, nullable: true },
    priceFromAmount: bigintColumn({ name: 'price_from_amount' }),
    priceToAmount: bigintColumn({ name: 'price_to_amount' }),
    listPriceAmount: bigintColumn({ name: 'list_price_amount' }),
  },
  relations: {
    variants: { type: 'one-to-many', target: 'Variant', inverseSide: 'product' },
    images: { type: 'one-to-many', target: 'ProductImage', inverseSide: 'product' },
    placements: { type: 'one-to-many', target: 'Placement', inverseSide: 'product' },
  },
});

const product = { type: 'many-to-one', target: 'Product', joinColumn: { name: 'product_id' } } as const;

export const variantMapping = new EntitySchema<VariantShape>({
  name: 'Variant',
  target: Variant,
  tableName: 'variants',
  columns: {
    id: idColumn({ primary: true }),
    productId: idColumn({ name: 'product_id' }),
    sku: { type: 'varchar', length: 64 },
    name: { type: 'varchar', length: 200 },
    position: { type: 'int' },
    currency: { type: 'char', length: 3 },
    priceAmount: bigintColumn({ name: 'price_amount' }),
    salePriceAmount: bigintColumn({ name: 'sale_price_amount', nullable: true }),
  },
  relations: {
    product: { ...product, inverseSide: 'variants' },
    choices: { type: 'one-to-many', target: 'Choice', inverseSide: 'variant' },
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
  relations: {
    variant: {
      type: 'many-to-one',
      target: 'Variant',
      joinColumn: { name: 'variant_id' },
      inverseSide: 'choices',
    },
  },
});

export const productImageMapping = new EntitySchema<ProductImage & InProduct>({
  name: 'ProductImage',
  tableName: 'product_images',
  columns: {
    productId: idColumn({ name: 'product_id', primary: true }),
    position: { type: 'int', primary: true },
    file: { type: 'varchar', length: 120 },
    alt: { type: 'varchar', length: 200 },
  },
  relations: { product: { ...product, inverseSide: 'images' } },
});

export const placementMapping = new EntitySchema<Placement & InProduct>({
  name: 'Placement',
  tableName: 'product_categories',
  columns: {
    productId: idColumn({ name: 'product_id', primary: true }),
    categoryId: idColumn({ name: 'category_id', primary: true }),
  },
  relations: { product: { ...product, inverseSide: 'placements' } },
});

export const catalogMappings = [
  productMapping,
  variantMapping,
  choiceMapping,
  productImageMapping,
  placementMapping,
];
