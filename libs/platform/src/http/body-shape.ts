import { Readable } from 'node:stream';
import { ValidationFailed } from './validation.js';

const maxDepth = 16;
const maxValues = 5_000;

/**
 * Refuses bodies that are deeper or have more values than any of ours, before the validation walks them recursively.
 * @throws ValidationFailed
 */
export function refuseOverlargeShapes(body: unknown): void {
  // A file: whoever takes it reads and measures it.
  if (body instanceof Readable) return;
  let level: unknown[] = [body];
  let values = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth)
      throw ValidationFailed.of(
        'body',
        'maxDepth',
        `the body must not be nested deeper than ${maxDepth} levels`,
      );
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values<unknown>({ ...value }) : [],
    );
    values += level.length;
    if (values > maxValues)
      throw ValidationFailed.of('body', 'maxValues', `the body must not have more than ${maxValues} values`);
  }
}
