import { insertListings } from '../infrastructure/listing.sql.js';
import { Draws } from './draws.js';
import { LargeProducts, type Rows } from './large-products.js';

/** A mysql2 connection or pool (promise API), or a TypeORM DataSource or QueryRunner. */
export interface Queryable {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

export interface LargeCatalogOptions {
  products: number;
  departments?: number;
  categoriesPerDepartment?: number;
  /** Writes the tables `stock` and `stock_movements` too: the migrations of inventory must have run. */
  withStock?: boolean;
  currency?: string;
  onProgress?: (products: number) => void;
}

const batch = 2_000;

/**
 * Fills the catalogue with many published products, the same ones each time, by set-based inserts that keep the
 * listings and their totals. For benches and tests; the tables may hold other products already.
 */
export async function fillLargeCatalog(db: Queryable, options: LargeCatalogOptions): Promise<void> {
  const {
    products,
    departments = 4,
    categoriesPerDepartment = 6,
    currency = 'USD',
    withStock = true,
  } = options;
  const draws = new Draws(20_261);
  const shelves = shelvesOf(draws, departments, categoriesPerDepartment);
  await insert(db, 'departments', ['id', 'slug', 'name', 'description', 'position'], shelves.departments);
  await insert(
    db,
    'categories',
    ['id', 'department_id', 'slug', 'name', 'description', 'position'],
    shelves.categories,
  );
  const source = new LargeProducts(
    draws,
    shelves.categories.map(([id]) => id as Buffer),
    currency,
  );
  await insert(db, 'options', ['id', 'code', 'name', 'position'], source.options);
  await insert(db, 'option_values', ['id', 'option_id', 'code', 'name', 'position'], source.optionValues);
  for (let from = 0; from < products; from += batch) {
    const rows = source.take(from, Math.min(from + batch, products));
    await insertProducts(db, rows);
    if (withStock) await insertStock(db, rows);
    options.onProgress?.(Math.min(from + batch, products));
  }
  await countListings(db);
}

async function insertProducts(db: Queryable, rows: Rows): Promise<void> {
  await insert(db, 'products', LargeProducts.productColumns, rows.products);
  await insert(db, 'product_categories', ['product_id', 'category_id'], rows.productCategories);
  await insert(db, 'product_images', ['product_id', 'position', 'file', 'alt'], rows.images);
  await insert(db, 'variants', LargeProducts.variantColumns, rows.variants);
  await insert(db, 'variant_option_values', ['variant_id', 'option_id', 'option_value_id'], rows.choices);
  const range = [rows.products[0]?.[0], rows.products.at(-1)?.[0]];
  await db.query(insertListings('p.id BETWEEN ? AND ?'), [...range, ...range, ...range]);
}

async function insertStock(db: Queryable, rows: Rows): Promise<void> {
  await insert(db, 'stock', ['variant_id', 'available', 'reserved', 'version', 'updated_at'], rows.stock);
  await insert(
    db,
    'stock_movements',
    ['variant_id', 'id', 'kind', 'quantity', 'occurred_at'],
    rows.movements,
  );
}

async function countListings(db: Queryable): Promise<void> {
  await db.query(`
    INSERT INTO listing_totals (scope_id, total)
    SELECT scope_id, COUNT(*)
    FROM product_listings
    GROUP BY scope_id
    ON DUPLICATE KEY UPDATE total = VALUES(total)`);
}

function shelvesOf(
  draws: Draws,
  departments: number,
  categoriesPerDepartment: number,
): { departments: unknown[][]; categories: unknown[][] } {
  const shelves = { departments: [] as unknown[][], categories: [] as unknown[][] };
  for (let d = 1; d <= departments; d++) {
    const department = draws.id();
    shelves.departments.push([
      department,
      `large-${String(d)}`,
      `Large department ${String(d)}`,
      'Made for measuring.',
      100 + d,
    ]);
    for (let c = 1; c <= categoriesPerDepartment; c++) {
      const name = `${String(d)}.${String(c)}`;
      shelves.categories.push([
        draws.id(),
        department,
        `large-${String(d)}-${String(c)}`,
        `Large category ${name}`,
        'Made for measuring.',
        c,
      ]);
    }
  }
  return shelves;
}

async function insert(
  db: Queryable,
  table: string,
  columns: readonly string[],
  rows: unknown[][],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [rows]);
}
