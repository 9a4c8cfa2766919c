import { newId } from '#shared-kernel';
import type { CategoryId, DepartmentId } from './ids.js';
import { Shelf, type ShelfDetails } from './shelf.js';

export interface NewCategory extends ShelfDetails {
  departmentId: DepartmentId;
}

/** Where products stand; each stands in as many as fit. */
export class Category extends Shelf {
  readonly id: CategoryId;
  private currentDepartmentId: DepartmentId;

  private constructor({ departmentId, ...details }: NewCategory, position: number) {
    super(details, position);
    this.id = newId<CategoryId>();
    this.currentDepartmentId = departmentId;
  }

  /** @throws InvalidShelf */
  static create(input: NewCategory, position: number): Category {
    return new Category(input, position);
  }

  /** With all that stands in it. */
  moveToDepartment(departmentId: DepartmentId, position: number): void {
    if (departmentId === this.currentDepartmentId) return;
    this.currentDepartmentId = departmentId;
    this.moveTo(position);
    this.hasChanged();
  }

  get departmentId(): DepartmentId {
    return this.currentDepartmentId;
  }
}
