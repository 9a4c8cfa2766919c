import { tagOf } from '#platform/cache/cacheable.js';
import { WHOLE_SHOP, whatIsFound } from '../domain/scope.js';
import type { ProductCard } from './catalog.views.js';
import type { CopyVersion, CursorValues, Facets, SearchResult } from './search-engine.js';

/** Which part of a list is asked for: so many rows behind its beginning, or behind a place that an earlier part has told. */
export type ListWindow = ({ offset: number } | { after: CursorValues }) & { limit: number };

/** One part of a list, with what it was made of. */
export interface ProductList {
  items: ProductCard[];
  total: number;
  totalRelation: SearchResult['totalRelation'];
  /** Where the next part begins; undefined behind the last one. */
  next: CursorValues | undefined;
  facets?: Facets | undefined;
  /** For the cache: a change of what has one of these may alter the answer. */
  tags: readonly string[];
  asOf?: CopyVersion;
}

/** For what an engine has found: its members, and their order. */
export const foundTags: readonly string[] = [
  tagOf('scope', WHOLE_SHOP),
  tagOf(whatIsFound.topic, whatIsFound.subject),
];

export function productTag(id: string): string {
  return tagOf('product', id);
}

export function scopeTag(id: string): string {
  return tagOf('scope', id);
}
