/** How unevenly shops are looked at: measured exponents for pages and products lie between 0.7 and 1. */
const skew = 0.9;

/**
 * Indexes from 0 to `keys - 1`, drawn so that the first one comes most often, the second about half as often, and so on; the same ones on
 * each run.
 */
export function zipfDraws(keys: number, count: number): number[] {
  const upTo = new Float64Array(keys);
  let sum = 0;
  for (let rank = 0; rank < keys; rank += 1) upTo[rank] = sum += 1 / (rank + 1) ** skew;
  const random = sequence(20_261);
  return Array.from({ length: count }, () => firstAbove(upTo, random() * sum));
}

/** In an order that has nothing to do with the one that they come in; the same on each run. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const random = sequence(7);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

function firstAbove(upTo: Float64Array, value: number): number {
  let [low, high] = [0, upTo.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** mulberry32 */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
