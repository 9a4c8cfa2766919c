import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { SqlParameters } from '#platform/database/named-parameters.js';
import type { Page, PageRequest } from '#shared-kernel';
import type { CategoryId } from '../domain/ids.js';
import type { ProductStatus } from '../domain/product-status.js';
import { adminSummary, summaryColumns, type SummaryRow } from './admin-product-rows.js';
import type { AdminProductRow } from './admin-product.views.js';
import { imageUrlOf } from './image-url.js';
import { beginningPattern, namePatterns } from './staff-search.js';

export interface AdminProductFilter {
  status?: ProductStatus | undefined;
  categoryId?: CategoryId | undefined;
  /** Words of the name, or how the slug or a SKU begins. */
  text?: string | undefined;
}

interface ListRow extends SummaryRow {
  image_file: string | null;
  variant_count: number;
}

interface Condition {
  sql: string;
  parameters: SqlParameters;
}

/** All products for staff, those that were changed last first. */
@Injectable()
export class AdminProductListQueries {
  constructor(private readonly database: Database) {}

  async page(filter: AdminProductFilter, request: PageRequest): Promise<Page<AdminProductRow>> {
    const { sql, parameters } = conditionOf(filter);
    const { limit, offset } = request;
    const [rows, count] = await Promise.all([
      // The page first, what is shown of it then, by its keys: of a table that has just grown servers may believe that it is small.
      this.database.query<ListRow>(
        `SELECT ${summaryColumns}, p.image_file,
                (SELECT COUNT(*) FROM variants v FORCE INDEX (variants_product) WHERE v.product_id = p.id AND v.archived_at IS NULL) AS variant_count
         FROM (
           SELECT p.id
           FROM products p ${indexFor(filter)}
           WHERE ${sql}
           ORDER BY p.updated_at DESC, p.id DESC
           LIMIT :limit OFFSET :offset
         ) page
         STRAIGHT_JOIN products p FORCE INDEX (PRIMARY) ON p.id = page.id
         ORDER BY p.updated_at DESC, p.id DESC`,
        { ...parameters, limit: String(limit), offset: String(offset) },
      ),
      this.database.queryOne<{ total: number }>(
        `SELECT COUNT(*) AS total FROM products p ${indexFor(filter)} WHERE ${sql}`,
        parameters,
      ),
    ]);
    return request.of(rows.map(productRow), count?.total ?? 0);
  }
}

/** The order is the index's. Without the hint the servers rather look through all products; what is narrowed otherwise they know best. */
function indexFor({ status, categoryId, text }: AdminProductFilter): string {
  if (categoryId !== undefined || text !== undefined) return '';
  return `FORCE INDEX (${status === undefined ? 'products_updated' : 'products_status'})`;
}

function conditionOf({ status, categoryId, text }: AdminProductFilter): Condition {
  const conditions: Condition[] = [
    ...(status === undefined ? [] : [{ sql: 'p.status = :status', parameters: { status } }]),
    ...(categoryId === undefined ? [] : [inCategory(categoryId)]),
    ...(text === undefined ? [] : [holding(text)]),
  ];
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE',
    parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)) as SqlParameters,
  };
}

function inCategory(categoryId: CategoryId): Condition {
  return {
    sql: 'p.id IN (SELECT product_id FROM product_categories WHERE category_id = :categoryId)',
    parameters: { categoryId: idToBytes(categoryId) },
  };
}

/** Beginnings are ranges of products_slug and variants_sku; names are looked through in products_name. */
function holding(text: string): Condition {
  const patterns = namePatterns(text);
  const named = patterns.map((_, n) => `name LIKE :word${String(n)} ESCAPE '|'`).join(' AND ');
  return {
    sql: `p.id IN (
      SELECT id
      FROM (
        SELECT id FROM products WHERE slug LIKE :beginning ESCAPE '|'
        UNION SELECT product_id FROM variants WHERE sku LIKE :beginning ESCAPE '|'
        ${named === '' ? '' : `UNION SELECT id FROM products WHERE ${named}`}
      ) found)`,
    parameters: {
      beginning: beginningPattern(text),
      ...Object.fromEntries(patterns.map((pattern, n) => [`word${String(n)}`, pattern])),
    },
  };
}

function productRow(row: ListRow): AdminProductRow {
  return Object.assign(adminSummary(row), {
    imageUrl: imageUrlOf(row.image_file),
    variantCount: row.variant_count,
  });
}
