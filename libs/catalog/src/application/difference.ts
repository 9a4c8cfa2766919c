type State = Readonly<Record<string, unknown>>;

export interface Difference {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** What differs between two states of a record, for the audit log: fields that are the same are left out, in nested records too. */
export function differenceBetween(before: State, after: State): Difference {
  const difference: Difference = { before: {}, after: {} };
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[field], after[field]];
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    const nested = isRecord(was) && isRecord(is) ? differenceBetween(was, is) : { before: was, after: is };
    if (nested.before !== undefined) difference.before[field] = nested.before;
    if (nested.after !== undefined) difference.after[field] = nested.after;
  }
  return difference;
}

/** Not an amount of money nor a time: those change as a whole. */
function isRecord(value: unknown): value is State {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
