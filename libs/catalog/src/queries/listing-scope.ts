import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { CategoryNotFound, DepartmentNotFound } from '../domain/catalog.errors.js';
import { WHOLE_SHOP } from '../domain/scope.js';

/** What a list is narrowed to, by slugs. With both, the category counts if it belongs to the department. */
export interface ListingFilter {
  department?: string | undefined;
  category?: string | undefined;
}

export type ScopeKind = 'shop' | 'department' | 'category' | 'category-of-department';

export function scopeKindOf({ department, category }: ListingFilter): ScopeKind {
  if (category === undefined) return department === undefined ? 'shop' : 'department';
  return department === undefined ? 'category' : 'category-of-department';
}

/** The scope as an SQL expression, so that a list needs no query of its own to look it up. */
export const scopeExpressions: Readonly<Record<ScopeKind, string>> = {
  shop: `UNHEX('${WHOLE_SHOP.replaceAll('-', '')}')`,
  department: '(SELECT id FROM departments WHERE slug = :department)',
  category: '(SELECT id FROM categories WHERE slug = :category)',
  'category-of-department': `(
      SELECT c.id
      FROM categories c
      JOIN departments d ON d.id = c.department_id
      WHERE c.slug = :category AND d.slug = :department)`,
};

export function scopeParameters({ department, category }: ListingFilter): Record<string, string> {
  return {
    ...(department === undefined ? {} : { department }),
    ...(category === undefined ? {} : { category }),
  };
}

/** What to answer when a list has no row: the slug may be unknown, the shelf empty, or the page beyond its end. */
@Injectable()
export class EmptyPages {
  constructor(private readonly database: Database) {}

  /** The scopes are those that a change of the list is told of. @throws DepartmentNotFound, CategoryNotFound */
  async totalOf(filter: ListingFilter): Promise<{ total: number; scopeIds: string[] }> {
    const [category, department] = await Promise.all([
      this.shelf('categories', filter.category),
      this.shelf('departments', filter.department),
    ]);
    if (filter.department !== undefined && department === undefined) throw new DepartmentNotFound();
    if (filter.category !== undefined && category === undefined) throw new CategoryNotFound();
    const isElsewhere =
      category !== undefined && department !== undefined && category.parent?.equals(department.id) !== true;
    const scope = (category ?? department)?.id ?? idToBytes(WHOLE_SHOP);
    const scopes = category !== undefined && department !== undefined ? [scope, department.id] : [scope];
    return { total: isElsewhere ? 0 : await this.total(scope), scopeIds: scopes.map((id) => bytesToId(id)) };
  }

  private async shelf(
    table: 'departments' | 'categories',
    slug: string | undefined,
  ): Promise<{ id: Buffer; parent: Buffer | null } | undefined> {
    if (slug === undefined) return undefined;
    const parent = table === 'categories' ? 'department_id' : 'NULL';
    return this.database.queryOne(`SELECT id, ${parent} AS parent FROM ${table} WHERE slug = :slug`, {
      slug,
    });
  }

  private async total(scopeId: Buffer): Promise<number> {
    const row = await this.database.queryOne<{ total: number }>(
      'SELECT total FROM listing_totals WHERE scope_id = :scopeId',
      { scopeId },
    );
    return row?.total ?? 0;
  }
}
