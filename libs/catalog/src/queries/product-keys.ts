import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { CategoryId, ProductId, VariantId } from '../domain/ids.js';
import { imageUrlOf } from './image-url.js';

export interface ProductKey {
  productId: string;
  slug: string;
  name: string;
  imageUrl: string | null;
  /** Of the product, as staff see it. */
  version: number;
}

export interface VariantKey {
  variantId: string;
  productId: string;
  sku: string;
  name: string;
}

interface ProductRow {
  id: Buffer;
  slug: string;
  name: string;
  image_file: string | null;
  version: number;
}

interface VariantRow {
  id: Buffer;
  product_id: Buffer;
  sku: string;
  name: string;
}

/** For imports: what other systems call a product, and what it is here. Drafts and archived ones too; joins the caller's unit of work. */
@Injectable()
export class ProductKeys {
  constructor(private readonly database: Database) {}

  async bySlug(slugs: readonly string[]): Promise<Map<string, ProductKey>> {
    const keys = await this.products('slug', slugs);
    return new Map(keys.map((key) => [key.slug, key]));
  }

  async byId(ids: readonly string[]): Promise<Map<string, ProductKey>> {
    const keys = await this.products('id', ids.map(idToBytes));
    return new Map(keys.map((key) => [key.productId, key]));
  }

  async variantsBySku(skus: readonly string[]): Promise<Map<string, VariantKey>> {
    const keys = await this.variants('sku', skus);
    return new Map(keys.map((key) => [key.sku, key]));
  }

  variantsOf(productIds: readonly string[]): Promise<VariantKey[]> {
    return this.variants('product_id', productIds.map(idToBytes));
  }

  /** Names of the pictures that each product shows, in their order. */
  async picturesOf(productIds: readonly string[]): Promise<Map<string, string[]>> {
    if (productIds.length === 0) return new Map();
    const rows = await this.database.query<{ product_id: Buffer; file: string }>(
      `SELECT product_id, file
       FROM product_images
       WHERE product_id IN (:ids)
       ORDER BY product_id, position`,
      { ids: productIds.map(idToBytes) },
    );
    const byProduct = Map.groupBy(rows, ({ product_id }) => bytesToId<ProductId>(product_id));
    return new Map([...byProduct].map(([id, own]) => [id, own.map(({ file }) => file)]));
  }

  /** Slugs of categories by id. */
  async categorySlugs(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<{ id: Buffer; slug: string }>(
      'SELECT id, slug FROM categories WHERE id IN (:ids)',
      { ids: ids.map(idToBytes) },
    );
    return new Map(rows.map(({ id, slug }) => [bytesToId<CategoryId>(id), slug]));
  }

  private async products(column: 'id' | 'slug', values: readonly (string | Buffer)[]): Promise<ProductKey[]> {
    if (values.length === 0) return [];
    const rows = await this.database.query<ProductRow>(
      `SELECT id, slug, name, image_file, version
       FROM products
       WHERE ${column} IN (:values)`,
      { values },
    );
    return rows.map(({ id, slug, name, image_file, version }) => ({
      productId: bytesToId<ProductId>(id),
      slug,
      name,
      imageUrl: imageUrlOf(image_file),
      version,
    }));
  }

  private async variants(
    column: 'sku' | 'product_id',
    values: readonly (string | Buffer)[],
  ): Promise<VariantKey[]> {
    if (values.length === 0) return [];
    const rows = await this.database.query<VariantRow>(
      `SELECT id, product_id, sku, name
       FROM variants
       WHERE ${column} IN (:values)
       ORDER BY product_id, position`,
      { values },
    );
    return rows.map(({ id, product_id, sku, name }) => ({
      variantId: bytesToId<VariantId>(id),
      productId: bytesToId<ProductId>(product_id),
      sku,
      name,
    }));
  }
}
