import { EntitySchema } from 'typeorm';
import { idColumn } from '#platform/database/id-column.js';
import { Category } from '../domain/category.js';
import { Department } from '../domain/department.js';

interface DepartmentShape {
  id: string;
  currentSlug: string;
  currentName: string;
  currentDescription: string;
  currentPosition: number;
  changes: number;
}

interface CategoryShape extends DepartmentShape {
  currentDepartmentId: string;
}

const shelfColumns = {
  id: idColumn({ primary: true }),
  currentSlug: { name: 'slug', type: 'varchar', length: 120 },
  currentName: { name: 'name', type: 'varchar', length: 120 },
  currentDescription: { name: 'description', type: 'text' },
  currentPosition: { name: 'position', type: 'int' },
  changes: { name: 'version', type: 'int' },
} as const;

export const departmentMapping = new EntitySchema<DepartmentShape>({
  name: 'Department',
  target: Department,
  tableName: 'departments',
  columns: shelfColumns,
});

export const categoryMapping = new EntitySchema<CategoryShape>({
  name: 'Category',
  target: Category,
  tableName: 'categories',
  columns: { ...shelfColumns, currentDepartmentId: idColumn({ name: 'department_id' }) },
});

export const shelfMappings = [departmentMapping, categoryMapping];
