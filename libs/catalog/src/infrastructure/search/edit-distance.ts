const wide = 64;
const rows = [new Uint8Array(wide), new Uint8Array(wide), new Uint8Array(wide)] as const;

export interface Distances {
  /** Letters to insert, delete, replace or swap with their neighbour until one word is the other. */
  whole: number;
  /** The same to the nearest beginning of `candidate`. */
  prefix: number;
}

/** Optimal string alignment; gives up (both infinite) as soon as the distance must exceed `most`. Words have at most 60 letters. */
export function distancesBetween(word: string, candidate: string, most: number): Distances {
  let [before, previous, current] = rows as readonly [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= candidate.length; column++) previous[column] = column;
  for (let row = 1; row <= word.length; row++) {
    const smallest = fillRow(word, candidate, row, before, previous, current);
    if (smallest > most) return { whole: Infinity, prefix: Infinity };
    [before, previous, current] = [previous, current, before];
  }
  let prefix = Infinity;
  for (let column = 0; column <= candidate.length; column++) {
    prefix = Math.min(prefix, previous[column] as number);
  }
  return { whole: previous[candidate.length] as number, prefix };
}

function fillRow(
  word: string,
  candidate: string,
  row: number,
  before: Uint8Array,
  previous: Uint8Array,
  current: Uint8Array,
): number {
  const letter = word.charCodeAt(row - 1);
  let smallest = row;
  current[0] = row;
  for (let column = 1; column <= candidate.length; column++) {
    const other = candidate.charCodeAt(column - 1);
    let distance = Math.min(
      (previous[column - 1] as number) + (letter === other ? 0 : 1),
      (previous[column] as number) + 1,
      (current[column - 1] as number) + 1,
    );
    if (isSwap(word, candidate, row, column))
      distance = Math.min(distance, (before[column - 2] as number) + 1);
    current[column] = distance;
    if (distance < smallest) smallest = distance;
  }
  return smallest;
}

function isSwap(word: string, candidate: string, row: number, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    word.charCodeAt(row - 1) === candidate.charCodeAt(column - 2) &&
    word.charCodeAt(row - 2) === candidate.charCodeAt(column - 1)
  );
}

/** How many typing errors are forgiven. */
export function forgivenErrors(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 8 ? 1 : 2;
}
