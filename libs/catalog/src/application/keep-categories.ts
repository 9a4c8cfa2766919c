import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Category, type NewCategory } from '../domain/category.js';
import type { CategoryId, DepartmentId } from '../domain/ids.js';
import { lastPosition, putInOrder } from '../domain/positions.js';
import type { ShelfChange } from '../domain/shelf.js';
import { Shelves } from '../domain/shelves.js';
import { mustHaveSeen } from '../domain/version.js';
import { theShop, type Author } from './author.js';
import { differenceBetween } from './difference.js';
import { shelfState } from './audit-states.js';

export interface CategoryChange extends ShelfChange {
  /** To another department, with all that stands in it; there it comes last. */
  departmentId?: DepartmentId | undefined;
}

/** Categories are made, changed, moved to another department, put in order and removed. */
@Injectable()
export class KeepCategories {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shelves: Shelves,
    private readonly auditLog: AuditLog,
  ) {}

  /** Behind the others of its department. @throws InvalidShelf, ShelfSlugTaken, DepartmentNotFound */
  create(input: NewCategory, by: Author = theShop): Promise<CategoryId> {
    return this.unitOfWork.run(async () => {
      const category = Category.create(input, await this.behindAllOf(input.departmentId));
      await this.shelves.add(category);
      await this.record('catalog.create-category', by, category.id, { after: shelfState(category) });
      return category.id;
    });
  }

  /** @throws CategoryNotFound, ChangedMeanwhile, InvalidShelf, ShelfSlugTaken, DepartmentNotFound */
  change(id: CategoryId, { departmentId, ...change }: CategoryChange, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const category = await this.shelves.category(id);
      mustHaveSeen(category, by.seen);
      const before = shelfState(category);
      category.change(change);
      if (departmentId !== undefined && departmentId !== category.departmentId)
        category.moveToDepartment(departmentId, await this.behindAllOf(departmentId));
      await this.shelves.save(category);
      const difference = differenceBetween(before, shelfState(category));
      await this.record('catalog.change-category', by, id, difference);
    });
  }

  /** All categories of the department. @throws DepartmentNotFound, InvalidOrder */
  order(departmentId: DepartmentId, ids: readonly CategoryId[], by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.shelves.department(departmentId);
      const before = await this.shelves.categoriesOf(departmentId);
      for (const category of putInOrder(before, ids)) await this.shelves.save(category);
      await this.auditLog.append({
        actor: by.actor,
        action: 'catalog.order-categories',
        subjectType: 'department',
        subjectId: departmentId,
        before: before.map(({ slug }) => slug),
        after: ids.map((id) => before.find((category) => category.id === id)?.slug),
      });
    });
  }

  /** @throws CategoryNotFound, ChangedMeanwhile, CategoryNotEmpty */
  remove(id: CategoryId, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const category = await this.shelves.category(id);
      mustHaveSeen(category, by.seen);
      await this.shelves.remove(category);
      await this.record('catalog.remove-category', by, id, { before: shelfState(category) });
    });
  }

  private async behindAllOf(departmentId: DepartmentId): Promise<number> {
    // Locked, so that two new categories do not take the same place.
    await this.shelves.department(departmentId);
    return lastPosition(await this.shelves.categoriesOf(departmentId));
  }

  private record(
    action: string,
    { actor }: Author,
    subjectId: CategoryId,
    states: { before?: unknown; after?: unknown },
  ): Promise<void> {
    return this.auditLog.append({ actor, action, subjectType: 'category', subjectId, ...states });
  }
}
