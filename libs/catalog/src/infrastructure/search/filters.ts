import type { FacetName, SearchFilters } from '../../queries/search-engine.js';
import { Bitmap } from './bitmap.js';
import type { SearchIndex } from './search-index.js';

/** Which filter is left out: that of a facet, for its own counts. */
export type LeftOut = Exclude<FacetName, 'option'> | { option: string };

/** For each option that is asked for, the products with one of its values. Made once: each facet of an option needs those of all others. */
export type HavingOptions = readonly { code: string; having: Bitmap }[];

export function havingOptions(index: SearchIndex, { options }: SearchFilters): HavingOptions {
  return options.map(({ code, values }) => {
    const having = new Bitmap(index.length);
    for (const id of index.labels.valuesOf(code, values)) having.unite(index.membersOf(id));
    return { code, having };
  });
}

/** The products that the filters leave, the text apart. */
export function filtered(
  index: SearchIndex,
  filters: SearchFilters,
  options: HavingOptions,
  leftOut?: LeftOut,
): Bitmap {
  const left = index.listed.copy();
  narrowToShelf(index, left, leftOut === 'category' ? { ...filters, category: undefined } : filters);
  for (const { code, having } of options) {
    if (typeof leftOut === 'object' && leftOut.option === code) continue;
    left.intersect(having);
  }
  if (filters.onSale) left.intersect(index.onSale);
  if (filters.inStock) left.intersect(index.inStock);
  const stars = filters.ratingMin === undefined ? undefined : index.stars[filters.ratingMin - 1];
  if (stars !== undefined) left.intersect(stars);
  return leftOut === 'price' ? left : narrowToPrice(index, left, filters);
}

function narrowToShelf(index: SearchIndex, left: Bitmap, filters: SearchFilters): void {
  if (filters.department === undefined && filters.category === undefined) return;
  const scope = index.labels.scopeOf(filters);
  left.intersect(scope === undefined ? new Bitmap(0) : index.membersOf(scope));
}

/** The products of a price range lie side by side in the order of prices. */
function narrowToPrice(index: SearchIndex, left: Bitmap, { priceMin, priceMax }: SearchFilters): Bitmap {
  if (priceMin === undefined && priceMax === undefined) return left;
  const { numbers } = index.orders.price;
  const key = index.keys.price;
  const within = new Bitmap(index.length);
  const start =
    priceMin === undefined ? 0 : firstFrom(numbers, (number) => key.compareWith(number, priceMin) >= 0);
  for (let place = start; place < numbers.length; place++) {
    const number = numbers[place] as number;
    if (priceMax !== undefined && key.compareWith(number, priceMax) > 0) break;
    within.add(number);
  }
  return left.intersect(within);
}

/** The first place of a sorted list from which on something holds; its length if nowhere. */
export function firstFrom(numbers: Uint32Array, holds: (number: number) => boolean): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(numbers[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
