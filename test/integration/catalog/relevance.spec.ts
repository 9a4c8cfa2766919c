import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { materials, qualities, things, uses } from '../../../apps/cli/src/large-shop/vocabulary.js';
import { SearchEngine } from '../../../libs/catalog/src/queries/search-engine.js';
import {
  labelledQueries,
  type JudgedProduct,
  type LabelledQuery,
  type QueryKind,
} from '../../../libs/catalog/src/testing/labelled-queries.js';
import { fillLargeShop } from '../../../apps/cli/src/large-shop/large-shop.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;
let queries: LabelledQuery[];

beforeAll(async () => {
  catalog = await TestCatalog.open({ sampleShop: true });
  await fillLargeShop(catalog.context.database.url, { products: 5_000 });
  const vocabulary = { qualities, materials, things: things.map(([name]) => name), uses };
  queries = labelledQueries(await judgedProducts(), vocabulary);
  const sample = 101;
  await catalog.eventuallyFindsAll(5_000 + sample);
}, 60_000);

afterAll(() => catalog.close());

async function judgedProducts(): Promise<JudgedProduct[]> {
  const rows = await catalog.query<{
    id: string;
    name: string;
    description: string;
    categories: string;
    values: string | null;
  }>(`
    SELECT LOWER(HEX(p.id)) AS id, p.name, p.description,
           (SELECT GROUP_CONCAT(c.name SEPARATOR '|')
            FROM product_categories pc JOIN categories c ON c.id = pc.category_id
            WHERE pc.product_id = p.id) AS categories,
           (SELECT GROUP_CONCAT(DISTINCT ov.name SEPARATOR '|')
            FROM variants v
            JOIN variant_option_values vov ON vov.variant_id = v.id
            JOIN option_values ov ON ov.id = vov.option_value_id
            WHERE v.product_id = p.id) AS \`values\`
    FROM products p
    WHERE p.status = 'published'`);
  return rows.map(({ id, name, description, categories, values }) => ({
    ...{ id: id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), name, description },
    ...{ categories: categories.split('|'), values: values?.split('|') ?? [] },
  }));
}

/** Of the products wanted, as far as ten places can hold them, the part that stands on these places. */
async function recallOf({ text, relevant }: LabelledQuery): Promise<number> {
  const { productIds } = await catalog.of(SearchEngine).search({
    ...{ text, match: 'all', options: [], onSale: false, inStock: false },
    ...{ sort: 'relevance', window: { offset: 0 }, limit: 10, facets: [] },
  });
  return productIds.filter((id) => relevant.has(id)).length / Math.min(10, relevant.size);
}

describe('what a search shows first', () => {
  const goals: [QueryKind, count: number, recall: number][] = [
    ['plain', 100, 0.95],
    ['two words', 100, 0.95],
    ['typo', 80, 0.85],
    ['prefix', 40, 0.9],
  ];

  it.each(goals)(
    'is what was asked for: %s, at least %i queries, recall@10 of %f',
    async (kind, count, goal) => {
      const asked = queries.filter((query) => query.kind === kind);
      expect(asked.length).toBeGreaterThanOrEqual(count);
      const recalls = await Promise.all(asked.map(recallOf));
      const recall = recalls.reduce((sum, each) => sum + each, 0) / recalls.length;
      const missed = asked.filter((_, n) => (recalls[n] ?? 0) < 0.5).map(({ text }) => text);
      process.stderr.write(
        `recall@10 of ${asked.length} queries (${kind}): ${recall.toFixed(3)}; hardly answered: ${missed.join(', ') || 'none'}\n`,
      );
      expect(recall).toBeGreaterThanOrEqual(goal);
    },
  );

  it('is offered while it is being typed', async () => {
    const texts = [...things.map(([name]) => name), ...materials, ...qualities].map((word) =>
      word.toLowerCase(),
    );
    const offered = async (typed: string, wanted: string): Promise<boolean> => {
      const { items } = await catalog.of(SearchEngine).suggest(typed, 8);
      return items.some(
        (item) => item.kind === 'words' && item.text.replace(/s$/, '') === wanted.replace(/s$/, ''),
      );
    };
    const share = async (typedOf: (text: string) => string): Promise<number> => {
      const hits = await Promise.all(texts.map((text) => offered(typedOf(text), text)));
      return hits.filter(Boolean).length / texts.length;
    };
    const cut = await share((text) => text.slice(0, Math.max(3, Math.ceil(text.length * 0.6))));
    const slipped = await share((text) =>
      text.length < 5 ? text : `${text.slice(0, 2)}${text[3]!}${text[2]!}${text.slice(4)}`,
    );
    process.stderr.write(
      `suggestions of ${texts.length} words: cut short ${cut.toFixed(3)}, with a slip ${slipped.toFixed(3)}\n`,
    );
    expect(cut).toBeGreaterThanOrEqual(0.95);
    expect(slipped).toBeGreaterThanOrEqual(0.85);
  });
});
