type Compare = (one: number, other: number) => number;

/** Up to so many numbers are put in and taken out one by one. */
const few = 32;

/**
 * All products in one order, ascending. Batches come in as sorted runs, of which two of like size become one: so that loading many
 * batches costs n log n, and a change of a few products one pass over the numbers.
 */
export class SortOrder {
  private runs: Uint32Array[] = [];

  constructor(private readonly compare: Compare) {}

  /** Takes some products out and puts some in, by what their keys are now; the same one may do both. */
  change(leaving: ReadonlySet<number>, entering: ReadonlySet<number>): void {
    if (leaving.size > 0) this.runs = this.runs.map((run) => without(run, leaving));
    if (entering.size === 0) return;
    this.runs.push(Uint32Array.from(entering).sort(this.compare));
    while (this.hasLikeRuns()) this.mergeLastTwo();
  }

  get numbers(): Uint32Array {
    while (this.runs.length > 1) this.mergeLastTwo();
    return this.runs[0] ?? new Uint32Array(0);
  }

  private hasLikeRuns(): boolean {
    const [last, previous] = [this.runs.at(-1), this.runs.at(-2)];
    return last !== undefined && previous !== undefined && previous.length < 2 * last.length;
  }

  private mergeLastTwo(): void {
    const [last, previous] = [this.runs.pop(), this.runs.pop()];
    if (last === undefined || previous === undefined) return;
    this.runs.push(merged(previous, last, this.compare));
  }
}

/** Keys may have changed already, so nobody is found by them. A few numbers are found quicker one by one. */
function without(run: Uint32Array, leaving: ReadonlySet<number>): Uint32Array {
  if (leaving.size > few) return run.filter((number) => !leaving.has(number));
  const places = [...leaving].map((number) => run.indexOf(number)).filter((place) => place >= 0);
  const rest = new Uint32Array(run.length - places.length);
  let [from, end] = [0, 0];
  for (const place of [...places.sort((one, other) => one - other), run.length]) {
    rest.set(run.subarray(from, place), end);
    end += place - from;
    from = place + 1;
  }
  return rest;
}

function merged(large: Uint32Array, small: Uint32Array, compare: Compare): Uint32Array {
  return small.length * few < large.length
    ? withInserted(large, small, compare)
    : zipped(large, small, compare);
}

/** What lies between two new numbers is copied in one piece. */
function withInserted(large: Uint32Array, small: Uint32Array, compare: Compare): Uint32Array {
  const all = new Uint32Array(large.length + small.length);
  let from = 0;
  for (const [inserted, number] of small.entries()) {
    const place = placeOf(large, number, from, compare);
    all.set(large.subarray(from, place), from + inserted);
    all[place + inserted] = number;
    from = place;
  }
  all.set(large.subarray(from), from + small.length);
  return all;
}

function placeOf(run: Uint32Array, number: number, from: number, compare: Compare): number {
  let [low, high] = [from, run.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(run[middle] as number, number) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function zipped(one: Uint32Array, other: Uint32Array, compare: Compare): Uint32Array {
  const all = new Uint32Array(one.length + other.length);
  let [left, right] = [0, 0];
  for (let index = 0; index < all.length; index++) {
    const takesLeft =
      right === other.length ||
      (left < one.length && compare(one[left] as number, other[right] as number) < 0);
    all[index] = (takesLeft ? one[left++] : other[right++]) as number;
  }
  return all;
}
