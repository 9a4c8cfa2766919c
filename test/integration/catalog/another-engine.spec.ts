import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#platform/database/database.js';
import { WHOLE_SHOP } from '../../../libs/catalog/src/domain/scope.js';
import { IndexSource } from '../../../libs/catalog/src/infrastructure/search/index-source.js';
import { EmptyPages } from '../../../libs/catalog/src/queries/listing-scope.js';
import { ProductCardQueries } from '../../../libs/catalog/src/queries/product-cards.queries.js';
import {
  ProductSearchQueries,
  type SearchInput,
} from '../../../libs/catalog/src/queries/product-search.queries.js';
import { NaiveSearchEngine } from '../../../libs/catalog/src/testing/naive-search-engine.js';
import { testConfig } from '../../support/config.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let other: ProductSearchQueries;

beforeAll(async () => {
  catalog = await TestCatalog.open({ sampleShop: true });
  const source = catalog.of(IndexSource);
  const engine = new NaiveSearchEngine(await source.labels(), await source.productsAfter(WHOLE_SHOP, 1_000));
  const [cards, empty, database] = [
    catalog.of(ProductCardQueries),
    catalog.of(EmptyPages),
    catalog.of(Database),
  ];
  other = new ProductSearchQueries(engine, cards, empty, database);
}, 30_000);

afterAll(() => catalog.close());

const everything = {
  match: 'all',
  options: [],
  onSale: false,
  inStock: false,
  facets: [],
  sort: 'newest',
} as const;

describe('another engine behind the port', () => {
  const requests: Partial<SearchInput>[] = [
    { text: 'wool', sort: 'relevance' },
    { text: 'storm lantrn', sort: 'relevance', facets: ['category', 'option'] },
    { text: 'enamel mug lamp', match: 'any', sort: 'price' },
    { text: '"camp candle" l', sort: 'relevance' },
    {
      options: [{ code: 'colour', values: ['moss', 'ember'] }],
      inStock: true,
      facets: ['category', 'option'],
    },
    { department: 'home', priceMin: 1_000, priceMax: 4_000, sort: '-price' },
    { category: 'knitwear', onSale: true, sort: 'name' },
  ];

  it.each(requests)('gives the same lists: %j', async (request) => {
    const input = { ...everything, ...request };
    const [one, two] = [
      await catalog.searches.list(input, { offset: 0, limit: 50 }),
      await other.list(input, { offset: 0, limit: 50 }),
    ];
    expect(two.total).toBe(one.total);
    expect(two.items).toEqual(one.items);
    expect(two.facets).toEqual(one.facets);
  });

  it('must have a name that the configuration knows, or no process starts', () => {
    const variables = { DATABASE_URL: 'mysql://shop@127.0.0.1/shop', SEARCH_ENGINE: 'elasticsearch' };
    expect(() => testConfig(variables)).toThrow(/SEARCH_ENGINE must be one of builtin/);
  });
});
