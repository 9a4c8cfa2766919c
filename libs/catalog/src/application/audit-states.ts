import { Category } from '../domain/category.js';
import type { Department } from '../domain/department.js';
import type { Option } from '../domain/option.js';

/** A department or category as the audit log has it. */
export function shelfState(shelf: Department | Category): Readonly<Record<string, unknown>> {
  const { slug, name, description, position } = shelf;
  const state = { slug, name, description, position };
  return shelf instanceof Category ? { ...state, departmentId: shelf.departmentId } : state;
}

/** An option as the audit log has it. */
export function optionState({ code, name, position, values }: Option): Readonly<Record<string, unknown>> {
  return {
    code,
    name,
    position,
    values: Object.fromEntries(
      values.map((value) => [value.code, { name: value.name, position: value.position }]),
    ),
  };
}
