import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import type { PageRequest } from '#shared-kernel';
import type { ListingFilter } from '../queries/listing-scope.js';
import { productSorts, type ListInput } from '../queries/product-list.queries.js';
import { searchSorts, type SearchInput } from '../queries/product-search.queries.js';

const known = new Set(['department', 'category', 'q', 'sort', 'page', 'limit']);
const maxSlugLength = 120;
/** Longer than any name; what is longer is no search. */
const maxTextLength = 200;

export interface ListRequest {
  input: ListInput | SearchInput;
  page: PageRequest;
}

/** A list, or with `q` a search. @throws ValidationFailed */
export function listRequest(query: RawQuery): ListRequest {
  refuseUnknownParameters(query, known);
  const page = pageRequest(query);
  const filter = filterOf(query);
  const text = textParameter(query, 'q', maxTextLength);
  if (text === undefined)
    return { input: { ...filter, sort: choiceParameter(query, 'sort', productSorts, 'newest') }, page };
  return { input: { ...filter, text, sort: choiceParameter(query, 'sort', searchSorts, 'relevance') }, page };
}

/** @throws ValidationFailed */
export function searchRequest(query: RawQuery): { input: SearchInput; page: PageRequest } {
  const { input, page } = listRequest(query);
  if (!('text' in input)) throw ValidationFailed.of('q', 'isNotEmpty', 'q must not be empty');
  return { input, page };
}

function filterOf(query: RawQuery): ListingFilter {
  return {
    department: textParameter(query, 'department', maxSlugLength),
    category: textParameter(query, 'category', maxSlugLength),
  };
}
