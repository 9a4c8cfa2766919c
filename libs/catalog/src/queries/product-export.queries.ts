import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import type { ExportedProduct, ExportedVariant } from '../application/catalog-bulk.js';

interface ProductRow {
  id: Buffer;
  slug: string;
  name: string;
  description: string;
  tax_class: string;
  status: ExportedProduct['status'];
}

interface VariantRow {
  id: Buffer;
  product_id: Buffer;
  sku: string;
  name: string;
  currency: string;
  price_amount: number;
  sale_price_amount: number | null;
  sale_starts_at: Date | null;
  sale_ends_at: Date | null;
}

interface NamedRow {
  of: Buffer;
  code: string;
  name: string;
}

const productsAtOnce = 250;

/** The catalogue from the first product to the last, in batches by primary key, however large it is. */
@Injectable()
export class ProductExportQueries {
  constructor(private readonly database: Database) {}

  async optionCodes(): Promise<string[]> {
    const rows = await this.database.query<{ code: string }>(
      'SELECT code FROM options ORDER BY position, id',
    );
    return rows.map(({ code }) => code);
  }

  async *all(): AsyncGenerator<ExportedProduct[]> {
    let after: Buffer = Buffer.alloc(16);
    for (;;) {
      const products = await this.database.query<ProductRow>(
        `SELECT id, slug, name, description, tax_class, status
         FROM products
         WHERE id > :after
         ORDER BY id
         LIMIT ${String(productsAtOnce)}`,
        { after },
      );
      const last = products.at(-1);
      if (last === undefined) return;
      yield await this.withParts(products);
      if (products.length < productsAtOnce) return;
      after = last.id;
    }
  }

  private async withParts(products: readonly ProductRow[]): Promise<ExportedProduct[]> {
    const ids = products.map(({ id }) => id);
    const variants = await this.variantsOf(ids);
    const [categories, images, choices] = await Promise.all([
      this.categoriesOf(ids),
      this.imagesOf(ids),
      this.choicesOf(variants.map(({ id }) => id)),
    ]);
    const ofProduct = grouped(variants, ({ product_id }) => product_id);
    return products.map(({ id, tax_class, ...product }) => {
      const key = id.toString('hex');
      return {
        ...product,
        productId: bytesToId(id),
        taxClass: tax_class,
        categories: (categories.get(key) ?? []).map(({ code }) => code),
        images: (images.get(key) ?? []).map(({ code }) => code),
        variants: (ofProduct.get(key) ?? []).map((row) =>
          exported(row, choices.get(row.id.toString('hex')) ?? []),
        ),
      };
    });
  }

  private variantsOf(ids: readonly Buffer[]): Promise<VariantRow[]> {
    return this.database.query<VariantRow>(
      `SELECT id, product_id, sku, name, currency, price_amount, sale_price_amount, sale_starts_at, sale_ends_at
       FROM variants
       WHERE product_id IN (:ids) AND archived_at IS NULL
       ORDER BY product_id, position, id`,
      { ids },
    );
  }

  private async categoriesOf(ids: readonly Buffer[]): Promise<Map<string, NamedRow[]>> {
    const rows = await this.database.query<NamedRow>(
      `SELECT pc.product_id AS \`of\`, c.slug AS code, c.name
       FROM product_categories pc FORCE INDEX (PRIMARY)
       STRAIGHT_JOIN categories c ON c.id = pc.category_id
       WHERE pc.product_id IN (:ids)
       ORDER BY c.slug`,
      { ids },
    );
    return grouped(rows, (row) => row.of);
  }

  private async imagesOf(ids: readonly Buffer[]): Promise<Map<string, NamedRow[]>> {
    const rows = await this.database.query<NamedRow>(
      `SELECT product_id AS \`of\`, file AS code, alt AS name
       FROM product_images
       WHERE product_id IN (:ids)
       ORDER BY product_id, position`,
      { ids },
    );
    return grouped(rows, (row) => row.of);
  }

  // STRAIGHT_JOIN here and above: from the few options (or categories) the server would read all that they are used by.
  private async choicesOf(ids: readonly Buffer[]): Promise<Map<string, NamedRow[]>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<NamedRow>(
      `SELECT c.variant_id AS \`of\`, o.code, v.code AS name
       FROM variant_option_values c FORCE INDEX (PRIMARY)
       STRAIGHT_JOIN options o ON o.id = c.option_id
       STRAIGHT_JOIN option_values v ON v.id = c.option_value_id
       WHERE c.variant_id IN (:ids)`,
      { ids },
    );
    return grouped(rows, (row) => row.of);
  }
}

function exported(row: VariantRow, choices: readonly NamedRow[]): ExportedVariant {
  const { currency } = row;
  return {
    variantId: bytesToId(row.id),
    sku: row.sku,
    name: row.name,
    options: Object.fromEntries(choices.map(({ code, name }) => [code, name])),
    price: { amount: row.price_amount, currency },
    salePrice: row.sale_price_amount === null ? null : { amount: row.sale_price_amount, currency },
    saleStartsAt: row.sale_starts_at,
    saleEndsAt: row.sale_ends_at,
  };
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => Buffer): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const of = key(row).toString('hex');
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [row]);
    else group.push(row);
  }
  return groups;
}
