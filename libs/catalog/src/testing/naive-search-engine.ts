import {
  SearchEngine,
  type CursorValues,
  type Facets,
  type SearchRequest,
  type SearchResult,
  type Suggestions,
} from '../queries/search-engine.js';
import type { SearchDocument, SearchLabels } from '../infrastructure/search/search-document.js';
import { searchTextOf } from '../infrastructure/search/search-text.js';
import { NaiveTextSearch } from './naive-text-search.js';

type Key = number | string;

/**
 * Another engine, as plain as can be: it looks at every product for every question, and knows no index. What the built-in one answers must be
 * what this one answers.
 */
export class NaiveSearchEngine extends SearchEngine {
  private readonly documents = new Map<string, SearchDocument>();

  constructor(
    private labels: SearchLabels,
    documents: readonly SearchDocument[],
  ) {
    super();
    this.change(documents);
  }

  change(documents: readonly SearchDocument[], gone: readonly string[] = []): void {
    for (const id of gone) this.documents.delete(id);
    for (const document of documents) this.documents.set(document.id, document);
  }

  relabel(labels: SearchLabels): void {
    this.labels = labels;
  }

  override search(request: SearchRequest): Promise<SearchResult> {
    const found = this.found(request);
    const sorted = [...found.keys()]
      .map((document) => ({ document, keys: keysOf(document, found.get(document) ?? 0, request.sort) }))
      .sort((one, other) => compareKeys(one.keys, other.keys, request.sort));
    const { window } = request;
    const start =
      'offset' in window
        ? window.offset
        : sorted.filter(({ keys }) => compareKeys(keys, window.after, request.sort) <= 0).length;
    const page = sorted.slice(start, start + request.limit);
    return Promise.resolve({
      productIds: page.map(({ document }) => document.id),
      total: sorted.length,
      totalRelation: 'exact',
      next: start + page.length < sorted.length ? page.at(-1)?.keys : undefined,
      facets: request.facets.length === 0 ? undefined : this.facets(request),
    });
  }

  /** Names that begin with what was typed. */
  override suggest(text: string, limit: number): Promise<Suggestions> {
    const start = text.trim().toLowerCase();
    const found = [...this.documents.values()].filter(
      ({ name }) => start !== '' && name.toLowerCase().startsWith(start),
    );
    return Promise.resolve({
      items: found.slice(0, limit).map(({ id }) => ({ kind: 'product', productId: id })),
    });
  }

  /** Each product found, with its score. */
  private found(request: SearchRequest): Map<SearchDocument, number> {
    const candidates = [...this.documents.values()].filter((document) => this.passes(document, request));
    if (request.text === undefined) return new Map(candidates.map((document) => [document, 0]));
    const search = new NaiveTextSearch([...this.documents.values()], this.labels, searchTextOf(request.text));
    const scores = candidates.map(
      (document) => [document, search.scoreOf(document, request.match)] as [SearchDocument, number],
    );
    return new Map(scores.filter(([, score]) => score > 0));
  }

  private passes(document: SearchDocument, request: SearchRequest): boolean {
    const { priceMin = 0, priceMax = Infinity, ratingMin = 0, department, category } = request;
    const ofDepartment = this.labels.departments.find(({ slug }) => slug === department);
    const ofCategory = this.labels.categories.find(({ slug }) => slug === category);
    return (
      document.price >= priceMin &&
      document.price <= priceMax &&
      document.stars >= ratingMin &&
      (!request.onSale || document.price < document.listPrice) &&
      (!request.inStock || document.inStock) &&
      (department === undefined || document.scopes.includes(ofDepartment?.id ?? '')) &&
      (category === undefined || document.scopes.includes(ofCategory?.id ?? '')) &&
      (department === undefined || category === undefined || ofCategory?.departmentId === ofDepartment?.id) &&
      request.options.every(({ code, values }) => this.has(document, code, values))
    );
  }

  private has(document: SearchDocument, code: string, values: readonly string[]): boolean {
    const option = this.labels.options.find((each) => each.code === code);
    return (
      option?.values.some((each) => values.includes(each.code) && document.optionValues.includes(each.id)) ===
      true
    );
  }

  /** By definition: a choice's count is the total of the list with that choice. */
  private facets(request: SearchRequest): Facets {
    const total = (change: Partial<SearchRequest>): number => this.found({ ...request, ...change }).size;
    const facets: Facets = {};
    if (request.facets.includes('category')) {
      facets.category = this.labels.categories
        .map(({ slug, name }) => ({ slug, name, count: total({ category: slug }) }))
        .filter(({ count }) => count > 0);
    }
    if (request.facets.includes('option')) {
      facets.option = this.labels.options
        .map(({ code, name, values }) => {
          const others = request.options.filter((option) => option.code !== code);
          const counts = values.map((each) => ({
            code: each.code,
            name: each.name,
            count: total({ options: [...others, { code, values: [each.code] }] }),
          }));
          return { code, name, values: counts.filter(({ count }) => count > 0) };
        })
        .filter(({ values }) => values.length > 0);
    }
    if (request.facets.includes('price')) facets.price = this.prices(request);
    return facets;
  }

  private prices(request: SearchRequest): Facets['price'] {
    const found = this.found({ ...request, priceMin: undefined, priceMax: undefined });
    const prices = [...found.keys()].map(({ price }) => price);
    if (prices.length === 0) return null;
    const [min, max] = [Math.min(...prices), Math.max(...prices)];
    return { min, max, ranges: [{ from: min, to: max, count: prices.length }] };
  }
}

function keysOf(document: SearchDocument, score: number, sort: SearchRequest['sort']): Key[] {
  const { id, publishedAt, price, popularity, ratingScore, nameKey } = document;
  switch (sort) {
    case 'relevance':
      return [score, popularity, id];
    case 'newest':
      return [publishedAt, id];
    case 'price':
    case '-price':
      return [price, id];
    case 'name':
      return [Buffer.from(nameKey).toString('hex'), id];
    case 'best-selling':
      return [popularity, id];
    case 'rating':
      return [ratingScore, id];
  }
}

function compareKeys(one: CursorValues, other: CursorValues, sort: SearchRequest['sort']): number {
  const sign = sort === 'price' || sort === 'name' ? 1 : -1;
  for (const [place, key] of one.entries()) {
    const than = other[place] ?? '';
    if (key !== than) return key < than ? -sign : sign;
  }
  return 0;
}
