import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, textToIdBytes } from '#platform/database/id-column.js';
import { CatalogFacade, type SellableVariant } from '../application/catalog.facade.js';
import { currentSalePrice } from './current-price.js';
import { imageUrlOf } from './image-url.js';

interface SellableRow {
  id: Buffer;
  product_id: Buffer;
  slug: string;
  product_name: string;
  name: string;
  sku: string;
  image_file: string | null;
  currency: string;
  price_amount: number;
  /** Null unless it holds now. */
  sale_price_amount: number | null;
  tax_class: string;
}

const columns = `
  v.id, v.product_id, p.slug, p.name AS product_name, v.name, v.sku, p.image_file,
  v.currency, v.price_amount, ${currentSalePrice('v')} AS sale_price_amount, p.tax_class`;

const byIds = `
  SELECT ${columns}
  FROM variants v
  JOIN products p ON p.id = v.product_id
  WHERE v.id IN (:ids) AND v.archived_at IS NULL AND p.status = 'published'`;

const bySku = `
  SELECT ${columns}
  FROM variants v
  JOIN products p ON p.id = v.product_id
  WHERE v.sku = :sku AND v.archived_at IS NULL AND p.status = 'published'`;

/** On the way of every cart and every order. */
@Injectable()
export class SellableQueries extends CatalogFacade {
  constructor(private readonly database: Database) {
    super();
  }

  override async sellable(variantIds: readonly string[]): Promise<SellableVariant[]> {
    const ids = [...new Set(variantIds)].map(textToIdBytes).filter((id) => id !== undefined);
    const [first] = ids;
    if (first === undefined) return [];
    // Filled up to a power of two: a cart of each size would be a prepared statement of its own.
    const slots = 2 ** Math.ceil(Math.log2(ids.length));
    const padding = Array<Buffer>(slots - ids.length).fill(first);
    return (await this.database.query<SellableRow>(byIds, { ids: [...ids, ...padding] })).map(
      sellableVariant,
    );
  }

  override async findBySku(sku: string): Promise<SellableVariant | undefined> {
    const row = await this.database.queryOne<SellableRow>(bySku, { sku });
    return row === undefined ? undefined : sellableVariant(row);
  }
}

function sellableVariant(row: SellableRow): SellableVariant {
  const { currency } = row;
  return {
    variantId: bytesToId(row.id),
    productId: bytesToId(row.product_id),
    productSlug: row.slug,
    productName: row.product_name,
    variantName: row.name,
    sku: row.sku,
    imageUrl: imageUrlOf(row.image_file),
    unitPrice: { amount: row.sale_price_amount ?? row.price_amount, currency },
    listPrice: { amount: row.price_amount, currency },
    taxClass: row.tax_class,
  };
}
