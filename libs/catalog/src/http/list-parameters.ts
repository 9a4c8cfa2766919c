import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import type { PageRequest } from '#shared-kernel';
import { productSorts, searchSorts } from '../queries/product-sorts.js';
import type { ListInput } from '../queries/product-list.queries.js';
import type { SearchInput } from '../queries/product-search.queries.js';
import { facetNames, type FacetName, type SearchFilters } from '../queries/search-engine.js';
import {
  flag,
  numberParameter,
  optionFilters,
  optionParameterPrefix,
  valuesOf,
} from './filter-parameters.js';

const known = new Set([
  ...['department', 'category', 'q', 'match', 'priceMin', 'priceMax', 'onSale', 'inStock', 'ratingMin'],
  ...['sort', 'page', 'cursor', 'limit', 'facets'],
]);
const maxSlugLength = 120;
/** Longer than any name; what is longer is no search. */
export const maxTextLength = 200;
const maxPrice = 1_000_000_000_000;
/** A name that is the sort value, in the weights of the collation, and its signature. */
const maxCursorLength = 2_000;

export interface ListRequest {
  /** A search if it has a text, a filter or facets, otherwise a plain list. */
  input: ListInput | SearchInput;
  page: PageRequest;
  cursor: string | undefined;
}

/** @throws ValidationFailed */
export function listRequest(query: RawQuery): ListRequest {
  refuseUnknownParameters(withoutOptions(query), known);
  const page = pageRequest(query);
  const cursor = textParameter(query, 'cursor', maxCursorLength);
  if (cursor !== undefined && query['page'] !== undefined)
    throw ValidationFailed.of('page', 'with-cursor', 'page and cursor must not be given together');
  return { input: inputOf(query), page, cursor };
}

/** @throws ValidationFailed */
export function searchRequest(query: RawQuery): ListRequest {
  const request = listRequest(query);
  if (textParameter(query, 'q', maxTextLength) === undefined)
    throw ValidationFailed.of('q', 'isNotEmpty', 'q must not be empty');
  return request;
}

export function isSearch(input: ListInput | SearchInput): input is SearchInput {
  return 'facets' in input;
}

/** What makes two lists the same one, whatever the order of its parameters: for its cursors. */
export function nameOfList(input: ListInput | SearchInput): string {
  const { department, category, sort } = input;
  const shelf = [department ?? '', category ?? '', sort];
  if (!isSearch(input)) return JSON.stringify(shelf);
  const options = input.options.map(({ code, values }) => [code, [...values].sort()]);
  const { text, match, priceMin, priceMax, onSale, inStock, ratingMin } = input;
  return JSON.stringify([...shelf, text, match, options, priceMin, priceMax, onSale, inStock, ratingMin]);
}

function inputOf(query: RawQuery): ListInput | SearchInput {
  const filters = filtersOf(query);
  const facets = facetsOf(query);
  const { department, category, text } = filters;
  if (text !== undefined)
    return { ...filters, facets, sort: choiceParameter(query, 'sort', searchSorts, 'relevance') };
  const sort = choiceParameter(query, 'sort', productSorts, 'newest');
  return narrows(filters) || facets.length > 0
    ? { ...filters, facets, sort }
    : { department, category, sort };
}

function filtersOf(query: RawQuery): SearchFilters {
  const priceMin = numberParameter(query, 'priceMin', { min: 0, max: maxPrice });
  const priceMax = numberParameter(query, 'priceMax', { min: 0, max: maxPrice });
  if (priceMin !== undefined && priceMax !== undefined && priceMin > priceMax)
    throw ValidationFailed.of('priceMax', 'min', 'priceMax must not be less than priceMin');
  return {
    department: textParameter(query, 'department', maxSlugLength),
    category: textParameter(query, 'category', maxSlugLength),
    text: textParameter(query, 'q', maxTextLength),
    match: choiceParameter(query, 'match', ['all', 'any'], 'all'),
    options: optionFilters(query),
    priceMin,
    priceMax,
    onSale: flag(query, 'onSale'),
    inStock: flag(query, 'inStock'),
    ratingMin: numberParameter(query, 'ratingMin', { min: 1, max: 5 }),
  };
}

function narrows({ options, priceMin, priceMax, onSale, inStock, ratingMin }: SearchFilters): boolean {
  return (
    options.length > 0 ||
    [priceMin, priceMax, ratingMin].some((each) => each !== undefined) ||
    onSale ||
    inStock
  );
}

function facetsOf(query: RawQuery): FacetName[] {
  const names = valuesOf(query, 'facets') ?? [];
  return names.map((name) => {
    const facet = facetNames.find((each) => each === name);
    if (facet === undefined)
      throw ValidationFailed.of('facets', 'isIn', `facets must be some of ${facetNames.join(', ')}`);
    return facet;
  });
}

function withoutOptions(query: RawQuery): RawQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([name]) => !name.startsWith(optionParameterPrefix)),
  );
}
