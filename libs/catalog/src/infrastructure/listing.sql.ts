import { WHOLE_SHOP } from '../domain/scope.js';
import { ratingScore } from '../queries/rating-score.js';

/** The columns of product_listings that lists are ordered by. */
export const sortColumns = [
  'published_at',
  'price_from_amount',
  'name',
  'popularity',
  'rating_score',
] as const;

export const listingColumns = ['scope_id', 'product_id', ...sortColumns].join(', ');

/**
 * The listing rows that products should have: one for the whole shop, one for each category, one for each department of these. Only
 * published products that have something to buy are listed. `products` is a condition on `p.id`; its values are needed three times.
 */
export function selectListings(products: string): string {
  const columns = `p.id, p.published_at, p.price_from_amount, p.name, p.popularity, ${ratingScore('p')}`;
  const listed = `${products} AND p.status = 'published'
      AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.archived_at IS NULL)`;
  return `
    SELECT UNHEX('${WHOLE_SHOP.replaceAll('-', '')}') AS scope_id, p.id AS product_id, p.published_at, p.price_from_amount, p.name,
           p.popularity, ${ratingScore('p')} AS rating_score
    FROM products p
    WHERE ${listed}
    UNION ALL
    SELECT pc.category_id, ${columns}
    FROM products p
    JOIN product_categories pc ON pc.product_id = p.id
    WHERE ${listed}
    UNION ALL
    SELECT DISTINCT c.department_id, ${columns}
    FROM products p
    JOIN product_categories pc ON pc.product_id = p.id
    JOIN categories c ON c.id = pc.category_id
    WHERE ${listed}`;
}

/** For products that have no listings yet. */
export function insertListings(products: string): string {
  return `INSERT INTO product_listings (${listingColumns}) ${selectListings(products)}`;
}
