import { Injectable } from '@nestjs/common';
import { everyChange } from '#platform/cache/cacheable.js';
import { Database } from '#platform/database/database.js';
import { UnknownOption } from '../domain/search.errors.js';
import { EmptyPages } from './listing-scope.js';
import { ProductCardQueries } from './product-cards.queries.js';
import { foundTags, productTag, type ListWindow, type ProductList } from './product-list.js';
import type { SearchSort } from './product-sorts.js';
import { SearchEngine, type FacetName, type OptionFilter, type SearchFilters } from './search-engine.js';

export interface SearchInput extends SearchFilters {
  sort: SearchSort;
  facets: readonly FacetName[];
}

/** Lists with a text, filters or facets: the engine says which products, the database what they look like. */
@Injectable()
export class ProductSearchQueries {
  constructor(
    private readonly engine: SearchEngine,
    private readonly cards: ProductCardQueries,
    private readonly emptyPages: EmptyPages,
    private readonly database: Database,
  ) {}

  /** @throws DepartmentNotFound, CategoryNotFound, UnknownOption */
  async list(input: SearchInput, { limit, ...window }: ListWindow): Promise<ProductList> {
    const result = await this.engine.search({ ...input, limit, window });
    if (result.total === 0) await this.explainNothing(input);
    const { productIds, total, totalRelation, next, facets, asOf } = result;
    const items = await this.cards.cards(productIds);
    return { items, total, totalRelation, next, facets, tags: tagsOf(input, productIds), asOf };
  }

  /** What nobody knows is an error, not an empty shelf. */
  private async explainNothing(input: SearchInput): Promise<void> {
    if (input.department !== undefined || input.category !== undefined) await this.emptyPages.totalOf(input);
    if (input.options.length > 0) await this.checkOptions(input.options);
  }

  private async checkOptions(options: readonly OptionFilter[]): Promise<void> {
    const codes = options.map(({ code }) => code);
    const known = await this.database.query<{ code: string }>(
      'SELECT code FROM options WHERE code IN (:codes)',
      { codes },
    );
    const unknown = codes.find((code) => !known.some((each) => each.code === code));
    if (unknown !== undefined) throw new UnknownOption(unknown);
  }
}

/**
 * Who is found by text, shelf, option and price changes when staff change something; by stock, rating, and in counts and names of facets, with
 * any change at all.
 */
function tagsOf(input: SearchInput, productIds: readonly string[]): string[] {
  if (input.inStock || input.ratingMin !== undefined || input.facets.length > 0) return [everyChange];
  return [...foundTags, ...productIds.map(productTag)];
}
