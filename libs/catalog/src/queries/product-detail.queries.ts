import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { parseId } from '#shared-kernel';
import { ProductNotFound } from '../domain/catalog.errors.js';
import { isSlug } from '../domain/slug.js';
import type { ProductDetail } from './catalog.views.js';
import { currentSalePrice } from './current-price.js';
import {
  categoryLinks,
  descriptionIn,
  firstCategory,
  images,
  options,
  shelfIds,
  variants,
  type ChoiceRow,
  type ProductRow,
} from './product-detail.js';
import { cardColumns, productCard } from './product-card.js';
import { RelatedProductsQueries } from './related-products.queries.js';
import { ratingColumns, ratingSummary } from './review-rows.js';

type Key = 'id' | 'slug';

// The positions of pictures begin at 0 and have no gaps; a product without pictures has one row here too.
const firstPicture = 'COALESCE(i.position, 0) = 0';

// Two statements on two connections at a time: one trip. Pictures and categories are few, so their product costs less than a third
// statement; with the choices of the variants it would not be small any more. Categories, and the description, which may be long, come with
// the first picture alone, or else each picture would repeat them.
const product = (key: Key): string => `
  SELECT ${cardColumns}, ${ratingColumns}, p.published_at, p.bought_together,
         CASE WHEN ${firstPicture} THEN p.description END AS description,
         i.position AS image_position, i.file AS image, i.alt AS image_alt,
         c.id AS category_id, c.slug AS category_slug, c.name AS category_name, c.position AS category_position,
         d.id AS department_id, d.slug AS department_slug, d.name AS department_name, d.position AS department_position
  FROM products p
  LEFT JOIN product_images i ON i.product_id = p.id
  LEFT JOIN product_categories pc ON pc.product_id = p.id AND ${firstPicture}
  LEFT JOIN categories c ON c.id = pc.category_id
  LEFT JOIN departments d ON d.id = c.department_id
  WHERE p.${key} = :key AND p.status = 'published'`;

const choices = (key: Key): string => `
  SELECT v.id, v.position, v.sku, v.name, v.price_amount, v.stock_state,
         ${currentSalePrice('v')} AS sale_price_amount, v.sale_ends_at,
         o.code AS option_code, o.name AS option_name, o.position AS option_position,
         ov.code AS value_code, ov.name AS value_name, ov.position AS value_position
  FROM products p
  JOIN variants v ON v.product_id = p.id
  LEFT JOIN variant_option_values vov ON vov.variant_id = v.id
  LEFT JOIN options o ON o.id = vov.option_id
  LEFT JOIN option_values ov ON ov.id = vov.option_value_id
  WHERE p.${key} = :key AND v.archived_at IS NULL`;

const statements = {
  id: { product: product('id'), choices: choices('id') },
  slug: { product: product('slug'), choices: choices('slug') },
};

export interface FoundDetail {
  detail: ProductDetail;
  /** Of the departments and categories that it shows. */
  shelfIds: string[];
  /** What the product's row names, whether it is on sale at the moment or not. */
  boughtTogether: string[];
}

@Injectable()
export class ProductDetailQueries {
  constructor(
    private readonly database: Database,
    private readonly relatedProducts: RelatedProductsQueries,
  ) {}

  async find(idOrSlug: string): Promise<ProductDetail> {
    return (await this.read(idOrSlug)).detail;
  }

  /** With what its tags are made of. @throws ProductNotFound, for one that is not published, or whose variants are put away, too */
  async read(idOrSlug: string): Promise<FoundDetail> {
    const id = parseId(idOrSlug);
    if (id === undefined && !isSlug(idOrSlug)) throw new ProductNotFound();
    const statement = statements[id === undefined ? 'slug' : 'id'];
    const parameters = { key: id === undefined ? idOrSlug : idToBytes(id) };
    const [rows, choiceRows] = await Promise.all([
      this.database.query<ProductRow>(statement.product, parameters),
      this.database.query<ChoiceRow>(statement.choices, parameters),
    ]);
    const row = rows[0];
    // Published, but nothing of it is sold any more: lists don't show it either.
    if (row === undefined || choiceRows.length === 0) throw new ProductNotFound();
    const card = productCard(row);
    const boughtTogether = idsIn(row.bought_together);
    const related = await this.relatedProducts.of({
      id: card.id,
      categoryId: firstCategory(rows),
      boughtTogether,
    });
    const detail = Object.assign(card, {
      rating: ratingSummary(row),
      description: descriptionIn(rows),
      publishedAt: row.published_at.toISOString(),
      images: images(rows),
      categories: categoryLinks(rows),
      options: options(choiceRows),
      variants: variants(choiceRows, row.currency),
      related,
    });
    return { detail, shelfIds: shelfIds(rows), boughtTogether };
  }
}

function idsIn(bytes: Buffer | null): string[] {
  const count = (bytes?.length ?? 0) / 16;
  return Array.from({ length: count }, (_, index) =>
    bytesToId((bytes as Buffer).subarray(16 * index, 16 * index + 16)),
  );
}
