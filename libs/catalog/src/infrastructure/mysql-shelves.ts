import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { SqlRow } from '#platform/database/named-parameters.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { CategoryNotFound, DepartmentNotFound } from '../domain/catalog.errors.js';
import { Category } from '../domain/category.js';
import { Department } from '../domain/department.js';
import type { CategoryId, DepartmentId } from '../domain/ids.js';
import { WHOLE_SHOP, whatIsFound } from '../domain/scope.js';
import { Shelves } from '../domain/shelves.js';
import { Listings } from './listings.js';
import { RowWriter, type Table } from './row-writer.js';

const columns = ['id', 'slug', 'name', 'description', 'position', 'version'];
const departmentTable: Table = { name: 'departments', columns, keyLength: 1 };
const categoryTable: Table = { name: 'categories', columns: [...columns, 'department_id'], keyLength: 1 };

@Injectable()
export class MysqlShelves extends Shelves {
  /** Where a category stood when it was loaded. */
  private readonly departmentOf = new WeakMap<Category, DepartmentId>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly writer: RowWriter,
    private readonly listings: Listings,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async department(id: DepartmentId): Promise<Department> {
    const [department] = await this.loadDepartments((query) =>
      query.where('shelf.id = :id', { id: idToBytes(id) }),
    );
    if (department === undefined) throw new DepartmentNotFound();
    return department;
  }

  override departments(): Promise<Department[]> {
    return this.loadDepartments((query) => query);
  }

  override async category(id: CategoryId): Promise<Category> {
    const [category] = await this.loadCategories('shelf.id = :id', id);
    if (category === undefined) throw new CategoryNotFound();
    return category;
  }

  override categoriesOf(id: DepartmentId): Promise<Category[]> {
    return this.loadCategories('shelf.currentDepartmentId = :id', id);
  }

  override async add(shelf: Department | Category): Promise<void> {
    await this.writer.insert(tableOf(shelf), [rowOf(shelf)]);
    await this.tell(shelf);
  }

  override async save(shelf: Department | Category): Promise<void> {
    await this.writer.update(tableOf(shelf), [rowOf(shelf)]);
    await this.tell(shelf);
    if (!(shelf instanceof Category)) return;
    const before = this.departmentOf.get(shelf);
    if (before === undefined || before === shelf.departmentId) return;
    await this.listings.moveCategory(shelf.id, before, shelf.departmentId);
  }

  override async remove(shelf: Department | Category): Promise<void> {
    const id = idToBytes(shelf.id);
    await this.writer.remove(tableOf(shelf), [[id]]);
    await this.database.writeLater('DELETE FROM listing_totals WHERE scope_id = :id', { id });
    await this.tell(shelf);
  }

  /** A shelf is shown with its department, and in the list of all of them. */
  private tell(shelf: Department | Category): Promise<void> {
    const scopes = [shelf.id, ...(shelf instanceof Category ? [shelf.departmentId] : []), WHOLE_SHOP];
    return this.changeFeed.append([...scopes.map((subject) => ({ topic: 'scope', subject })), whatIsFound]);
  }

  private loadDepartments(
    narrowed: (query: SelectQueryBuilder<Department>) => SelectQueryBuilder<Department>,
  ): Promise<Department[]> {
    return narrowed(this.unitOfWork.manager.createQueryBuilder(Department, 'shelf'))
      .orderBy('shelf.currentPosition')
      .addOrderBy('shelf.id')
      .setLock('pessimistic_write')
      .getMany();
  }

  private async loadCategories(condition: string, id: string): Promise<Category[]> {
    const categories = await this.unitOfWork.manager
      .createQueryBuilder(Category, 'shelf')
      .where(condition, { id: idToBytes(id) })
      .orderBy('shelf.currentPosition')
      .addOrderBy('shelf.id')
      .setLock('pessimistic_write')
      .getMany();
    for (const category of categories) this.departmentOf.set(category, category.departmentId);
    return categories;
  }
}

function tableOf(shelf: Department | Category): Table {
  return shelf instanceof Category ? categoryTable : departmentTable;
}

function rowOf(shelf: Department | Category): SqlRow {
  const { id, slug, name, description, position, version } = shelf;
  const row = [idToBytes(id), slug, name, description, position, version];
  return shelf instanceof Category ? [...row, idToBytes(shelf.departmentId)] : row;
}
