import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Category } from '../domain/category.js';
import { Department } from '../domain/department.js';
import type { CategoryId, DepartmentId, OptionId } from '../domain/ids.js';
import { Option } from '../domain/option.js';
import { Options } from '../domain/options.js';
import { lastPosition } from '../domain/positions.js';
import { Shelves } from '../domain/shelves.js';

export interface ImportedShelf {
  /** Of the one that an earlier import has made; without it a new one is made, with a slug that is free. */
  id?: string | undefined;
  slug: string;
  name: string;
  description: string;
}

export interface ImportedCategory extends ImportedShelf {
  departmentId: string;
}

export interface ImportedOption {
  id?: string | undefined;
  code: string;
  name: string;
  /** In their order. */
  values: readonly { code: string; name: string }[];
}

export interface KeptOption {
  id: string;
  code: string;
  /** For each of the values that were named: what it is here, and whether it was made now. */
  values: readonly { id: string; code: string; name: string; isNew: boolean }[];
  isNew: boolean;
}

const actor = 'system:import';

/** The shelves and options of another shop become ours, by the same rules as those that staff make. Works only inside a unit of work. */
@Injectable()
export class CatalogImport {
  constructor(
    private readonly shelves: Shelves,
    private readonly options: Options,
    private readonly audit: AuditLog,
  ) {}

  /** Behind the departments that there are. @throws InvalidShelf */
  async keepDepartment({ id, ...details }: ImportedShelf): Promise<{ id: string; slug: string }> {
    if (id !== undefined) return this.change(await this.shelves.department(id as DepartmentId), details);
    const departments = await this.shelves.departments();
    const slug = freeSlug(details.slug, departments);
    const department = Department.create({ ...details, slug }, lastPosition(departments));
    return this.add(department, 'department');
  }

  /** Behind the categories of the department. @throws InvalidShelf */
  async keepCategory({
    id,
    departmentId,
    ...details
  }: ImportedCategory): Promise<{ id: string; slug: string }> {
    const ofDepartment = await this.shelves.categoriesOf(departmentId as DepartmentId);
    if (id !== undefined) {
      const category = await this.shelves.category(id as CategoryId);
      category.moveToDepartment(departmentId as DepartmentId, lastPosition(ofDepartment));
      return this.change(category, details);
    }
    const slug = freeSlug(details.slug, await this.everyCategory());
    const category = Category.create(
      { ...details, slug, departmentId: departmentId as DepartmentId },
      lastPosition(ofDepartment),
    );
    return this.add(category, 'category');
  }

  /** An option of the same code or name is the same option, and so with its values; what is missing comes behind. @throws InvalidOption */
  async keepOption({ id, code, name, values }: ImportedOption): Promise<KeptOption> {
    const all = await this.options.all();
    const known = all.find((option) => (id === undefined ? isCalled(option, code, name) : option.id === id));
    const option = known ?? Option.create({ code, name, values: [] }, lastPosition(all));
    const before = new Set(option.values.map((value) => value.id));
    for (const value of values) {
      if (!option.values.some((each) => isCalled(each, value.code, value.name))) option.addValue(value);
    }
    if (known === undefined) await this.options.add(option);
    else if (option.values.length > before.size) await this.options.save(option);
    const kept = values.flatMap(
      (value) => option.values.find((each) => isCalled(each, value.code, value.name)) ?? [],
    );
    const added = option.values.filter((value) => !before.has(value.id));
    if (known === undefined || added.length > 0) await this.tell(option.id, known === undefined, name, added);
    return {
      id: option.id,
      code: option.code,
      isNew: known === undefined,
      values: kept.map((value) => ({
        id: value.id,
        code: value.code,
        name: value.name,
        isNew: !before.has(value.id),
      })),
    };
  }

  private async add(shelf: Department | Category, kind: string): Promise<{ id: string; slug: string }> {
    const { id, slug, name } = shelf;
    await this.shelves.add(shelf);
    await this.audit.append({
      actor,
      action: `catalog.create-${kind}`,
      subjectType: kind,
      subjectId: id,
      after: { slug, name },
    });
    return { id, slug };
  }

  private async change(
    shelf: Department | Category,
    { name, description }: Pick<ImportedShelf, 'name' | 'description'>,
  ): Promise<{ id: string; slug: string }> {
    const kind = shelf instanceof Category ? 'category' : 'department';
    const { id, slug } = shelf;
    const before = { name: shelf.name, description: shelf.description };
    shelf.change({ name, description });
    await this.shelves.save(shelf);
    const after = { name, description };
    const action = `catalog.change-${kind}`;
    await this.audit.append({ actor, action, subjectType: kind, subjectId: id, before, after });
    return { id, slug };
  }

  private async everyCategory(): Promise<Category[]> {
    const categories: Category[] = [];
    for (const { id } of await this.shelves.departments())
      categories.push(...(await this.shelves.categoriesOf(id)));
    return categories;
  }

  private tell(
    subjectId: OptionId,
    isNew: boolean,
    name: string,
    added: readonly { readonly name: string }[],
  ): Promise<void> {
    return this.audit.append({
      actor,
      action: isNew ? 'catalog.create-option' : 'catalog.change-option',
      subjectType: 'option',
      subjectId,
      after: { name, values: added.map((value) => value.name) },
    });
  }
}

function isCalled(
  known: { readonly code: string; readonly name: string },
  code: string,
  name: string,
): boolean {
  return known.code === code || known.name.toLowerCase() === name.toLowerCase();
}

function freeSlug(wanted: string, shelves: readonly { readonly slug: string }[]): string {
  const taken = new Set(shelves.map(({ slug }) => slug));
  let free = wanted;
  for (let n = 2; taken.has(free); n += 1) free = `${wanted}-${String(n)}`;
  return free;
}
