import type { SearchSort } from './product-sorts.js';

export const facetNames = ['category', 'option', 'price'] as const;
export type FacetName = (typeof facetNames)[number];

/** A variant of the product has one of these values of the option. */
export interface OptionFilter {
  code: string;
  values: readonly string[];
}

/** What a product must be like to be found. Everything that is given holds at once. */
export interface SearchFilters {
  department?: string | undefined;
  category?: string | undefined;
  text?: string | undefined;
  /** Whether all words of the text must occur or one is enough; the more occur, the higher it stands. */
  match: 'all' | 'any';
  options: readonly OptionFilter[];
  /** In minor units, both ends included; of the price from which the product can be had now. */
  priceMin?: number | undefined;
  priceMax?: number | undefined;
  onSale: boolean;
  inStock: boolean;
  /** Of the average that the card shows. */
  ratingMin?: number | undefined;
}

/** The sort values of a product, the last one its id: a page goes on behind it. Engines make and read them; they mean nothing to others. */
export type CursorValues = readonly (string | number)[];

export interface SearchRequest extends SearchFilters {
  sort: SearchSort;
  /** Rows to skip, or the place to go on from. */
  window: { offset: number } | { after: CursorValues };
  limit: number;
  facets: readonly FacetName[];
}

export interface CategoryCount {
  slug: string;
  name: string;
  count: number;
}

export interface OptionCounts {
  code: string;
  name: string;
  values: { code: string; name: string; count: number }[];
}

export interface PriceRange {
  from: number;
  to: number;
  count: number;
}

/** Counts of what each further choice would find. A facet ignores its own filter and respects all others, the text included. */
export interface Facets {
  category?: CategoryCount[];
  option?: OptionCounts[];
  /** Null if nothing is found. Ranges lie side by side, both ends included. */
  price?: { min: number; max: number; ranges: PriceRange[] } | null;
}

export interface SearchResult {
  /** In the order asked for. */
  productIds: string[];
  total: number;
  /** An engine that does not count to the end says so. */
  totalRelation: 'exact' | 'at-least';
  /** Where the next page goes on; undefined on the last one. */
  next?: CursorValues | undefined;
  facets?: Facets | undefined;
  asOf?: CopyVersion;
}

/** Of the change feed, up to which the copy that an engine reads from was told, for what is cached; undefined if it reads from no copy. */
export type CopyVersion = number | undefined;

export interface Suggestions {
  items: Suggestion[];
  asOf?: CopyVersion;
}

export type Suggestion =
  | { kind: 'words'; text: string }
  | { kind: 'category'; text: string; slug: string }
  | { kind: 'product'; productId: string };

/**
 * Finds products; plain data in and out, so that any engine can stand behind it. What an engine must do is written down as a test
 * (testing/search-engine.contract.ts). A department, category, option or value that it does not know finds nothing; who asks finds out why.
 */
export abstract class SearchEngine {
  abstract search(request: SearchRequest): Promise<SearchResult>;

  /** What somebody who has typed this may want to ask for. */
  abstract suggest(text: string, limit: number): Promise<Suggestions>;
}
