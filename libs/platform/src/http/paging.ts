import { PageRequest } from '#shared-kernel';
import { ValidationFailed } from './validation.js';

/** Deepest row that a page number may reach; a list is for looking, an export is for everything. */
const maxOffset = 100_000;

export type RawQuery = Readonly<Record<string, unknown>>;

/** `page` and `limit` of a list, parsed cheaply: the validation pipe would cost more than the list. @throws ValidationFailed */
export function pageRequest(query: RawQuery): PageRequest {
  const page = wholeNumber(query, 'page', 1, 1_000_000);
  const limit = wholeNumber(query, 'limit', PageRequest.defaultLimit, PageRequest.maxLimit);
  const request = new PageRequest(page, limit);
  if (request.offset > maxOffset)
    throw ValidationFailed.of('page', 'max', `page must not reach beyond row ${String(maxOffset)}`);
  return request;
}

function wholeNumber(query: RawQuery, field: string, fallback: number, max: number): number {
  const text = query[field];
  if (text === undefined) return fallback;
  if (typeof text !== 'string' || !/^[1-9]\d{0,8}$/.test(text)) {
    throw ValidationFailed.of(field, 'isInt', `${field} must be a whole number from 1`);
  }
  const value = Number(text);
  if (value > max)
    throw ValidationFailed.of(field, 'max', `${field} must not be greater than ${String(max)}`);
  return value;
}

/** An optional text of a query string; repeated ones (`?q=a&q=b`) are refused. @throws ValidationFailed */
export function textParameter(query: RawQuery, field: string, maxLength: number): string | undefined {
  const text = query[field];
  if (text === undefined || text === '') return undefined;
  if (typeof text !== 'string') throw ValidationFailed.of(field, 'isString', `${field} must be given once`);
  if (text.length > maxLength)
    throw ValidationFailed.of(
      field,
      'maxLength',
      `${field} must not be longer than ${String(maxLength)} characters`,
    );
  return text;
}

/** One of a fixed list, such as a sort key. @throws ValidationFailed */
export function choiceParameter<const Choice extends string>(
  query: RawQuery,
  field: string,
  choices: readonly Choice[],
  fallback: NoInfer<Choice>,
): Choice {
  const text = query[field];
  if (text === undefined) return fallback;
  const choice = choices.find((each) => each === text);
  if (choice === undefined)
    throw ValidationFailed.of(field, 'isIn', `${field} must be one of ${choices.join(', ')}`);
  return choice;
}

/** Refuses query parameters that a list doesn't know, so that a misspelt filter isn't ignored. @throws ValidationFailed */
export function refuseUnknownParameters(query: RawQuery, known: ReadonlySet<string>): void {
  for (const field of Object.keys(query)) {
    if (!known.has(field))
      throw ValidationFailed.of(field, 'unknown-field', `${field} is not a parameter of this list`);
  }
}
