import type { SearchSort } from '../../queries/product-sorts.js';
import type { CursorValues, SearchRequest } from '../../queries/search-engine.js';
import type { Bitmap } from './bitmap.js';
import { firstFrom } from './filters.js';
import type { OrderName, SearchIndex } from './search-index.js';

interface Order {
  name: OrderName;
  descending: boolean;
}

const orders: Readonly<Record<Exclude<SearchSort, 'relevance'>, Order>> = {
  newest: { name: 'newest', descending: true },
  price: { name: 'price', descending: false },
  '-price': { name: 'price', descending: true },
  name: { name: 'name', descending: false },
  'best-selling': { name: 'best-selling', descending: true },
  rating: { name: 'rating', descending: true },
};

/** Two dozen words and phrases, the most that are asked for, reach less. */
const mostScore = 8_192;

export interface ResultWindow {
  numbers: number[];
  next: CursorValues | undefined;
}

type Window = Pick<SearchRequest, 'sort' | 'window' | 'limit'>;

/** The page of the products found that is asked for. */
export function windowOf(
  index: SearchIndex,
  found: Bitmap,
  request: Window,
  scoreOf: (number: number) => number,
): ResultWindow {
  const byScore = request.sort === 'relevance';
  const order = orders[request.sort === 'relevance' ? 'best-selling' : request.sort];
  const after = 'after' in request.window ? request.window.after : undefined;
  const skip = 'offset' in request.window ? request.window.offset : 0;
  // One more than asked for tells whether there is a next page.
  const numbers = byScore
    ? bestOf(index, found, { after, upTo: skip + request.limit + 1, scoreOf })
    : along(index, found, { order, after, upTo: skip + request.limit + 1 });
  const page = numbers.slice(skip, skip + request.limit);
  const last = page.at(-1);
  if (last === undefined || numbers.length <= skip + page.length) return { numbers: page, next: undefined };
  const values = [index.keys[order.name].valueOf(last), index.numbers.idOf(last)];
  return { numbers: page, next: byScore ? [scoreOf(last), ...values] : values };
}

/** The first ones in an order, or the first behind a place. */
function along(
  index: SearchIndex,
  found: Bitmap,
  { order, after, upTo }: { order: Order; after: CursorValues | undefined; upTo: number },
): number[] {
  const { numbers } = index.orders[order.name];
  const step = order.descending ? -1 : 1;
  const taken: number[] = [];
  for (
    let place = startOf(index, order, after);
    place >= 0 && place < numbers.length && taken.length < upTo;
    place += step
  ) {
    const number = numbers[place] as number;
    if (found.has(number)) taken.push(number);
  }
  return taken;
}

function startOf(index: SearchIndex, { name, descending }: Order, after: CursorValues | undefined): number {
  const { numbers } = index.orders[name];
  if (after === undefined) return descending ? numbers.length - 1 : 0;
  const place = comparerWith(index, name, after);
  return descending
    ? firstFrom(numbers, (number) => place(number) >= 0) - 1
    : firstFrom(numbers, (number) => place(number) > 0);
}

function comparerWith(index: SearchIndex, name: OrderName, after: CursorValues): (number: number) => number {
  const [value = '', id = ''] = after.slice(-2);
  const compareIds = index.numbers.comparerWith(String(id));
  return (number) => index.keys[name].compareWith(number, value) || compareIds(number);
}

interface Best {
  after: CursorValues | undefined;
  upTo: number;
  scoreOf: (number: number) => number;
}

/** The best scores first; equal ones by how well they sell, so by their places in that order, without sorting anything. */
function bestOf(index: SearchIndex, found: Bitmap, { after, upTo, scoreOf }: Best): number[] {
  const { numbers } = index.orders['best-selling'];
  const isBehind = after === undefined ? undefined : behind(index, after);
  const counts = new Uint32Array(mostScore);
  found.forEach((number) => {
    const score = scoreOf(number);
    if (isBehind === undefined || isBehind(number, score)) counts[score] = (counts[score] as number) + 1;
  });
  const buckets = bucketsOf(counts, upTo);
  for (let place = numbers.length - 1; place >= 0; place--) {
    const number = numbers[place] as number;
    if (!found.has(number)) continue;
    const score = scoreOf(number);
    const bucket = buckets.get(score);
    if (bucket === undefined || bucket.length >= upTo) continue;
    if (isBehind === undefined || isBehind(number, score)) bucket.push(number);
  }
  return [...buckets.values()].flat().slice(0, upTo);
}

/** A place for each of the best scores that fill the page together, best first. */
function bucketsOf(counts: Uint32Array, upTo: number): Map<number, number[]> {
  const buckets = new Map<number, number[]>();
  let taken = 0;
  for (let score = counts.length - 1; score >= 0 && taken < upTo; score--) {
    const count = counts[score] as number;
    if (count > 0) buckets.set(score, []);
    taken += count;
  }
  return buckets;
}

function behind(index: SearchIndex, after: CursorValues): (number: number, score: number) => boolean {
  const last = Number(after[0]);
  const compare = comparerWith(index, 'best-selling', after);
  return (number, score) => score < last || (score === last && compare(number) < 0);
}
