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
import { productSorts } from './product-list.queries.js';
import { booleanQueryOf } from './search-words.js';

export const searchSorts = ['relevance', ...productSorts] as const;
export type SearchSort = (typeof searchSorts)[number];

export interface SearchInput extends ListingFilter {
  text: string;
  sort: SearchSort;
}

interface SearchRow extends CardRow {
  total: number;
}

type SortColumn = 'score' | 'published_at' | 'price_from_amount' | 'name' | 'popularity' | 'id';

/** Each ends with the product's id, so that equals keep their places from page to page. */
const orders: Readonly<Record<SearchSort, readonly (readonly [SortColumn, 'ASC' | 'DESC'])[]>> = {
  relevance: [
    ['score', 'DESC'],
    ['popularity', 'DESC'],
    ['id', 'DESC'],
  ],
  newest: [
    ['published_at', 'DESC'],
    ['id', 'DESC'],
  ],
  price: [
    ['price_from_amount', 'ASC'],
    ['id', 'ASC'],
  ],
  '-price': [
    ['price_from_amount', 'DESC'],
    ['id', 'DESC'],
  ],
  name: [
    ['name', 'ASC'],
    ['id', 'ASC'],
  ],
  popularity: [
    ['popularity', 'DESC'],
    ['id', 'DESC'],
  ],
};

const match = 'MATCH (p.name, p.description) AGAINST (:words IN BOOLEAN MODE)';

/** Full-text search over names and descriptions, on the index `products_search`. */
@Injectable()
export class ProductSearchQueries {
  constructor(
    private readonly database: Database,
    private readonly emptyPages: EmptyPages,
  ) {}

  /** Text without a word that could be found finds nothing. @throws DepartmentNotFound, CategoryNotFound */
  async page({ text, sort, ...filter }: SearchInput, request: PageRequest): Promise<Page<ProductCard>> {
    const words = booleanQueryOf(text);
    const scope = scopeKindOf(filter);
    const parameters = { ...scopeParameters(filter), words: words ?? '' };
    const { limit, offset } = request;
    const rows =
      words === undefined
        ? []
        : await this.database.query<SearchRow>(pageOf(scope, sort), {
            ...parameters,
            limit: String(limit),
            offset: String(offset),
          });
    if (rows[0] !== undefined) return request.of(rows.map(productCard), rows[0].total);
    await this.emptyPages.totalOf(filter); // an unknown shelf is an error, not an empty one
    return request.of([], words === undefined || offset === 0 ? 0 : await this.count(scope, parameters));
  }

  private async count(scope: ScopeKind, parameters: Record<string, string>): Promise<number> {
    const row = await this.database.queryOne<{ total: number }>(
      `SELECT COUNT(*) AS total ${matching(scope)}`,
      parameters,
    );
    return row?.total ?? 0;
  }
}

/** Counts while it sorts: a full-text search costs the same for its page as for its total, so it is done once for both. */
function pageOf(scope: ScopeKind, sort: SearchSort): string {
  const order = (prefix: string): string =>
    orders[sort].map(([column, direction]) => `${prefix}${column} ${direction}`).join(', ');
  return `
    SELECT found.total, ${cardColumns}
    FROM (
      SELECT p.id AS found_id, p.published_at AS found_published_at, p.price_from_amount AS found_price_from_amount,
             p.name AS found_name, p.popularity AS found_popularity, ${match} AS found_score,
             COUNT(*) OVER () AS total
      ${matching(scope)}
      ORDER BY ${order('found_')}
      LIMIT :limit OFFSET :offset
    ) found
    STRAIGHT_JOIN products p ON p.id = found.found_id
    ORDER BY ${order('found.found_')}`;
}

function matching(scope: ScopeKind): string {
  const listing = `JOIN product_listings l ON l.product_id = p.id AND l.scope_id = ${scopeExpressions[scope]}`;
  return `
        FROM products p
        ${scope === 'shop' ? '' : listing}
        WHERE ${match} AND p.status = 'published'`;
}
