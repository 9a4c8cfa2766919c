import { newId } from '#shared-kernel';
import type { DepartmentId } from './ids.js';
import { Shelf, type ShelfDetails } from './shelf.js';

/** A part of the shop; its categories hold the products. */
export class Department extends Shelf {
  readonly id: DepartmentId;

  private constructor(details: ShelfDetails, position: number) {
    super(details, position);
    this.id = newId<DepartmentId>();
  }

  /** @throws InvalidShelf */
  static create(details: ShelfDetails, position: number): Department {
    return new Department(details, position);
  }
}
