import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlParameters, SqlValue } from '#platform/database/named-parameters.js';
import { EmptyPages, scopeKindOf, scopeParameters, type ListingFilter } from './listing-scope.js';
import { productCard, type CardRow } from './product-card.js';
import { productTag, scopeTag, type ListWindow, type ProductList } from './product-list.js';
import { firstPage, laterPage, pageBehind } from './product-list.sql.js';
import type { ProductSort } from './product-sorts.js';
import type { CursorValues } from './search-engine.js';

export interface ListInput extends ListingFilter {
  sort: ProductSort;
}

interface ListRow extends CardRow {
  total: number | null;
  scope_id: Buffer;
  /** With a category within a department: the list ends with the address of either. */
  department_id?: Buffer;
  sort_value: Date | number | string;
}

/** Plain lists: one statement each, which reads one range of a listing index, the products by their keys, and the kept total. */
@Injectable()
export class ProductListQueries {
  private readonly statements = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly emptyPages: EmptyPages,
  ) {}

  /** @throws DepartmentNotFound, CategoryNotFound */
  async list({ sort, ...filter }: ListInput, window: ListWindow): Promise<ProductList> {
    if ('after' in window) return this.behind(sort, filter, window);
    const { offset, limit } = window;
    const kind = scopeKindOf(filter);
    const sql =
      offset === 0
        ? this.statement(`${kind} ${sort}`, () => firstPage(kind, sort))
        : this.statement(`${kind} ${sort} later`, () => laterPage(kind, sort));
    const rows = await this.rows(sql, {
      ...scopeParameters(filter),
      // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
      limit: String(limit),
      ...(offset === 0 ? {} : { offset: String(offset) }),
    });
    const list = await this.listOf(rows, filter);
    return { ...list, next: offset + rows.length < list.total ? placeOf(rows.at(-1)) : undefined };
  }

  private async behind(
    sort: ProductSort,
    filter: ListingFilter,
    { after, limit }: { after: CursorValues; limit: number },
  ): Promise<ProductList> {
    const [scope = '', value = '', id = ''] = after;
    const sql = this.statement(`behind ${sort}`, () => pageBehind(sort));
    const rows = await this.rows(sql, {
      scope: idToBytes(String(scope)),
      value: sort === 'newest' ? new Date(Number(value)) : value,
      id: idToBytes(String(id)),
      // One more tells whether there is a next page.
      limit: String(limit + 1),
    });
    const page = rows.slice(0, limit);
    const list = await this.listOf(page, filter);
    return { ...list, next: rows.length > limit ? placeOf(page.at(-1)) : undefined };
  }

  private rows(sql: string, parameters: SqlParameters & Record<string, SqlValue>): Promise<ListRow[]> {
    return this.database.query<ListRow>(sql, parameters);
  }

  private async listOf(rows: readonly ListRow[], filter: ListingFilter): Promise<Omit<ProductList, 'next'>> {
    const [first] = rows;
    const { total, scopeIds } =
      first === undefined
        ? await this.emptyPages.totalOf(filter)
        : { total: first.total ?? 0, scopeIds: scopesOf(first) };
    const items = rows.map(productCard);
    const tags = [...scopeIds.map(scopeTag), ...items.map(({ id }) => productTag(id))];
    return { items, total, totalRelation: 'exact', tags };
  }

  private statement(key: string, make: () => string): string {
    let sql = this.statements.get(key);
    if (sql === undefined) this.statements.set(key, (sql = make()));
    return sql;
  }
}

function scopesOf({ scope_id, department_id }: ListRow): string[] {
  return [scope_id, ...(department_id === undefined ? [] : [department_id])].map((id) => bytesToId(id));
}

function placeOf(row: ListRow | undefined): CursorValues | undefined {
  if (row === undefined) return undefined;
  const { scope_id, sort_value, id } = row;
  return [bytesToId(scope_id), sort_value instanceof Date ? sort_value.getTime() : sort_value, bytesToId(id)];
}
