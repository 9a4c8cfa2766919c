import { InvalidOrder } from './catalog.errors.js';

interface Ordered {
  readonly id: string;
  moveTo(position: number): void;
}

/**
 * Gives each the place that it has in `ids`, which must name all of them once: whoever orders them has seen them all.
 * @throws InvalidOrder
 */
export function putInOrder<Some extends Ordered>(all: readonly Some[], ids: readonly string[]): Some[] {
  const byId = new Map<string, Some>(all.map((each) => [each.id, each]));
  const ordered = ids.map((id) => byId.get(id)).filter((each) => each !== undefined);
  if (new Set(ordered).size !== all.length || ids.length !== all.length) throw new InvalidOrder();
  ordered.forEach((each, position) => {
    each.moveTo(position);
  });
  return ordered;
}

/** Behind all the others. */
export function lastPosition(all: readonly { readonly position: number }[]): number {
  return Math.max(-1, ...all.map(({ position }) => position)) + 1;
}
