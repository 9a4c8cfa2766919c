import fc from 'fast-check';
import { hostileValue, strangeName } from './corpus.js';
import { Entries, Fresh, Raw, Ref } from './values.js';

/** One thing made wrong in a body that was right. Few of them shrink to the one that matters. */
export interface Mutation {
  readonly kind: 'replace' | 'drop' | 'add' | 'twice' | 'wrap' | 'many';
  /** Which of the places in the body, counted from the outside. */
  readonly at: number;
  readonly name: string;
  readonly value: unknown;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(
    'replace',
    'replace',
    'replace',
    'replace',
    'drop',
    'add',
    'add',
    'twice',
    'wrap',
    'many' as const,
  ),
  at: fc.nat(60),
  name: strangeName,
  value: hostileValue,
});

const isAtom = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  value instanceof Raw ||
  value instanceof Ref ||
  value instanceof Fresh;

export function mutated(body: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce((value, each) => changed(value, each), body);
}

function changed(body: unknown, change: Mutation): unknown {
  const places = countPlaces(body);
  let left = change.at % places;
  const walk = (value: unknown): unknown => {
    if (left === 0) {
      left -= 1;
      return applied(value, change);
    }
    left -= 1;
    if (isAtom(value)) return value;
    if (Array.isArray(value)) return value.map(walk);
    return new Entries(entriesOf(value).map(([key, each]) => [key, walk(each)] as const));
  };
  return walk(body);
}

function countPlaces(value: unknown): number {
  if (isAtom(value)) return 1;
  const parts: readonly unknown[] = Array.isArray(value) ? value : entriesOf(value).map(([, each]) => each);
  return 1 + parts.reduce<number>((sum, each) => sum + countPlaces(each), 0);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return value instanceof Entries ? value.entries : Object.entries(value as object);
}

function applied(value: unknown, { kind, name, value: other }: Mutation): unknown {
  if (kind === 'replace') return other;
  if (kind === 'wrap') return [value];
  if (kind === 'many') return Array.from({ length: 150 }, () => value);
  if (isAtom(value) || Array.isArray(value)) return kind === 'drop' ? null : other;
  const entries = entriesOf(value);
  if (kind === 'drop') return new Entries(entries.slice(1));
  if (kind === 'add') return new Entries([...entries, [name, other]]);
  const [first] = entries;
  return new Entries(first === undefined ? entries : [...entries, [first[0], other]]);
}
