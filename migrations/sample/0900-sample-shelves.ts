import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sampleId } from './shop/ids.js';
import { deleteRows, insertRows } from './shop/rows.js';
import { departments, options } from './shop/shelves.js';

/** Departments, categories and options of the sample shop. */
export class SampleShelves1790000000900 implements MigrationInterface {
  readonly name = 'SampleShelves1790000000900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await insertRows(
      queryRunner,
      'departments',
      ['id', 'slug', 'name', 'description', 'position'],
      departmentRows(),
    );
    await insertRows(
      queryRunner,
      'categories',
      ['id', 'department_id', 'slug', 'name', 'description', 'position'],
      categoryRows(),
    );
    await insertRows(queryRunner, 'options', ['id', 'code', 'name', 'position'], optionRows());
    await insertRows(
      queryRunner,
      'option_values',
      ['id', 'option_id', 'code', 'name', 'position'],
      valueRows(),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await deleteRows(queryRunner, 'option_values', 'option_id', idsOf(optionRows()));
    await deleteRows(queryRunner, 'options', 'id', idsOf(optionRows()));
    await deleteRows(queryRunner, 'categories', 'id', idsOf(categoryRows()));
    await deleteRows(queryRunner, 'departments', 'id', idsOf(departmentRows()));
  }
}

function departmentRows(): unknown[][] {
  return departments.map(({ slug, name, description }, position) => [
    sampleId('department', slug),
    slug,
    name,
    description,
    position,
  ]);
}

function categoryRows(): unknown[][] {
  return departments.flatMap((department) =>
    department.categories.map(({ slug, name, description }, position) => [
      sampleId('category', slug),
      sampleId('department', department.slug),
      slug,
      name,
      description,
      position,
    ]),
  );
}

function optionRows(): unknown[][] {
  return options.map(({ code, name }, position) => [sampleId('option', code), code, name, position]);
}

function valueRows(): unknown[][] {
  return options.flatMap((option) =>
    option.values.map(([code, name], position) => [
      sampleId('option value', `${option.code} ${code}`),
      sampleId('option', option.code),
      code,
      name,
      position,
    ]),
  );
}

function idsOf(rows: unknown[][]): Buffer[] {
  return rows.map(([id]) => id as Buffer);
}
