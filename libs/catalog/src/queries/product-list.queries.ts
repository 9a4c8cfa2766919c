import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import type { Page, PageRequest } from '#shared-kernel';
import type { ProductCard } from './catalog.views.js';
import {
  EmptyPages,
  scopeExpressions,
  scopeKindOf,
  scopeParameters,
  type ListingFilter,
  type ScopeKind,
} from './listing-scope.js';
import { cardColumns, productCard, type CardRow } from './product-card.js';

export const productSorts = ['newest', 'price', '-price', 'name', 'popularity'] as const;
export type ProductSort = (typeof productSorts)[number];

interface SortOrder {
  column: string;
  direction: 'ASC' | 'DESC';
  index: string;
}

/** Each order ends with the product's id, so that products of the same price or time keep their places from page to page. */
const orders: Readonly<Record<ProductSort, SortOrder>> = {
  newest: { column: 'published_at', direction: 'DESC', index: 'product_listings_newest' },
  price: { column: 'price_from_amount', direction: 'ASC', index: 'product_listings_price' },
  '-price': { column: 'price_from_amount', direction: 'DESC', index: 'product_listings_price' },
  name: { column: 'name', direction: 'ASC', index: 'product_listings_name' },
  popularity: { column: 'popularity', direction: 'DESC', index: 'product_listings_popularity' },
};

export interface ListInput extends ListingFilter {
  sort: ProductSort;
}

interface ListRow extends CardRow {
  total: number | null;
}

/** Pages of products. A page is one statement: one range of a listing index, the products by their keys, the kept total. */
@Injectable()
export class ProductListQueries {
  private readonly statements = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly emptyPages: EmptyPages,
  ) {}

  /** @throws DepartmentNotFound, CategoryNotFound */
  async page({ sort, ...filter }: ListInput, request: PageRequest): Promise<Page<ProductCard>> {
    const { limit, offset } = request;
    const sql = this.statement(scopeKindOf(filter), sort, offset === 0 ? 'first' : 'later');
    const rows = await this.database.query<ListRow>(sql, {
      ...scopeParameters(filter),
      // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
      limit: String(limit),
      ...(offset === 0 ? {} : { offset: String(offset) }),
    });
    const total = rows[0] === undefined ? await this.emptyPages.totalOf(filter) : (rows[0].total ?? 0);
    return request.of(rows.map(productCard), total);
  }

  private statement(scope: ScopeKind, sort: ProductSort, page: 'first' | 'later'): string {
    const key = `${scope} ${sort} ${page}`;
    let sql = this.statements.get(key);
    if (sql === undefined) {
      sql =
        page === 'first'
          ? firstPage(scopeExpressions[scope], orders[sort])
          : laterPage(scopeExpressions[scope], orders[sort]);
      this.statements.set(key, sql);
    }
    return sql;
  }
}

/** The page that nearly everybody asks for, without the derived table of the later ones. */
function firstPage(scope: string, order: SortOrder): string {
  return `
    SELECT (SELECT total FROM listing_totals WHERE scope_id = ${scope}) AS total, ${cardColumns}
    FROM product_listings l FORCE INDEX (${order.index})
    STRAIGHT_JOIN products p ON p.id = l.product_id
    WHERE l.scope_id = ${scope}
    ORDER BY ${alongIndex(order)}
    LIMIT :limit`;
}

/** Rows that are skipped are skipped in the index alone. */
function laterPage(scope: string, order: SortOrder): string {
  const { column, direction } = order;
  return `
    SELECT (SELECT total FROM listing_totals WHERE scope_id = ${scope}) AS total, ${cardColumns}
    FROM (
      SELECT l.product_id, l.${column}
      FROM product_listings l FORCE INDEX (${order.index})
      WHERE l.scope_id = ${scope}
      ORDER BY ${alongIndex(order)}
      LIMIT :limit OFFSET :offset
    ) page
    STRAIGHT_JOIN products p ON p.id = page.product_id
    ORDER BY page.${column} ${direction}, page.product_id ${direction}`;
}

// The scope is one value, but MySQL doesn't see that of a subquery, and would sort: so the order names all columns of the index.
function alongIndex({ column, direction }: SortOrder): string {
  return ['scope_id', column, 'product_id'].map((each) => `l.${each} ${direction}`).join(', ');
}
