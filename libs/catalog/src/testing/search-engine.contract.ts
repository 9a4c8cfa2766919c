import { describe, expect, it } from '@jest/globals';
import type { SearchEngine, SearchRequest, SearchResult } from '../queries/search-engine.js';
import type { SearchDocument, SearchLabels } from '../infrastructure/search/search-document.js';
import { aDocument, idNumber, shelf, smallShop, standingIn, value } from './search-documents.js';

const everything: SearchRequest = {
  match: 'all',
  options: [],
  onSale: false,
  inStock: false,
  sort: 'newest',
  window: { offset: 0 },
  limit: 20,
  facets: [],
};

const lampOil = aDocument(1, {
  name: 'Oil',
  description: 'For the lamp.',
  popularity: 90,
  price: 500,
  listPrice: 500,
});
const lamp = aDocument(2, {
  name: 'Lamp',
  price: 4_000,
  listPrice: 5_000,
  scopes: standingIn(shelf.lighting),
  optionValues: [value.red, value.small],
  stars: 4,
  ratingScore: 4_000,
});
const storm = aDocument(3, {
  name: 'Storm lamps of brass',
  popularity: 7,
  price: 9_000,
  listPrice: 9_000,
  scopes: standingIn(shelf.lighting),
  optionValues: [value.moss, value.medium],
});
const throwOver = aDocument(4, {
  name: 'Crème throw',
  description: 'Soft.',
  inStock: false,
  price: 2_500,
  listPrice: 2_500,
  scopes: standingIn(shelf.textiles),
  optionValues: [value.moss],
});
const rake = aDocument(5, {
  name: 'Rake',
  price: 2_500,
  listPrice: 2_500,
  scopes: standingIn(shelf.tools),
  popularity: 3,
});
const shop = [lampOil, lamp, storm, throwOver, rake];

/** What every engine must do; run it on a new one before it gets a name in the configuration. */
export function describeSearchEngine(
  name: string,
  make: (labels: SearchLabels, documents: readonly SearchDocument[]) => SearchEngine,
): void {
  const engine = make(smallShop, shop);
  const search = (request: Partial<SearchRequest>): Promise<SearchResult> =>
    engine.search({ ...everything, ...request });
  const found = async (request: Partial<SearchRequest>): Promise<number[]> => {
    const { productIds, total } = await search(request);
    expect(total).toBe(productIds.length);
    return productIds.map((id) => shop.findIndex((each) => each.id === id) + 1);
  };
  const saying = (text: string, request: Partial<SearchRequest> = {}): Promise<number[]> =>
    found({ text, sort: 'relevance', ...request });

  describe(`the ${name} search engine`, () => {
    it('sorts, equals by their ids in the direction of the sort', async () => {
      expect(await found({ sort: 'newest' })).toEqual([5, 4, 3, 2, 1]);
      expect(await found({ sort: 'price' })).toEqual([1, 4, 5, 2, 3]);
      expect(await found({ sort: '-price' })).toEqual([3, 2, 5, 4, 1]);
      expect(await found({ sort: 'name' })).toEqual([4, 2, 1, 5, 3]);
      expect(await found({ sort: 'best-selling' })).toEqual([1, 3, 5, 4, 2]);
      expect(await found({ sort: 'rating' })).toEqual([2, 5, 4, 3, 1]);
    });

    it('filters; all filters hold at once, of several values of an option one is enough', async () => {
      expect(await found({ department: 'home' })).toEqual([4, 3, 2]);
      expect(await found({ category: 'lighting' })).toEqual([3, 2]);
      expect(await found({ department: 'garden', category: 'lighting' })).toEqual([]);
      expect(await found({ options: [{ code: 'colour', values: ['red', 'moss'] }] })).toEqual([4, 3, 2]);
      expect(
        await found({
          options: [
            { code: 'colour', values: ['moss'] },
            { code: 'size', values: ['m'] },
          ],
        }),
      ).toEqual([3]);
      expect(await found({ priceMin: 2_500, priceMax: 4_000 })).toEqual([5, 4, 2]);
      expect(await found({ onSale: true })).toEqual([2]);
      expect(await found({ inStock: true })).toEqual([5, 3, 2, 1]);
      expect(await found({ ratingMin: 4 })).toEqual([2]);
      expect(await found({ ratingMin: 5 })).toEqual([]);
    });

    it('finds nothing for what it does not know', async () => {
      expect(await found({ department: 'nowhere' })).toEqual([]);
      expect(await found({ options: [{ code: 'flavour', values: ['mint'] }] })).toEqual([]);
      expect(await found({ options: [{ code: 'colour', values: ['plaid'] }] })).toEqual([]);
      expect(await saying('submarine')).toEqual([]);
      expect(await saying('🙂')).toEqual([]);
    });

    it('finds words in names, labels and descriptions, names first, whole names before longer ones', async () => {
      expect(await saying('lamp')).toEqual([2, 3, 1]);
      expect(await saying('lighting')).toEqual([3, 2]);
      expect(await saying('lamp soft', { match: 'any' })).toEqual([2, 3, 1, 4]);
      expect(await saying('lamp brass')).toEqual([3]);
    });

    it('forgives the number, accents, an unfinished last word and a slip', async () => {
      expect(await saying('lamps')).toEqual(await saying('lamp'));
      expect(await saying('creme')).toEqual([4]);
      expect(await saying('stor')).toEqual([3]);
      expect(await saying('stor brass')).toEqual([3]); // a slip, since only the last word may be unfinished
      expect(await saying('sotrm')).toEqual([3]);
    });

    it('takes quotes for words side by side, and ignores words that say nothing', async () => {
      expect(await saying('"storm lamp"')).toEqual([3]);
      expect(await saying('"lamp storm"')).toEqual([]);
      expect(await saying('the storm of the')).toEqual([3]);
    });

    it('counts what each further choice would find, a facet without its own filter', async () => {
      const { facets } = await search({
        category: 'lighting',
        options: [{ code: 'colour', values: ['moss'] }],
        priceMax: 5_000,
        facets: ['category', 'option', 'price'],
      });
      expect(facets?.category).toEqual([{ slug: 'textiles', name: 'Wool textiles', count: 1 }]);
      expect(facets?.option).toEqual([
        { code: 'colour', name: 'Colour', values: [{ code: 'red', name: 'Red', count: 1 }] },
      ]);
      expect(facets?.price).toEqual({
        min: 9_000,
        max: 9_000,
        ranges: [{ from: 9_000, to: 9_000, count: 1 }],
      });
    });

    it('goes on behind a place, and says where the end is', async () => {
      for (const sort of ['newest', 'price', '-price', 'name', 'best-selling', 'rating'] as const) {
        const all = (await search({ sort })).productIds;
        const first = await search({ sort, limit: 2 });
        const second = await search({ sort, limit: 2, window: { after: first.next ?? [] } });
        const third = await search({ sort, limit: 2, window: { after: second.next ?? [] } });
        expect([...first.productIds, ...second.productIds, ...third.productIds]).toEqual(all);
        expect(third.next).toBeUndefined();
        expect(third.total).toBe(5);
      }
    });

    it('suggests products while their name is being typed', async () => {
      const { items } = await engine.suggest('storm la', 5);
      expect(items).toContainEqual({ kind: 'product', productId: idNumber(3) });
      expect((await engine.suggest('submarine', 5)).items).toEqual([]);
    });
  });
}
