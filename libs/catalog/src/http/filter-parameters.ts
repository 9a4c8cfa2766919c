import { textParameter, type RawQuery } from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import type { OptionFilter } from '../queries/search-engine.js';

export const optionParameterPrefix = 'option.';
const optionCode = /^[a-z0-9][a-z0-9_-]{0,59}$/i;
const maxOptions = 10;
const maxValues = 50;
const maxListLength = 2_000;

/** `option.colour=moss,ocean`: the name of the parameter holds the option's code. @throws ValidationFailed */
export function optionFilters(query: RawQuery): OptionFilter[] {
  const names = Object.keys(query).filter((name) => name.startsWith(optionParameterPrefix));
  if (names.length > maxOptions)
    throw ValidationFailed.of(
      optionParameterPrefix,
      'max',
      `not more than ${String(maxOptions)} options can be asked for at a time`,
    );
  return names.sort().flatMap((name) => {
    const code = name.slice(optionParameterPrefix.length);
    if (!optionCode.test(code))
      throw ValidationFailed.of(name, 'unknown-field', `${name} is not a parameter of this list`);
    const values = valuesOf(query, name);
    return values === undefined ? [] : [{ code, values }];
  });
}

/** A list with commas between its members; undefined if it is not given or empty. @throws ValidationFailed */
export function valuesOf(query: RawQuery, field: string): string[] | undefined {
  const text = textParameter(query, field, maxListLength);
  if (text === undefined) return undefined;
  const values = [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '');
  if (values.length > maxValues)
    throw ValidationFailed.of(field, 'max', `${field} must not have more than ${String(maxValues)} values`);
  return values;
}

/** @throws ValidationFailed */
export function numberParameter(
  query: RawQuery,
  field: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const text = query[field];
  if (text === undefined || text === '') return undefined;
  const value = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max))
    throw ValidationFailed.of(
      field,
      'isInt',
      `${field} must be a whole number from ${String(min)} to ${String(max)}`,
    );
  return value;
}

/** Only what is true narrows a list down; so nothing else can be asked for. @throws ValidationFailed */
export function flag(query: RawQuery, field: string): boolean {
  const text = query[field];
  if (text === undefined) return false;
  if (text !== 'true') throw ValidationFailed.of(field, 'isIn', `${field} must be true, or not be given`);
  return true;
}
