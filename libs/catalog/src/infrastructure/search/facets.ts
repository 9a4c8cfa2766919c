import type {
  CategoryCount,
  Facets,
  OptionCounts,
  PriceRange,
  SearchRequest,
} from '../../queries/search-engine.js';
import type { Bitmap } from './bitmap.js';
import type { LeftOut } from './filters.js';
import type { SearchIndex } from './search-index.js';

/** About how many ranges of prices are offered. */
const priceRanges = 5;

/** Everything that is found without one of the filters. */
export type FoundWithout = (leftOut: LeftOut) => Bitmap;

export function facetsOf(
  index: SearchIndex,
  request: Pick<SearchRequest, 'facets' | 'options' | 'department'>,
  found: Bitmap,
  foundWithout: FoundWithout,
): Facets {
  const facets: Facets = {};
  if (request.facets.includes('category'))
    facets.category = categories(index, foundWithout('category'), request.department);
  if (request.facets.includes('option')) {
    const filtered = new Set(request.options.map(({ code }) => code));
    facets.option = options(index, (code) => (filtered.has(code) ? foundWithout({ option: code }) : found));
  }
  if (request.facets.includes('price')) facets.price = prices(index, foundWithout('price'));
  return facets;
}

function categories(index: SearchIndex, found: Bitmap, department: string | undefined): CategoryCount[] {
  const { all } = index.labels;
  const departmentId = all.departments.find(({ slug }) => slug === department)?.id;
  return all.categories
    .filter((category) => department === undefined || category.departmentId === departmentId)
    .map(({ id, slug, name }) => ({ slug, name, count: found.countWith(index.membersOf(id)) }))
    .filter(({ count }) => count > 0);
}

function options(index: SearchIndex, foundFor: (code: string) => Bitmap): OptionCounts[] {
  return index.labels.all.options
    .map(({ code, name, values }) => {
      const found = foundFor(code);
      const counts = values.map((value) => ({
        code: value.code,
        name: value.name,
        count: found.countWith(index.membersOf(value.id)),
      }));
      return { code, name, values: counts.filter(({ count }) => count > 0) };
    })
    .filter(({ values }) => values.length > 0);
}

/** Ranges that hold about the same number of products each, with round numbers between them. */
function prices(
  index: SearchIndex,
  found: Bitmap,
): { min: number; max: number; ranges: PriceRange[] } | null {
  const sorted = pricesOf(index, found);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return null;
  const bounds = new Set<number>();
  for (let part = 1; part < priceRanges; part++) {
    const bound = roundPrice(sorted[Math.floor((part * sorted.length) / priceRanges)] as number);
    if (bound > min && bound <= max) bounds.add(bound);
  }
  const starts = [min, ...[...bounds].sort((one, other) => one - other)];
  const ranges = starts.map((from, place) => {
    const to = (starts[place + 1] ?? max + 1) - 1;
    return { from, to, count: placeOf(sorted, to + 1) - placeOf(sorted, from) };
  });
  return { min, max, ranges: ranges.filter(({ count }) => count > 0) };
}

function pricesOf(index: SearchIndex, found: Bitmap): Float64Array {
  const sorted = new Float64Array(found.count());
  let place = 0;
  for (const number of index.orders.price.numbers) {
    if (found.has(number)) sorted[place++] = index.keys.price.valueOf(number) as number;
  }
  return sorted;
}

/** To one digit, or to halves of it: 4,799 → 5,000; 1,320 → 1,500. */
function roundPrice(price: number): number {
  const step = Math.max(1, 10 ** Math.floor(Math.log10(Math.max(1, price))) / 2);
  return Math.max(1, Math.round(price / step)) * step;
}

function placeOf(sorted: Float64Array, price: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < price) low = middle + 1;
    else high = middle;
  }
  return low;
}
