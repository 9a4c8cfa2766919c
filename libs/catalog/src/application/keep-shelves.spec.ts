import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import {
  CategoryNotEmpty,
  ChangedMeanwhile,
  DepartmentNotEmpty,
  DepartmentNotFound,
  InvalidOrder,
  ShelfSlugTaken,
} from '../domain/catalog.errors.js';
import type { CategoryId, DepartmentId } from '../domain/ids.js';
import { aCounter, type Counter } from '../testing/counter.js';
import { KeepCategories } from './keep-categories.js';
import { KeepDepartments } from './keep-departments.js';

interface Office extends Counter {
  departments: KeepDepartments;
  categories: KeepCategories;
}

function anOffice(): Office {
  const counter = aCounter();
  const { unitOfWork, shelves, auditLog } = counter;
  return Object.assign(counter, {
    departments: new KeepDepartments(unitOfWork, shelves, auditLog),
    categories: new KeepCategories(unitOfWork, shelves, auditLog),
  });
}

const details = (slug: string): { slug: string; name: string; description: string } => ({
  slug,
  name: slug,
  description: '',
});
const ida = { actor: 'ida' };

describe('keeping departments', () => {
  it('makes, changes, orders and removes them, each with a line in the audit log', async () => {
    const { departments, shelves, audited } = anOffice();
    const home = await departments.create(details('home'), ida);
    const garden = await departments.create(details('garden'), ida);
    await departments.change(home, { name: 'House' }, { ...ida, seen: [1] });
    await departments.order([garden, home], ida);
    expect((await shelves.departments()).map(({ name }) => name)).toEqual(['garden', 'House']);
    await departments.remove(garden, ida);
    expect((await shelves.departments()).map(({ id }) => id)).toEqual([home]);
    expect(audited.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'ida: catalog.create-department',
      'ida: catalog.create-department',
      'ida: catalog.change-department',
      'ida: catalog.order-departments',
      'ida: catalog.remove-department',
    ]);
    expect(audited[2]).toMatchObject({ before: { name: 'home' }, after: { name: 'House' } });
    expect(audited[3]).toMatchObject({ before: ['home', 'garden'], after: ['garden', 'home'] });
  });

  it('refuses what would harm', async () => {
    const { departments, categories } = anOffice();
    const home = await departments.create(details('home'));
    await expect(departments.create(details('home'))).rejects.toThrow(ShelfSlugTaken);
    await expect(departments.change(home, { name: 'x' }, { ...ida, seen: [9] })).rejects.toThrow(
      ChangedMeanwhile,
    );
    await expect(departments.order([], ida)).rejects.toThrow(InvalidOrder);
    await categories.create({ ...details('lamps'), departmentId: home });
    await expect(departments.remove(home, ida)).rejects.toThrow(DepartmentNotEmpty);
    await expect(departments.change(newId<DepartmentId>(), {})).rejects.toThrow(DepartmentNotFound);
  });
});

describe('keeping categories', () => {
  it('moves one to the end of another department', async () => {
    const { departments, categories, shelves, audited } = anOffice();
    const [home, garden] = [
      await departments.create(details('home')),
      await departments.create(details('garden')),
    ];
    const lamps = await categories.create({ ...details('lamps'), departmentId: home });
    const seats = await categories.create({ ...details('seats'), departmentId: garden });
    await categories.change(lamps, { departmentId: garden, name: 'Lights' }, ida);
    expect((await shelves.categoriesOf(garden)).map(({ id }) => id)).toEqual([seats, lamps]);
    expect(audited.at(-1)).toMatchObject({
      before: { name: 'lamps', departmentId: home },
      after: { name: 'Lights', departmentId: garden },
    });
    await categories.order(garden, [lamps, seats], ida);
    expect((await shelves.categoriesOf(garden)).map(({ id }) => id)).toEqual([lamps, seats]);
    const nowhere = newId<DepartmentId>();
    await expect(categories.change(lamps, { departmentId: nowhere })).rejects.toThrow(DepartmentNotFound);
    await expect(categories.order(nowhere, [])).rejects.toThrow(DepartmentNotFound);
    await expect(categories.create({ ...details('x'), departmentId: nowhere })).rejects.toThrow(
      DepartmentNotFound,
    );
    await expect(categories.order(garden, [newId<CategoryId>()])).rejects.toThrow(InvalidOrder);
  });

  it('removes one only while nothing stands in it', async () => {
    const { departments, categories, shelves, audited } = anOffice();
    const departmentId = await departments.create(details('home'));
    const lamps = await categories.create({ ...details('lamps'), departmentId });
    shelves.full.add(lamps);
    await expect(categories.remove(lamps, ida)).rejects.toThrow(CategoryNotEmpty);
    shelves.full.delete(lamps);
    await expect(categories.remove(lamps, { ...ida, seen: [] })).rejects.toThrow(ChangedMeanwhile);
    await categories.remove(lamps, ida);
    expect(audited.at(-1)).toMatchObject({ action: 'catalog.remove-category', before: { slug: 'lamps' } });
    expect(await shelves.categoriesOf(departmentId)).toEqual([]);
  });
});
