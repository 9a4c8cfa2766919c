import type { ScopeKind } from './listing-scope.js';
import { scopeExpressions } from './listing-scope.js';
import { cardColumns } from './product-card.js';
import type { ProductSort } from './product-sorts.js';

interface SortOrder {
  column: string;
  direction: 'ASC' | 'DESC';
  index: string;
  /** The place of a cursor in this order, in the type of the column: otherwise the index would not be used. */
  value: string;
}

const price = {
  column: 'price_from_amount',
  index: 'product_listings_price',
  value: 'CAST(:value AS SIGNED)',
};

/** Each order ends with the product's id, so that products of the same price or time keep their places from page to page. */
const orders: Readonly<Record<ProductSort, SortOrder>> = {
  newest: {
    column: 'published_at',
    direction: 'DESC',
    index: 'product_listings_newest',
    value: 'CAST(:value AS DATETIME(3))',
  },
  price: { ...price, direction: 'ASC' },
  '-price': { ...price, direction: 'DESC' },
  name: { column: 'name', direction: 'ASC', index: 'product_listings_name', value: ':value' },
  'best-selling': {
    column: 'popularity',
    direction: 'DESC',
    index: 'product_listings_popularity',
    value: 'CAST(:value AS SIGNED)',
  },
  rating: {
    column: 'rating_score',
    direction: 'DESC',
    index: 'product_listings_rating',
    value: 'CAST(:value AS SIGNED)',
  },
};

/** The page that nearly everybody asks for, without the derived table of the later ones. */
export function firstPage(scope: ScopeKind, sort: ProductSort): string {
  const id = scopeExpressions[scope];
  const order = orders[sort];
  return `
    SELECT (SELECT total FROM listing_totals WHERE scope_id = ${id}) AS total,
           ${departmentOf(scope)} l.scope_id, l.${order.column} AS sort_value, ${cardColumns}
    FROM product_listings l FORCE INDEX (${order.index})
    STRAIGHT_JOIN products p ON p.id = l.product_id
    WHERE l.scope_id = ${id}
    ORDER BY ${alongIndex(order)}
    LIMIT :limit`;
}

/** Rows that are skipped are skipped in the index alone. */
export function laterPage(scope: ScopeKind, sort: ProductSort): string {
  const id = scopeExpressions[scope];
  const order = orders[sort];
  return pageOf(
    id,
    order,
    `SELECT l.scope_id, l.product_id, l.${order.column} AS sort_value
     FROM product_listings l FORCE INDEX (${order.index})
     WHERE l.scope_id = ${id}
     ORDER BY ${alongIndex(order)}
     LIMIT :limit OFFSET :offset`,
    departmentOf(scope),
  );
}

/**
 * The page behind a place: two ranges of the index, what is left of the products with the same value and those behind them. As one condition
 * with OR the server would walk through all of the equal ones.
 */
export function pageBehind(sort: ProductSort): string {
  const order = orders[sort];
  const { column, direction, index, value } = order;
  const behind = direction === 'ASC' ? '>' : '<';
  const range = (where: string): string => `
      (SELECT l.scope_id, l.product_id, l.${column} AS sort_value
       FROM product_listings l FORCE INDEX (${index})
       WHERE l.scope_id = :scope AND ${where}
       ORDER BY ${alongIndex(order)}
       LIMIT :limit)`;
  return pageOf(
    ':scope',
    order,
    `${range(`l.${column} = ${value} AND l.product_id ${behind} :id`)}
      UNION ALL
      ${range(`l.${column} ${behind} ${value}`)}
      ORDER BY sort_value ${direction}, product_id ${direction}
      LIMIT :limit`,
  );
}

function departmentOf(scope: ScopeKind): string {
  return scope === 'category-of-department' ? `${scopeExpressions.department} AS department_id,` : '';
}

function pageOf(scope: string, { direction }: SortOrder, rows: string, department = ''): string {
  return `
    SELECT (SELECT total FROM listing_totals WHERE scope_id = ${scope}) AS total,
           ${department} page.scope_id, page.sort_value, ${cardColumns}
    FROM (
      ${rows}
    ) page
    STRAIGHT_JOIN products p ON p.id = page.product_id
    ORDER BY page.sort_value ${direction}, page.product_id ${direction}`;
}

// The scope is one value, but MySQL doesn't see that of a subquery, and would sort: so the order names all columns of the index.
function alongIndex({ column, direction }: SortOrder): string {
  return ['scope_id', column, 'product_id'].map((each) => `l.${each} ${direction}`).join(', ');
}
