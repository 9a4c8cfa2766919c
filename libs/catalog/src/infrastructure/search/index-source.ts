import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlParameters } from '#platform/database/named-parameters.js';
import { WHOLE_SHOP } from '../../domain/scope.js';
import type { StockState } from '../../domain/stock-state.js';
import { starsOf, type SearchDocument, type SearchLabels } from './search-document.js';

interface ProductRow {
  id: Buffer;
  name: string;
  name_key: Buffer;
  description: string;
  published_at: Date;
  price_from_amount: number;
  list_price_amount: number;
  stock_state: StockState;
  popularity: number;
  rating_score: number;
  rating_sum: number;
  rating_count: number;
}

interface LinkRow {
  product_id: Buffer;
  linked_id: Buffer;
}

interface CategoryRow {
  id: Buffer;
  slug: string;
  name: string;
  department_id: Buffer;
}

interface ValueRow {
  id: Buffer;
  code: string;
  name: string;
  option_code: string;
  option_name: string;
}

const whole = `UNHEX('${WHOLE_SHOP.replaceAll('-', '')}')`;

// From the lists' own table: what is found here stands in the same order there.
const products = (where: string): string => `
  SELECT p.id, p.name, WEIGHT_STRING(l.name) AS name_key, p.description, l.published_at, l.price_from_amount,
         p.list_price_amount, p.stock_state, l.popularity, l.rating_score, p.rating_sum, p.rating_count
  FROM product_listings l
  STRAIGHT_JOIN products p ON p.id = l.product_id
  WHERE l.scope_id = ${whole} AND ${where}`;

const scopes = (where: string): string => `
  SELECT l.product_id, l.scope_id AS linked_id
  FROM product_listings l FORCE INDEX (product_listings_product)
  WHERE ${where} AND l.scope_id <> ${whole}`;

const values = (where: string): string => `
  SELECT DISTINCT l.product_id, v.option_value_id AS linked_id
  FROM variants l
  STRAIGHT_JOIN variant_option_values v ON v.variant_id = l.id
  WHERE ${where} AND l.archived_at IS NULL`;

const batch = 'l.product_id > :after';
const within = 'l.product_id BETWEEN :first AND :last';
const listed = 'l.product_id IN (:ids)';

/** Reads from the database what the index holds. */
@Injectable()
export class IndexSource {
  // The text of an id is made once for the few that everything is linked to.
  private readonly linkIds = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** The published products behind one, in the order of their ids. */
  async productsAfter(id: string, limit: number): Promise<SearchDocument[]> {
    const rows = await this.database.query<ProductRow>(
      `${products(batch)} ORDER BY l.scope_id, l.product_id LIMIT :limit`,
      { after: idToBytes(id), limit: String(limit) },
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return [];
    return this.documents(rows, within, { first: first.id, last: last.id });
  }

  /** Those of them that are published. */
  async products(ids: readonly string[]): Promise<SearchDocument[]> {
    const [first] = ids;
    if (first === undefined) return [];
    // Filled up to a power of two: each number of ids would be a prepared statement of its own.
    const padding = Array<string>(2 ** Math.ceil(Math.log2(ids.length)) - ids.length).fill(first);
    const parameters = { ids: [...ids, ...padding].map(idToBytes) };
    return this.documents(
      await this.database.query<ProductRow>(products(listed), parameters),
      listed,
      parameters,
    );
  }

  async labels(): Promise<SearchLabels> {
    const [departments, categories, options] = await Promise.all([
      this.database.query<Omit<CategoryRow, 'department_id'>>(
        'SELECT id, slug, name FROM departments ORDER BY position, id',
      ),
      this.database.query<CategoryRow>(
        `SELECT c.id, c.slug, c.name, c.department_id
         FROM categories c
         JOIN departments d ON d.id = c.department_id
         ORDER BY d.position, d.id, c.position, c.id`,
      ),
      this.database.query<ValueRow>(
        `SELECT v.id, v.code, v.name, o.code AS option_code, o.name AS option_name
         FROM options o
         JOIN option_values v ON v.option_id = o.id
         ORDER BY o.position, o.id, v.position, v.id`,
      ),
    ]);
    return {
      departments: departments.map((row) => ({ ...row, id: bytesToId(row.id) })),
      categories: categories.map(({ id, slug, name, department_id }) => ({
        ...{ id: bytesToId(id), slug, name },
        departmentId: bytesToId(department_id),
      })),
      options: optionLabels(options),
    };
  }

  /** How often the products behind one were sold. */
  async popularitiesAfter(id: string, limit: number): Promise<[id: string, popularity: number][]> {
    const rows = await this.database.query<{ product_id: Buffer; popularity: number }>(
      `SELECT l.product_id, l.popularity
       FROM product_listings l
       WHERE l.scope_id = ${whole} AND ${batch}
       ORDER BY l.scope_id, l.product_id
       LIMIT :limit`,
      { after: idToBytes(id), limit: String(limit) },
    );
    return rows.map(({ product_id, popularity }) => [bytesToId(product_id), popularity]);
  }

  private async documents(
    rows: readonly ProductRow[],
    where: string,
    parameters: SqlParameters,
  ): Promise<SearchDocument[]> {
    const [scopeRows, valueRows] = await Promise.all([
      this.database.query<LinkRow>(scopes(where), parameters),
      this.database.query<LinkRow>(values(where), parameters),
    ]);
    const scopesOf = this.grouped(scopeRows);
    const valuesOf = this.grouped(valueRows);
    return rows.map((row) => documentOf(row, scopesOf.get(keyOf(row.id)), valuesOf.get(keyOf(row.id))));
  }

  private grouped(rows: readonly LinkRow[]): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const { product_id, linked_id } of rows) {
      const key = keyOf(product_id);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [this.linkId(linked_id)]);
      else group.push(this.linkId(linked_id));
    }
    return groups;
  }

  private linkId(bytes: Buffer): string {
    const key = keyOf(bytes);
    let id = this.linkIds.get(key);
    if (id === undefined) this.linkIds.set(key, (id = bytesToId(bytes)));
    return id;
  }
}

function documentOf(row: ProductRow, scopeIds: string[] = [], valueIds: string[] = []): SearchDocument {
  return {
    id: bytesToId(row.id),
    name: row.name,
    nameKey: row.name_key,
    description: row.description,
    publishedAt: row.published_at.getTime(),
    price: row.price_from_amount,
    listPrice: row.list_price_amount,
    inStock: row.stock_state !== 'sold-out',
    popularity: row.popularity,
    ratingScore: row.rating_score,
    stars: starsOf(row.rating_sum, row.rating_count),
    scopes: scopeIds,
    optionValues: valueIds,
  };
}

function optionLabels(rows: readonly ValueRow[]): SearchLabels['options'] {
  const options = new Map<
    string,
    { code: string; name: string; values: { id: string; code: string; name: string }[] }
  >();
  for (const { id, code, name, option_code, option_name } of rows) {
    let option = options.get(option_code);
    if (option === undefined)
      options.set(option_code, (option = { code: option_code, name: option_name, values: [] }));
    option.values.push({ id: bytesToId(id), code, name });
  }
  return [...options.values()];
}

function keyOf(bytes: Buffer): string {
  return bytes.toString('latin1');
}
