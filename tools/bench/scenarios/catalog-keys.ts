import { materials, qualities, things } from '../../../apps/cli/src/large-shop/vocabulary.js';
import { shuffled } from './zipf.js';

export interface ListKey {
  category: string;
  sort: string;
  page: number;
  limit: number;
}

export const sorts = ['newest', 'price', '-price', 'name', 'best-selling', 'rating'] as const;

/** So many different things are asked for while the cache is on, if the shop has so many. */
export const wantedKeys = 12_000;
const deepestPage = 100;

/** The first page of each category in each order. */
export function firstPages(categories: readonly string[]): ListKey[] {
  return categories.flatMap((category) => sorts.map((sort) => ({ category, sort, page: 1, limit: 20 })));
}

/** First pages first, as people look at them. A small shop has few pages: there other page sizes make up the number. */
export function listKeys(categories: readonly { slug: string; products: number }[]): ListKey[] {
  const keys: ListKey[] = [];
  for (const limit of [20, 24, 12, 48, 60, 10, 30, 15, 40, 36, 18, 16, 14, 9, 8, 7, 6, 5]) {
    for (let page = 1; page <= deepestPage; page += 1)
      for (const { slug, products } of categories)
        if ((page - 1) * limit < products)
          for (const sort of sorts) keys.push({ category: slug, sort, page, limit });
    if (keys.length >= wantedKeys) break;
  }
  return keys.slice(0, wantedKeys);
}

/** Two or three words of which a product's name is made, in no order. */
export function searchTexts(): string[] {
  const kinds = things.map(([name]) => name);
  const pairs = (ones: readonly string[], others: readonly string[]): string[] =>
    ones.flatMap((one) => others.map((other) => `${one} ${other}`));
  const two = [...pairs(qualities, kinds), ...pairs(materials, kinds), ...pairs(qualities, materials)];
  const three = shuffled(pairs(pairs(qualities, materials), kinds)).slice(0, wantedKeys - two.length);
  return shuffled([...two, ...three]).map((text) => text.toLowerCase());
}

/** Queries of lists with all facets: a category, narrowed down or not, and searches. */
export function facetQueries(categories: readonly string[]): string[] {
  const colours = ['moss', 'ocean', 'ember', 'dusk', 'sand', 'berry', 'slate', 'honey'];
  const prices = Array.from({ length: 96 }, (_, n) => String(1_000 + n * 200));
  const plain = categories.map((category) => `category=${category}`);
  const coloured = plain.flatMap((query) => colours.map((colour) => `${query}&option.colour=${colour}`));
  const priced = coloured.flatMap((query) => prices.map((price) => `${query}&priceMax=${price}`));
  const searched = things.flatMap(([thing]) => [
    `q=${thing.toLowerCase()}`,
    ...colours.map((colour) => `q=${thing.toLowerCase()}&option.colour=${colour}`),
  ]);
  const common = shuffled([...plain, ...coloured, ...searched]);
  return [...common, ...shuffled(priced)].slice(0, wantedKeys);
}

/** What somebody has typed so far: one to three letters of the second word after the whole first one, or the first word itself. */
export function typedSoFar(): string[] {
  return shuffled(
    things.flatMap(([thing]) => {
      const word = thing.toLowerCase();
      const beginnings = [1, 2, 3].map((letters) => word.slice(0, letters));
      return [
        ...beginnings,
        ...shuffled(qualities)
          .slice(0, 12)
          .flatMap((quality) => beginnings.map((begun) => `${quality.toLowerCase()} ${begun}`)),
      ];
    }),
  );
}
