import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import { CategoryNotFound, DepartmentNotFound } from '../domain/catalog.errors.js';
import type { CategoryView, DepartmentCategoryView, DepartmentView } from './catalog.views.js';

interface ShelfRow {
  id: Buffer;
  slug: string;
  name: string;
  description: string;
  total: number | null;
}

interface CategoryRow extends ShelfRow {
  department_slug: string;
  department_name: string;
}

const departments = `
  SELECT d.id, d.slug, d.name, d.description, t.total
  FROM departments d
  LEFT JOIN listing_totals t ON t.scope_id = d.id
  ORDER BY d.position, d.id`;

const categories = `
  SELECT c.id, c.slug, c.name, c.description, t.total, d.slug AS department_slug, d.name AS department_name
  FROM categories c
  JOIN departments d ON d.id = c.department_id
  LEFT JOIN listing_totals t ON t.scope_id = c.id
  ORDER BY d.position, d.id, c.position, c.id`;

/** Departments and categories: few, so that all of them are one answer. */
@Injectable()
export class ShelfQueries {
  constructor(private readonly database: Database) {}

  async departments(): Promise<DepartmentView[]> {
    const [departmentRows, categoryRows] = await Promise.all([
      this.database.query<ShelfRow>(departments),
      this.database.query<CategoryRow>(categories),
    ]);
    return departmentRows.map((row) =>
      Object.assign(shelfView(row), {
        categories: categoryRows.filter(({ department_slug }) => department_slug === row.slug).map(shelfView),
      }),
    );
  }

  /** @throws DepartmentNotFound */
  async department(slug: string): Promise<DepartmentView> {
    const department = (await this.departments()).find((each) => each.slug === slug);
    if (department === undefined) throw new DepartmentNotFound();
    return department;
  }

  async categories(): Promise<CategoryView[]> {
    return (await this.database.query<CategoryRow>(categories)).map((row) =>
      Object.assign(shelfView(row), { department: { slug: row.department_slug, name: row.department_name } }),
    );
  }

  /** @throws CategoryNotFound */
  async category(slug: string): Promise<CategoryView> {
    const category = (await this.categories()).find((each) => each.slug === slug);
    if (category === undefined) throw new CategoryNotFound();
    return category;
  }
}

function shelfView(row: ShelfRow): DepartmentCategoryView {
  return {
    id: bytesToId(row.id),
    slug: row.slug,
    name: row.name,
    description: row.description,
    productCount: row.total ?? 0,
  };
}
