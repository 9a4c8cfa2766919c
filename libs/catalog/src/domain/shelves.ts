import type { Category } from './category.js';
import type { Department } from './department.js';
import type { CategoryId, DepartmentId } from './ids.js';

/** Departments and categories: few, so that all of them may be loaded. Works only inside a unit of work; tells the change feed. */
export abstract class Shelves {
  /** Locked. @throws DepartmentNotFound */
  abstract department(id: DepartmentId): Promise<Department>;

  /** All of them in their order, locked. */
  abstract departments(): Promise<Department[]>;

  /** Locked. @throws CategoryNotFound */
  abstract category(id: CategoryId): Promise<Category>;

  /** All of a department in their order, locked. */
  abstract categoriesOf(id: DepartmentId): Promise<Category[]>;

  /** @throws ShelfSlugTaken, DepartmentNotFound */
  abstract add(shelf: Department | Category): Promise<void>;

  /** The products of a category that has moved are listed in its new department. @throws ShelfSlugTaken, DepartmentNotFound */
  abstract save(shelf: Department | Category): Promise<void>;

  /** @throws DepartmentNotEmpty, CategoryNotEmpty */
  abstract remove(shelf: Department | Category): Promise<void>;
}
