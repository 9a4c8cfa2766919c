import {
  CategoryNotEmpty,
  CategoryNotFound,
  DepartmentNotEmpty,
  DepartmentNotFound,
  ShelfSlugTaken,
} from '../domain/catalog.errors.js';
import { Category } from '../domain/category.js';
import { Department } from '../domain/department.js';
import type { CategoryId, DepartmentId } from '../domain/ids.js';
import { Shelves } from '../domain/shelves.js';

/** The port without a database. */
export class InMemoryShelves extends Shelves {
  /** Categories that products stand in. */
  readonly full = new Set<CategoryId>();
  private readonly all = new Map<string, Department | Category>();

  override department(id: DepartmentId): Promise<Department> {
    const shelf = this.all.get(id);
    return shelf instanceof Department ? Promise.resolve(shelf) : Promise.reject(new DepartmentNotFound());
  }

  override departments(): Promise<Department[]> {
    return Promise.resolve(inOrder([...this.all.values()].filter((shelf) => shelf instanceof Department)));
  }

  override category(id: CategoryId): Promise<Category> {
    const shelf = this.all.get(id);
    return shelf instanceof Category ? Promise.resolve(shelf) : Promise.reject(new CategoryNotFound());
  }

  override categoriesOf(id: DepartmentId): Promise<Category[]> {
    const categories = [...this.all.values()].filter((shelf) => shelf instanceof Category);
    return Promise.resolve(inOrder(categories.filter(({ departmentId }) => departmentId === id)));
  }

  override add(shelf: Department | Category): Promise<void> {
    return this.save(shelf);
  }

  override save(shelf: Department | Category): Promise<void> {
    const others = [...this.all.values()].filter(
      ({ id, constructor }) => id !== shelf.id && constructor === shelf.constructor,
    );
    if (others.some(({ slug }) => slug === shelf.slug)) return Promise.reject(new ShelfSlugTaken());
    this.all.set(shelf.id, shelf);
    return Promise.resolve();
  }

  override async remove(shelf: Department | Category): Promise<void> {
    if (shelf instanceof Category && this.full.has(shelf.id)) throw new CategoryNotEmpty();
    if (shelf instanceof Department && (await this.categoriesOf(shelf.id)).length > 0)
      throw new DepartmentNotEmpty();
    this.all.delete(shelf.id);
  }
}

function inOrder<Some extends { readonly position: number }>(shelves: Some[]): Some[] {
  return shelves.sort((one, other) => one.position - other.position);
}
