import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import { CategoryNotFound, DepartmentNotFound, OptionNotFound } from '../domain/catalog.errors.js';
import type { AdminCategoryView, AdminDepartmentView, AdminOptionView } from './admin-shelf.views.js';

interface ShelfRow {
  id: Buffer;
  slug: string;
  name: string;
  description: string;
  version: number;
  total: number | null;
}

interface CategoryRow extends ShelfRow {
  department_id: Buffer;
}

interface OptionRow {
  id: Buffer;
  code: string;
  name: string;
  version: number;
  value_id: Buffer | null;
  value_code: string;
  value_name: string;
}

/** Departments, categories and options for staff: few, so that one is picked from all of them. */
@Injectable()
export class AdminShelfQueries {
  constructor(private readonly database: Database) {}

  async departments(): Promise<AdminDepartmentView[]> {
    const [departments, categories] = await Promise.all([
      this.database.query<ShelfRow>(
        `SELECT d.id, d.slug, d.name, d.description, d.version, t.total
         FROM departments d
         LEFT JOIN listing_totals t ON t.scope_id = d.id
         ORDER BY d.position, d.id`,
      ),
      this.categories(),
    ]);
    return departments.map((row) => {
      const view = shelfView(row);
      const own = categories.filter(({ departmentId }) => departmentId === view.id);
      return { ...view, categories: own };
    });
  }

  /** @throws DepartmentNotFound */
  async department(id: string): Promise<AdminDepartmentView> {
    const department = (await this.departments()).find((each) => each.id === id.toLowerCase());
    if (department === undefined) throw new DepartmentNotFound();
    return department;
  }

  /** @throws CategoryNotFound */
  async category(id: string): Promise<AdminCategoryView> {
    const category = (await this.categories()).find((each) => each.id === id.toLowerCase());
    if (category === undefined) throw new CategoryNotFound();
    return category;
  }

  async options(): Promise<AdminOptionView[]> {
    const rows = await this.database.query<OptionRow>(
      `SELECT o.id, o.code, o.name, o.version, ov.id AS value_id, ov.code AS value_code, ov.name AS value_name
       FROM options o
       LEFT JOIN option_values ov ON ov.option_id = o.id
       ORDER BY o.position, o.id, ov.position, ov.id`,
    );
    const byCode = new Map<string, AdminOptionView>();
    for (const { id, code, name, version, ...value } of rows) {
      const option = byCode.get(code) ?? { id: bytesToId(id), code, name, version, values: [] };
      byCode.set(code, option);
      if (value.value_id !== null) {
        option.values.push({
          id: bytesToId(value.value_id),
          code: value.value_code,
          name: value.value_name,
        });
      }
    }
    return [...byCode.values()];
  }

  /** @throws OptionNotFound */
  async option(id: string): Promise<AdminOptionView> {
    const option = (await this.options()).find((each) => each.id === id.toLowerCase());
    if (option === undefined) throw new OptionNotFound();
    return option;
  }

  private async categories(): Promise<AdminCategoryView[]> {
    const rows = await this.database.query<CategoryRow>(
      `SELECT c.id, c.slug, c.name, c.description, c.version, c.department_id, t.total
       FROM categories c
       LEFT JOIN listing_totals t ON t.scope_id = c.id
       ORDER BY c.position, c.id`,
    );
    return rows.map((row) => Object.assign(shelfView(row), { departmentId: bytesToId(row.department_id) }));
  }
}

function shelfView({
  id,
  slug,
  name,
  description,
  version,
  total,
}: ShelfRow): Omit<AdminCategoryView, 'departmentId'> {
  return { id: bytesToId(id), slug, name, description, version, productCount: total ?? 0 };
}
