import { WHOLE_SHOP } from '../domain/scope.js';

/**
 * The listing rows that published products should have: one for the whole shop, one for each category, one for each
 * department of these. `products` is a condition on `p.id`; its values are needed three times.
 */
export function insertListings(products: string): string {
  const sortColumns = 'p.id, p.published_at, p.price_from_amount, p.name, p.popularity';
  return `
    INSERT INTO product_listings (scope_id, product_id, published_at, price_from_amount, name, popularity)
    SELECT UNHEX('${WHOLE_SHOP.replaceAll('-', '')}'), ${sortColumns}
    FROM products p
    WHERE ${products} AND p.status = 'published'
    UNION ALL
    SELECT pc.category_id, ${sortColumns}
    FROM products p
    JOIN product_categories pc ON pc.product_id = p.id
    WHERE ${products} AND p.status = 'published'
    UNION ALL
    SELECT DISTINCT c.department_id, ${sortColumns}
    FROM products p
    JOIN product_categories pc ON pc.product_id = p.id
    JOIN categories c ON c.id = pc.category_id
    WHERE ${products} AND p.status = 'published'`;
}
