import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Department } from '../domain/department.js';
import type { DepartmentId } from '../domain/ids.js';
import { lastPosition, putInOrder } from '../domain/positions.js';
import type { ShelfChange, ShelfDetails } from '../domain/shelf.js';
import { Shelves } from '../domain/shelves.js';
import { mustHaveSeen } from '../domain/version.js';
import { theShop, type Author } from './author.js';
import { differenceBetween } from './difference.js';
import { shelfState } from './audit-states.js';

const subjectType = 'department';

/** Departments are made, changed, put in order and removed. */
@Injectable()
export class KeepDepartments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shelves: Shelves,
    private readonly auditLog: AuditLog,
  ) {}

  /** Behind the others. @throws InvalidShelf, ShelfSlugTaken */
  create(details: ShelfDetails, by: Author = theShop): Promise<DepartmentId> {
    return this.unitOfWork.run(async () => {
      const department = Department.create(details, lastPosition(await this.shelves.departments()));
      await this.shelves.add(department);
      await this.record('catalog.create-department', by, department.id, { after: shelfState(department) });
      return department.id;
    });
  }

  /** @throws DepartmentNotFound, ChangedMeanwhile, InvalidShelf, ShelfSlugTaken */
  change(id: DepartmentId, change: ShelfChange, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const department = await this.shelves.department(id);
      mustHaveSeen(department, by.seen);
      const before = shelfState(department);
      department.change(change);
      await this.shelves.save(department);
      const difference = differenceBetween(before, shelfState(department));
      await this.record('catalog.change-department', by, id, difference);
    });
  }

  /** All of them. @throws InvalidOrder */
  order(ids: readonly DepartmentId[], by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const before = await this.shelves.departments();
      for (const department of putInOrder(before, ids)) await this.shelves.save(department);
      await this.auditLog.append({
        actor: by.actor,
        action: 'catalog.order-departments',
        subjectType: 'shop',
        subjectId: 'departments',
        before: before.map(({ slug }) => slug),
        after: ids.map((id) => before.find((department) => department.id === id)?.slug),
      });
    });
  }

  /** @throws DepartmentNotFound, ChangedMeanwhile, DepartmentNotEmpty */
  remove(id: DepartmentId, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const department = await this.shelves.department(id);
      mustHaveSeen(department, by.seen);
      await this.shelves.remove(department);
      await this.record('catalog.remove-department', by, id, { before: shelfState(department) });
    });
  }

  private record(
    action: string,
    { actor }: Author,
    subjectId: DepartmentId,
    states: { before?: unknown; after?: unknown },
  ): Promise<void> {
    return this.auditLog.append({ actor, action, subjectType, subjectId, ...states });
  }
}
