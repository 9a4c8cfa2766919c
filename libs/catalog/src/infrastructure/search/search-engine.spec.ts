import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchSorts } from '../../queries/product-sorts.js';
import type { SearchRequest, SearchResult } from '../../queries/search-engine.js';
import { NaiveSearchEngine } from '../../testing/naive-search-engine.js';
import { describeSearchEngine } from '../../testing/search-engine.contract.js';
import { aDocument, idNumber, smallShop, standingIn, value } from '../../testing/search-documents.js';
import { BuiltinSearchEngine } from './builtin-search-engine.js';
import type { IndexKeeper } from './index-keeper.js';
import { IndexSearch } from './index-search.js';
import type { SearchDocument, SearchLabels } from './search-document.js';
import { SearchIndex } from './search-index.js';

function builtin(labels: SearchLabels, documents: readonly SearchDocument[]): BuiltinSearchEngine {
  const index = new SearchIndex(labels);
  index.apply(documents);
  const current = { search: new IndexSearch(index), version: 1 };
  return new BuiltinSearchEngine({ current: () => Promise.resolve(current) } as unknown as IndexKeeper);
}

describeSearchEngine('built-in', builtin);
describeSearchEngine('naive', (labels, documents) => new NaiveSearchEngine(labels, documents));

// Words that are near each other, parts of each other, plurals, joined, accented, and none.
// prettier-ignore
const words = [
  'lamp', 'lamps', 'clamp', 'lantern', 'lanterns', 'wool', 'woollen', 'tool', 'T-shirt', 'shirt', 'tshirt', 'crème', 'Creme', 'the', 'for',
  'red', 'moss', 'green', 's', 'garden', 'gardener', 'berry', 'berries', 'glass', '灯', "men's", 'X-ray-lamp',
];
const word = fc.constantFrom(...words);
const sentence = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(word, { maxLength }).map((each) => each.join(' '));

/** A word with a slip in it, or cut short. */
const slip = fc
  .tuple(word, fc.nat(8), fc.constantFrom('cut', 'drop', 'swap', 'double', 'replace'))
  .map(([text, place, kind]) => {
    const at = place % text.length;
    if (kind === 'cut') return text.slice(0, at + 1);
    if (kind === 'drop') return text.slice(0, at) + text.slice(at + 1);
    if (kind === 'double') return text.slice(0, at + 1) + text.slice(at);
    if (kind === 'replace') return `${text.slice(0, at)}x${text.slice(at + 1)}`;
    return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  });
const asked = fc
  .array(
    fc.oneof(
      word,
      slip,
      sentence(3).map((text) => `"${text}"`),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((each) => each.join(' '));

const categories = smallShop.categories.map(({ id }) => id);
const document = fc
  .record({
    number: fc.integer({ min: 1, max: 40 }),
    name: sentence(4),
    description: sentence(6),
    publishedAt: fc.integer({ min: 0, max: 5 }),
    price: fc.integer({ min: 1, max: 30 }).map((price) => 100 * price),
    isOnSale: fc.boolean(),
    inStock: fc.boolean(),
    popularity: fc.integer({ min: 0, max: 4 }),
    ratingScore: fc.integer({ min: 0, max: 3 }),
    stars: fc.integer({ min: 0, max: 5 }),
    scopes: fc.subarray(categories).map((ids) => standingIn(...ids)),
    optionValues: fc.subarray(Object.values(value)),
  })
  .map(({ number, isOnSale, ...with_ }) =>
    aDocument(number, { ...with_, listPrice: isOnSale ? with_.price + 500 : with_.price }),
  );
const distinct = { selector: ({ id }: SearchDocument) => id };
const batch = fc.record({
  documents: fc.uniqueArray(document, { maxLength: 12, ...distinct }),
  gone: fc.array(fc.integer({ min: 1, max: 40 }).map(idNumber), { maxLength: 6 }),
});

/** Seldom: with all filters at once nothing would be left to compare. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const seldomTrue = seldom(fc.constant(true)).map((each) => each ?? false);
const option = fc.record({
  code: fc.constantFrom('colour', 'size', 'flavour'),
  values: fc.subarray(['red', 'moss', 's', 'm', 'mint'], { minLength: 1 }),
});
const request: fc.Arbitrary<SearchRequest> = fc.record({
  text: fc.option(asked, { nil: undefined, freq: 4 }),
  match: fc.constantFrom('all', 'any'),
  department: seldom(fc.constantFrom('home', 'garden', 'nowhere')),
  category: seldom(fc.constantFrom('lighting', 'textiles', 'tools', 'nowhere')),
  options: seldom(fc.uniqueArray(option, { minLength: 1, maxLength: 2, selector: ({ code }) => code })).map(
    (each) => each ?? [],
  ),
  priceMin: seldom(fc.integer({ min: 0, max: 3_000 })),
  priceMax: seldom(fc.integer({ min: 0, max: 3_000 })),
  onSale: seldomTrue,
  inStock: seldomTrue,
  ratingMin: seldom(fc.integer({ min: 1, max: 5 })),
  sort: fc.constantFrom(...searchSorts),
  window: fc.constantFrom(0, 0, 3, 50).map((offset) => ({ offset })),
  limit: fc.integer({ min: 1, max: 9 }),
  facets: fc.subarray(['category', 'option', 'price']),
});

/** What can be compared: cursors and the bounds of price ranges are each engine's own. */
function comparable({ productIds, total, totalRelation, next, facets }: SearchResult): object {
  const price = facets?.price;
  const sum = price?.ranges.reduce((all, { count }) => all + count, 0);
  const prices = price && { min: price.min, max: price.max, sum };
  return {
    productIds,
    total,
    totalRelation,
    hasNext: next !== undefined,
    facets: { ...facets, price: prices },
  };
}

describe('the built-in engine', () => {
  it('answers what looking at every product answers, also after changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(document, { maxLength: 40, ...distinct }),
        fc.array(batch, { maxLength: 4 }),
        fc.array(request, { minLength: 1, maxLength: 4 }),
        async (documents, batches, requests) => {
          const index = new SearchIndex(smallShop);
          const naive = new NaiveSearchEngine(smallShop, documents);
          index.apply(documents);
          for (const { documents: changed, gone } of batches) {
            const left = gone.filter((id) => !changed.some((each) => each.id === id));
            index.apply(changed, left);
            naive.change(changed, left);
          }
          const search = new IndexSearch(index);
          for (const each of requests) {
            expect(comparable(search.search(each))).toEqual(comparable(await naive.search(each)));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('meets every product once when each part goes on behind the one before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(document, { maxLength: 40, ...distinct }),
        request,
        async (documents, first) => {
          const search = new IndexSearch(new SearchIndex(smallShop));
          search.index.apply(documents);
          const all = search.search({ ...first, window: { offset: 0 }, limit: 100 });
          const naive = await new NaiveSearchEngine(smallShop, documents).search({
            ...first,
            window: { offset: 0 },
            limit: 100,
          });
          let part = search.search({ ...first, window: { offset: 0 } });
          const met = [...part.productIds];
          while (part.next !== undefined) {
            part = search.search({ ...first, window: { after: part.next } });
            met.push(...part.productIds);
          }
          expect(met).toEqual(all.productIds);
          expect(met).toEqual(naive.productIds);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('suggests only what finds something, whatever is typed', () => {
    const index = new SearchIndex(smallShop);
    const search = new IndexSearch(index);
    fc.assert(
      fc.property(
        fc.uniqueArray(document, { maxLength: 12, ...distinct }),
        fc.oneof(asked, fc.string()),
        (documents, text) => {
          index.apply(documents);
          for (const suggestion of search.suggest(text, 8)) {
            if (suggestion.kind !== 'words') continue;
            const found = search.search({
              ...{ text: suggestion.text, match: 'all', options: [], onSale: false, inStock: false },
              ...{ sort: 'relevance', window: { offset: 0 }, limit: 1, facets: [] },
            });
            expect(found.total).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});
