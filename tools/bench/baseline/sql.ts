// The statements of the baseline, as somebody who knows the tables and their indexes would write them by hand.

const card = `p.id, p.slug, p.name, p.currency, p.price_from_amount, p.price_to_amount, p.list_price_amount,
  p.image_file, p.stock_state, p.rating_sum, p.rating_count`;

const scope = '(SELECT id FROM categories WHERE slug = ?)';

const orders = {
  newest: ['newest', 'l.published_at DESC, l.product_id DESC'],
  price: ['price', 'l.price_from_amount, l.product_id'],
  '-price': ['price', 'l.price_from_amount DESC, l.product_id DESC'],
  name: ['name', 'l.name, l.product_id'],
  'best-selling': ['popularity', 'l.popularity DESC, l.product_id DESC'],
  rating: ['rating', 'l.rating_score DESC, l.product_id DESC'],
} as const;

type Order = (typeof orders)[keyof typeof orders];

const bySort = (statement: (order: Order) => string): ReadonlyMap<string, string> =>
  new Map(Object.entries(orders).map(([sort, order]) => [sort, statement(order)]));

export const firstPages = bySort(
  ([index, order]) => `
  SELECT ${card}
  FROM product_listings l FORCE INDEX (product_listings_${index})
  STRAIGHT_JOIN products p ON p.id = l.product_id
  WHERE l.scope_id = ${scope}
  ORDER BY ${order}
  LIMIT ?`,
);

/** What is skipped is skipped in the index alone; only the products of the page are looked up. */
export const laterPages = bySort(
  ([index, order]) => `
  SELECT ${card}
  FROM (
    SELECT l.product_id
    FROM product_listings l FORCE INDEX (product_listings_${index})
    WHERE l.scope_id = ${scope}
    ORDER BY ${order}
    LIMIT ? OFFSET ?
  ) shown
  STRAIGHT_JOIN products p ON p.id = shown.product_id`,
);

export const total = `
  SELECT COUNT(*) AS total
  FROM product_listings l
  WHERE l.scope_id = ${scope}`;

export const product = `
  SELECT ${card}, p.description, p.published_at,
         c.slug AS category_slug, c.name AS category_name, d.slug AS department_slug, d.name AS department_name
  FROM products p
  LEFT JOIN product_categories pc ON pc.product_id = p.id
  LEFT JOIN categories c ON c.id = pc.category_id
  LEFT JOIN departments d ON d.id = c.department_id
  WHERE p.slug = ? AND p.status = 'published'`;

export const parts = `
  SELECT v.id, v.position, v.sku, v.name, v.price_amount, v.sale_price_amount, v.stock_state,
         o.code AS option_code, ov.code AS value_code, ov.name AS value_name
  FROM products p
  JOIN variants v ON v.product_id = p.id
  LEFT JOIN variant_option_values vov ON vov.variant_id = v.id
  LEFT JOIN options o ON o.id = vov.option_id
  LEFT JOIN option_values ov ON ov.id = vov.option_value_id
  WHERE p.slug = ?
  UNION ALL
  SELECT NULL, i.position, i.file, i.alt, NULL, NULL, NULL, NULL, NULL, NULL
  FROM products p
  JOIN product_images i ON i.product_id = p.id
  WHERE p.slug = ?`;

const match = 'MATCH (p.name, p.description) AGAINST (? IN BOOLEAN MODE)';

export const found = `
  SELECT ${card}, ${match} AS score
  FROM products p
  WHERE ${match} AND p.status = 'published'
  ORDER BY score DESC, p.popularity DESC, p.id DESC
  LIMIT 20`;

export const foundTotal = `
  SELECT COUNT(*) AS total
  FROM products p
  WHERE ${match} AND p.status = 'published'`;

export const price = `
  SELECT v.price_amount, v.name, s.available
  FROM variants v
  JOIN stock s ON s.variant_id = v.id
  WHERE v.id = ?`;

export const putInCart = `
  INSERT INTO cart_line_items
    (cart_id, variant_id, quantity, saved_for_later, seen_unit_price_amount, seen_name, position)
  VALUES (?, ?, 1, 0, ?, ?, 2)
  ON DUPLICATE KEY UPDATE quantity = quantity + 1`;

export const takeStock = `
  UPDATE stock
  SET available = available - ?, version = version + 1, updated_at = UTC_TIMESTAMP(3)
  WHERE variant_id = ? AND available >= ?`;

const orderColumns = [
  ...['id', 'number', 'version', 'status', 'customer_id', 'cart_id', 'email', 'locale', 'currency'],
  ...['subtotal_amount', 'discount_amount', 'shipping_amount', 'tax_amount', 'total_amount'],
  ...[
    'shipping_tax_amount',
    'shipping_tax_basis_points',
    'item_count',
    'shipping_address',
    'shipping_method',
  ],
  ...['refused_payments', 'placed_at'],
];
const lineColumns = [
  ...['order_id', 'position', 'variant_id', 'product_id', 'product_slug', 'sku', 'name', 'variant_name'],
  ...['image_url', 'quantity', 'currency', 'unit_price_amount', 'discount_amount', 'line_total_amount'],
  ...['tax_amount', 'tax_basis_points', 'tax_label'],
];

const marks = (columns: readonly string[]): string => `(${columns.map(() => '?').join(', ')})`;

export const insertOrder = `INSERT INTO orders (${orderColumns.join(', ')}) VALUES ${marks(orderColumns)}`;
export const insertTwoLines = `
  INSERT INTO order_line_items (${lineColumns.join(', ')})
  VALUES ${marks(lineColumns)}, ${marks(lineColumns)}`;
