import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { InvalidOption, InvalidOrder, InvalidShelf, OptionValueNotFound } from './catalog.errors.js';
import { Category } from './category.js';
import { Department } from './department.js';
import type { DepartmentId } from './ids.js';
import { Option } from './option.js';
import { lastPosition, putInOrder } from './positions.js';

const home = { slug: 'home', name: 'Home', description: '' };

describe('departments and categories', () => {
  it('have an address and a name', () => {
    for (const wrong of [
      { slug: 'No Slug' },
      { slug: 'x'.repeat(121) },
      { name: ' ' },
      { name: 'x'.repeat(121) },
    ])
      expect(() => Department.create({ ...home, ...wrong }, 0)).toThrow(InvalidShelf);
    const department = Department.create(home, 0);
    department.change({ name: 'House' });
    expect(department).toMatchObject({ slug: 'home', name: 'House', version: 2 });
  });

  it('are put in order by naming each of them once', () => {
    const all = [0, 1, 2].map((position) =>
      Department.create({ ...home, slug: `home-${position}` }, position),
    );
    const [one, two, three] = all.map(({ id }) => id) as [DepartmentId, DepartmentId, DepartmentId];
    expect(putInOrder(all, [three, one, two]).map(({ id, position }) => [id, position])).toEqual([
      [three, 0],
      [one, 1],
      [two, 2],
    ]);
    for (const ids of [[], [one], [one, one, two], [one, two, newId()], [one, two, three, three]])
      expect(() => putInOrder(all, ids)).toThrow(InvalidOrder);
    expect([lastPosition(all), lastPosition([])]).toEqual([3, 0]);
  });

  it('a category moves to the end of another department', () => {
    const [from, to] = [newId<DepartmentId>(), newId<DepartmentId>()];
    const category = Category.create({ ...home, departmentId: from }, 0);
    category.moveToDepartment(from, 7);
    expect(category).toMatchObject({ departmentId: from, position: 0, version: 1 });
    category.moveToDepartment(to, 7);
    expect(category).toMatchObject({ departmentId: to, position: 7, version: 2 });
  });
});

describe('an option', () => {
  const size = { code: 'size', name: 'Size', values: ['s', 'm'].map((code) => ({ code, name: code })) };

  it('has values of different codes, which stay', () => {
    const option = Option.create(size, 0);
    const l = option.addValue({ code: 'l', name: 'Large' });
    expect(option.values.map(({ code }) => code)).toEqual(['s', 'm', 'l']);
    expect(() => option.addValue({ code: 's', name: 'Small' })).toThrow(InvalidOption);
    option.renameValue(l, 'L');
    option.rename('Sizes');
    expect([option.name, option.values[2]?.name, option.version]).toEqual(['Sizes', 'L', 4]);
    for (const code of ['', 'X L', 'XL', 'x'.repeat(61)])
      expect(() => Option.create({ ...size, code }, 0)).toThrow(InvalidOption);
    expect(() => {
      option.rename(' ');
    }).toThrow(InvalidOption);
  });

  it('has its values in an order', () => {
    const option = Option.create(size, 0);
    const ids = option.values.map(({ id }) => id);
    option.orderValues(ids.toReversed());
    expect(option.values.map(({ code }) => code)).toEqual(['m', 's']);
    expect(() => {
      option.orderValues([ids[0]!]);
    }).toThrow(InvalidOrder);
    option.removeValue(ids[0]!);
    expect(option.values.map(({ code }) => code)).toEqual(['m']);
    expect(() => {
      option.removeValue(ids[0]!);
    }).toThrow(OptionValueNotFound);
  });
});
