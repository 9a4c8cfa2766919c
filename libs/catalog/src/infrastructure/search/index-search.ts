import type { SearchRequest, SearchResult, Suggestion } from '../../queries/search-engine.js';
import type { Bitmap } from './bitmap.js';
import { facetsOf } from './facets.js';
import { filtered, havingOptions, type LeftOut } from './filters.js';
import { windowOf } from './result-window.js';
import type { SearchIndex } from './search-index.js';
import { searchTextOf } from './search-text.js';
import { suggestionsFor } from './suggester.js';
import { TextMatcher, type TextMatch } from './text-matcher.js';

/** Answers from one index; everything in it happens at one moment. */
export class IndexSearch {
  private readonly matcher: TextMatcher;

  constructor(readonly index: SearchIndex) {
    this.matcher = new TextMatcher(index);
  }

  search(request: SearchRequest): SearchResult {
    const { index } = this;
    const match = this.matchOf(request);
    const options = havingOptions(index, request);
    const foundWithout = (leftOut?: LeftOut): Bitmap => {
      const left = filtered(index, request, options, leftOut);
      return match === undefined ? left : left.intersect(match.products);
    };
    const found = foundWithout();
    const { numbers, next } = windowOf(index, found, request, match?.scoreOf ?? noScore);
    return {
      productIds: numbers.map((number) => index.numbers.idOf(number)),
      total: found.count(),
      totalRelation: 'exact',
      next,
      facets: request.facets.length === 0 ? undefined : facetsOf(index, request, found, foundWithout),
    };
  }

  suggest(text: string, limit: number): Suggestion[] {
    this.matcher.forgetSlips();
    return suggestionsFor(this.index, this.matcher, text, limit);
  }

  private matchOf({ text, match }: SearchRequest): TextMatch | undefined {
    this.matcher.forgetSlips();
    return text === undefined ? undefined : this.matcher.match(searchTextOf(text), match);
  }
}

function noScore(): number {
  return 0;
}
