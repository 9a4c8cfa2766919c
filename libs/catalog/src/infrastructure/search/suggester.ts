import type { Suggestion } from '../../queries/search-engine.js';
import type { Bitmap } from './bitmap.js';
import { windowOf } from './result-window.js';
import type { SearchIndex } from './search-index.js';
import { searchTextOf, type SearchWord } from './search-text.js';
import type { TextMatch, TextMatcher } from './text-matcher.js';

/** So many words are looked at more closely, those that occur most. */
const mostCandidates = 100;
const mostCategories = 3;
const shortBeginning = 2;
const mostLookedAt = 20_000;

interface Completion {
  text: string;
  products: number;
}

/** What somebody may be about to type: words that lead to products, categories, and the products themselves. */
export function suggestionsFor(
  index: SearchIndex,
  matcher: TextMatcher,
  typed: string,
  limit: number,
): Suggestion[] {
  const text = searchTextOf(typed.replaceAll(/["“”„«»]/gu, ' '));
  const last = text.words.at(-1);
  if (last === undefined) return [];
  const products =
    last.surface.length <= shortBeginning
      ? bestSellersOf(index, matcher, text.words, limit)
      : productsOf(index, matcher.match(text, 'all'), limit);
  const categories = categoriesOf(index, matcher, text.words).slice(0, mostCategories);
  const wordRoom = Math.max(1, limit - categories.length - Math.min(products.length, Math.ceil(limit / 2)));
  const words = completions(index, matcher, text.words).slice(0, wordRoom);
  return [...words, ...categories, ...products].slice(0, limit);
}

function productsOf(index: SearchIndex, { products, scoreOf }: TextMatch, limit: number): Suggestion[] {
  const first = { sort: 'relevance', window: { offset: 0 }, limit } as const;
  return windowOf(index, products, first, scoreOf).numbers.map((number) => productSuggestion(index, number));
}

/** Of one or two letters nearly everything has a word: so the first best sellers whose name has one, without looking for all of them. */
function bestSellersOf(
  index: SearchIndex,
  matcher: TextMatcher,
  words: readonly SearchWord[],
  limit: number,
): Suggestion[] {
  const last = words.at(-1);
  const before = words.slice(0, -1);
  if (last === undefined) return [];
  const base =
    before.length === 0 ? index.listed : matcher.match({ words: before, phrases: [] }, 'all').products;
  const terms = new Set(allTermsOf(matcher, last));
  const { numbers } = index.orders['best-selling'];
  const end = Math.max(0, numbers.length - mostLookedAt);
  const found: Suggestion[] = [];
  for (let place = numbers.length - 1; place >= end && found.length < limit; place--) {
    const number = numbers[place] as number;
    if (base.has(number) && index.texts.nameHasOne(number, terms))
      found.push(productSuggestion(index, number));
  }
  return found;
}

function productSuggestion(index: SearchIndex, number: number): Suggestion {
  return { kind: 'product', productId: index.numbers.idOf(number) };
}

function allTermsOf(matcher: TextMatcher, word: SearchWord): readonly number[] {
  const { exact, alike } = matcher.termsOf(word);
  return exact === undefined ? alike : [exact, ...alike];
}

/** Those whose name has all the words. */
function categoriesOf(index: SearchIndex, matcher: TextMatcher, words: readonly SearchWord[]): Suggestion[] {
  const sets = words.map((word) => {
    return new Set(allTermsOf(matcher, word).flatMap((term) => index.labels.having(term)));
  });
  return index.labels.all.categories
    .filter(({ id }) => sets.every((ids) => ids.has(id)))
    .map(({ name, slug }) => ({ kind: 'category', text: name, slug }));
}

/** The text with its last word finished, and the others corrected, where that finds something; the most frequent first. */
function completions(index: SearchIndex, matcher: TextMatcher, words: readonly SearchWord[]): Suggestion[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const before = words.slice(0, -1);
  const base =
    before.length === 0 ? undefined : matcher.match({ words: before, phrases: [] }, 'all').products;
  const start = before.map((word) => `${spelt(index, matcher, word)} `).join('');
  return allTermsOf(matcher, last)
    .filter((term) => isWorthy(index, term))
    .sort((one, other) => index.texts.vocabulary.namesOf(other) - index.texts.vocabulary.namesOf(one))
    .slice(0, mostCandidates)
    .map((term) => ({
      text: `${start}${index.texts.vocabulary.surfaceOf(term)}`,
      products: productsWith(index, term, base),
    }))
    .filter(({ products }) => products > 0)
    .sort(byFrequency)
    .map(({ text }) => ({ kind: 'words', text }));
}

/** A word of a name, a category or an option value; those of descriptions lead nowhere in particular. */
function isWorthy(index: SearchIndex, term: number): boolean {
  return index.texts.vocabulary.namesOf(term) > 0 || index.labels.having(term).length > 0;
}

function productsWith(index: SearchIndex, term: number, base: Bitmap | undefined): number {
  let products = base === undefined ? index.texts.vocabulary.namesOf(term) : namesIn(index, term, base);
  for (const id of index.labels.having(term)) {
    const members = index.membersOf(id);
    products = Math.max(products, members.countWith(base ?? index.listed));
  }
  return products;
}

function namesIn(index: SearchIndex, term: number, base: Bitmap): number {
  let products = 0;
  index.texts.postings.forEach(term, (number, inName) => {
    if (inName && base.has(number)) products += 1;
  });
  return products;
}

function byFrequency(one: Completion, other: Completion): number {
  return other.products - one.products || (one.text < other.text ? -1 : 1);
}

/** The word as it is, or the most frequent one of those that may be meant by it. */
function spelt(index: SearchIndex, matcher: TextMatcher, word: SearchWord): string {
  const { exact, alike } = matcher.termsOf(word);
  if (exact !== undefined || alike.length === 0) return word.surface;
  const { vocabulary } = index.texts;
  const best = alike.reduce((one, other) =>
    vocabulary.namesOf(other) > vocabulary.namesOf(one) ? other : one,
  );
  return vocabulary.surfaceOf(best);
}
