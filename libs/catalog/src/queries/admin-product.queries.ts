import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, textToIdBytes } from '#platform/database/id-column.js';
import { ProductNotFound, VariantNotFound } from '../domain/catalog.errors.js';
import type { StockState } from '../domain/stock-state.js';
import { adminSummary, isoTime, summaryColumns, type SummaryRow } from './admin-product-rows.js';
import type { AdminCategoryLink, AdminProductView, AdminVariantView } from './admin-product.views.js';
import { currentPrice } from './current-price.js';
import { imageView } from './image-url.js';
import type { AdminImageView } from './image.views.js';

interface ProductRow extends SummaryRow {
  description: string;
  tax_class: string;
  created_at: Date;
}

interface VariantRow {
  id: Buffer;
  sku: string;
  name: string;
  price_amount: number;
  sale_price_amount: number | null;
  sale_starts_at: Date | null;
  sale_ends_at: Date | null;
  current_price_amount: number;
  stock_state: StockState;
  archived_at: Date | null;
  option_code: string | null;
  value_code: string;
}

interface CategoryRow {
  id: Buffer;
  slug: string;
  name: string;
  department_slug: string;
  department_name: string;
}

const product = `
  SELECT ${summaryColumns}, p.description, p.tax_class, p.created_at
  FROM products p
  WHERE p.id = :id`;

const variants = `
  SELECT v.id, v.sku, v.name, v.price_amount, v.sale_price_amount, v.sale_starts_at, v.sale_ends_at,
         ${currentPrice('v')} AS current_price_amount, v.stock_state, v.archived_at,
         o.code AS option_code, ov.code AS value_code
  FROM variants v
  LEFT JOIN variant_option_values vov ON vov.variant_id = v.id
  LEFT JOIN options o ON o.id = vov.option_id
  LEFT JOIN option_values ov ON ov.id = vov.option_value_id
  WHERE v.product_id = :id
  ORDER BY v.position, v.id, o.position, o.id`;

const categories = `
  SELECT c.id, c.slug, c.name, d.slug AS department_slug, d.name AS department_name
  FROM product_categories pc
  JOIN categories c ON c.id = pc.category_id
  JOIN departments d ON d.id = c.department_id
  WHERE pc.product_id = :id
  ORDER BY d.position, d.id, c.position, c.id`;

const images = `
  SELECT file, alt
  FROM product_images
  WHERE product_id = :id
  ORDER BY position`;

/** One product as staff see it: drafts and what is put away too. */
@Injectable()
export class AdminProductQueries {
  constructor(private readonly database: Database) {}

  /** @throws ProductNotFound */
  async find(productId: string): Promise<AdminProductView> {
    const id = textToIdBytes(productId);
    if (id === undefined) throw new ProductNotFound();
    const [row, variantRows, categoryRows, imageRows] = await Promise.all([
      this.database.queryOne<ProductRow>(product, { id }),
      this.database.query<VariantRow>(variants, { id }),
      this.database.query<CategoryRow>(categories, { id }),
      this.database.query<{ file: string; alt: string }>(images, { id }),
    ]);
    if (row === undefined) throw new ProductNotFound();
    const { currency } = row;
    return Object.assign(adminSummary(row), {
      description: row.description,
      taxClass: row.tax_class,
      currency,
      createdAt: row.created_at.toISOString(),
      categories: categoryRows.map(categoryLink),
      images: imageRows.map(({ file, alt }): AdminImageView => Object.assign(imageView(file, alt), { file })),
      variants: variantViews(variantRows, currency),
    });
  }

  /** The product that the variant belongs to. @throws VariantNotFound */
  async havingVariant(variantId: string): Promise<AdminProductView> {
    const id = textToIdBytes(variantId);
    const row =
      id === undefined
        ? undefined
        : await this.database.queryOne<{ product_id: Buffer }>(
            'SELECT product_id FROM variants WHERE id = :id',
            { id },
          );
    if (row === undefined) throw new VariantNotFound();
    return this.find(bytesToId(row.product_id));
  }
}

function categoryLink(row: CategoryRow): AdminCategoryLink {
  return {
    id: bytesToId(row.id),
    slug: row.slug,
    name: row.name,
    department: { slug: row.department_slug, name: row.department_name },
  };
}

/** Rows come one for each option of a variant. */
function variantViews(rows: readonly VariantRow[], currency: string): AdminVariantView[] {
  const bySku = new Map<string, AdminVariantView>();
  for (const row of rows) {
    const view = bySku.get(row.sku) ?? variantView(row, currency);
    bySku.set(row.sku, view);
    if (row.option_code !== null) view.choices.push({ option: row.option_code, value: row.value_code });
  }
  return [...bySku.values()];
}

function variantView(row: VariantRow, currency: string): AdminVariantView {
  const { sale_price_amount: salePrice } = row;
  return {
    id: bytesToId(row.id),
    sku: row.sku,
    name: row.name,
    price: { amount: row.price_amount, currency },
    salePrice: salePrice === null ? null : { amount: salePrice, currency },
    saleStartsAt: isoTime(row.sale_starts_at),
    saleEndsAt: isoTime(row.sale_ends_at),
    currentPrice: { amount: row.current_price_amount, currency },
    stockState: row.stock_state,
    archivedAt: isoTime(row.archived_at),
    choices: [],
  };
}
