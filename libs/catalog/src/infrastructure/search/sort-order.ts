type Compare = (one: number, other: number) => number;

/**
 * All products in one order, ascending. Batches come in as sorted runs, of which two of like size become one: so that loading many
 * batches costs n log n, and a change of a few products one pass over the numbers.
 */
export class SortOrder {
  private runs: Uint32Array[] = [];

  constructor(private readonly compare: Compare) {}

  /** Takes some products out and puts some in, by what their keys are now; the same one may do both. */
  change(leaving: ReadonlySet<number>, entering: ReadonlySet<number>): void {
    if (leaving.size > 0) this.runs = this.runs.map((run) => run.filter((number) => !leaving.has(number)));
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

function merged(one: Uint32Array, other: Uint32Array, compare: Compare): Uint32Array {
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
