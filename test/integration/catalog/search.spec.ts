import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CategoryNotFound, DepartmentNotFound } from '../../../libs/catalog/src/domain/catalog.errors.js';
import type { ProductId, VariantId } from '../../../libs/catalog/src/domain/ids.js';
import { UnknownOption } from '../../../libs/catalog/src/domain/search.errors.js';
import type { ProductList } from '../../../libs/catalog/src/queries/product-list.js';
import type { SearchInput } from '../../../libs/catalog/src/queries/product-search.queries.js';
import { SuggestionQueries } from '../../../libs/catalog/src/queries/suggestion.queries.js';
import { dollars } from '../../../libs/catalog/src/testing/product.builder.js';
import { eventually } from '../../support/eventually.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;

beforeAll(async () => {
  catalog = await TestCatalog.open({ sampleShop: true });
}, 30_000);

afterAll(() => catalog.close());

function list(input: Partial<SearchInput>, window = { offset: 0, limit: 100 }): Promise<ProductList> {
  const everything = { match: 'all', options: [], onSale: false, inStock: false, facets: [] } as const;
  return catalog.searches.list({ ...everything, sort: 'relevance', ...input }, window);
}

async function found(text: string, narrow: Partial<SearchInput> = {}): Promise<string[]> {
  const { items, total } = await list({ text, ...narrow });
  expect(total).toBe(items.length);
  return items.map(({ name }) => name);
}

describe('a search', () => {
  it('finds words in names, categories, option values and descriptions, and the beginning of the last one', async () => {
    expect(await found('harbour sweater')).toEqual(['Harbour fisherman sweater']);
    expect(await found('sweat')).toEqual(
      expect.arrayContaining(['Snowfall sweater', 'Ridge stripe sweater']),
    );
    expect(await found('stabilised maple')).toEqual(['Chef knife']);
    expect(await found('knitwear')).toHaveLength(7);
    expect(await found('knitwear ember')).not.toEqual([]);
  });

  it('shows first what is called so', async () => {
    const names = await found('lantern');
    expect(names[0]).toMatch(/lantern/i);
    const lastByName = names.findLastIndex((name) => /lantern/i.test(name));
    expect(names.slice(0, lastByName + 1).every((name) => /lantern/i.test(name))).toBe(true);
  });

  it('needs all words or one of them, whatever their case, and no stop word', async () => {
    expect((await found('LANTERN for the storm'))[0]).toBe('Storm lantern');
    expect(await found('lantern submarine')).toEqual([]);
    const any = await found('lantern submarine', { match: 'any' });
    expect(any).toEqual(await found('lantern'));
  });

  it('forgives plurals, accents and a slip', async () => {
    expect(await found('storm lanterns')).toEqual(await found('storm lantern'));
    expect(await found('Störm lántern')).toEqual(await found('storm lantern'));
    for (const slip of ['strom lantern', 'storm lanten', 'storm lanntern', 'storn lantern', 'storm lanetrn'])
      expect(await found(slip)).toEqual(await found('storm lantern'));
  });

  it('takes quotes for words side by side', async () => {
    expect(await found('"storm lantern"')).toEqual(['Storm lantern']);
    expect(await found('"lantern storm"')).toEqual([]);
  });

  it('narrows down by department and category', async () => {
    const everywhere = await found('lantern');
    const inLighting = await found('lantern', { category: 'lighting' });
    expect(inLighting.length).toBeGreaterThan(0);
    expect(everywhere).toEqual(expect.arrayContaining(inLighting));
    expect(await found('lantern', { department: 'wardrobe' })).toEqual([]);
    expect(await found('lantern', { department: 'wardrobe', category: 'lighting' })).toEqual([]);
    await expect(found('lantern', { category: 'nowhere' })).rejects.toThrow(CategoryNotFound);
    await expect(found('submarine', { category: 'nowhere' })).rejects.toThrow(CategoryNotFound);
    await expect(list({ department: 'nowhere', onSale: true })).rejects.toThrow(DepartmentNotFound);
  });

  it('comes in the order that was asked for', async () => {
    const { items } = await list({ text: 'wool', sort: 'price' });
    const prices = items.map(({ price }) => price.amount);
    expect(prices.length).toBeGreaterThan(3);
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
  });

  it('has pages that hold each result once, and a total that stands on each of them', async () => {
    const all = await found('wool');
    const names: string[] = [];
    for (let offset = 0; offset < 20; offset += 5) {
      const answer = await list({ text: 'wool' }, { offset, limit: 5 });
      expect(answer.total).toBe(all.length);
      names.push(...answer.items.map(({ name }) => name));
    }
    expect(names).toEqual(all.slice(0, 20));
    const beyond = await list({ text: 'wool' }, { offset: 900, limit: 20 });
    expect(beyond).toMatchObject({ items: [], total: all.length, next: undefined });
  });

  it('takes whatever people type', async () => {
    const odd = [
      '',
      ' ',
      '"',
      "'",
      '🙂',
      '+',
      '-',
      '*',
      '(((',
      '@5',
      '~',
      '<>',
      '%',
      '\\',
      '\0',
      'a',
      '＊',
      '\u202e',
    ];
    odd.push(
      'wool" -sweater',
      "'; DROP TABLE products; --",
      '+wool* -(',
      'the of and',
      '"wool sweater',
      '""',
    );
    odd.push('x'.repeat(10_000), 'wool '.repeat(2_000), '"'.repeat(9_999), '%_'.repeat(5_000));
    for (const text of odd) {
      const { items, total } = await list({ text });
      expect(total).toBe(items.length);
    }
    expect(await found('wool" -sweater')).toEqual(await found('wool sweater'));
    expect(await found('🙂 storm lantern 🙂')).toEqual(['Storm lantern']);
  });
});

describe('filters and facets', () => {
  it('find nothing for a value that an option does not have, and refuse an option that nobody has', async () => {
    const none = await list({ options: [{ code: 'colour', values: ['plaid', "x' OR '1"] }], sort: 'newest' });
    expect(none).toMatchObject({ items: [], total: 0 });
    await expect(list({ options: [{ code: 'flavour', values: ['mint'] }], sort: 'newest' })).rejects.toThrow(
      UnknownOption,
    );
  });

  it('keep what they promise: each count is what its choice finds', async () => {
    const narrow: Partial<SearchInput> = {
      options: [{ code: 'colour', values: ['moss'] }],
      inStock: true,
      sort: 'price',
      department: 'wardrobe',
    };
    const { facets } = await list({ ...narrow, facets: ['category', 'option', 'price'] });
    expect(facets?.category?.length).toBeGreaterThan(1);
    for (const { slug, count } of facets?.category ?? [])
      expect([slug, (await list({ ...narrow, category: slug })).total]).toEqual([slug, count]);
    for (const { code, values } of facets?.option ?? []) {
      for (const value of values) {
        const others = (narrow.options ?? []).filter((option) => option.code !== code);
        const chosen = { ...narrow, options: [...others, { code, values: [value.code] }] };
        expect([value.code, (await list(chosen)).total]).toEqual([value.code, value.count]);
      }
    }
    for (const { from, to, count } of facets?.price?.ranges ?? [])
      expect((await list({ ...narrow, priceMin: from, priceMax: to })).total).toBe(count);
  });

  it('are about what the card shows', async () => {
    const { items: onSale, total } = await list({ onSale: true, sort: 'newest' });
    expect(total).toBeGreaterThan(0);
    expect(onSale.every(({ salePrice }) => salePrice !== null)).toBe(true);
    const { items: inStock } = await list({ inStock: true, sort: 'newest' });
    expect(inStock.every(({ stockState }) => stockState !== 'sold-out')).toBe(true);
    const { items: cheap } = await list({ priceMax: 2_000, sort: '-price' });
    expect(cheap.length).toBeGreaterThan(0);
    expect(cheap.every(({ price }) => price.amount <= 2_000)).toBe(true);
  });
});

describe('what staff and the stock change', () => {
  async function idOf(slug: string): Promise<ProductId> {
    const [row] = await catalog.query<{ id: string }>(
      'SELECT LOWER(HEX(id)) AS id FROM products WHERE slug = ?',
      [slug],
    );
    return row!.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as ProductId;
  }

  it('is found within a second: withdrawn, back again, and at another price', async () => {
    const id = await idOf('storm-lantern');
    await catalog.withdraw.execute(id);
    await eventually(async () => expect(await found('storm lantern')).toEqual([]), 1_000);
    await catalog.publish.execute(id);
    await eventually(async () => expect(await found('storm lantern')).toEqual(['Storm lantern']), 1_000);
    for (const variantId of await catalog.variantsOf(id))
      await catalog.changePrice.execute({ variantId, price: dollars(1_234), salePrice: null });
    await eventually(async () => {
      const { items } = await list({ priceMin: 123_400, priceMax: 123_400, sort: 'price' });
      expect(items.map(({ slug }) => slug)).toEqual(['storm-lantern']);
    }, 1_000);
  });

  it('is found within a second: sold out', async () => {
    const id = await idOf('milk-bottle');
    const variants: VariantId[] = await catalog.variantsOf(id);
    const names = (): Promise<string[]> => found('milk bottle', { inStock: true });
    expect(await names()).toContain('Milk bottle');
    for (const variantId of variants)
      await catalog.projectStock.execute({ variantId, available: 0, version: 1_000_000 });
    await eventually(async () => expect(await names()).not.toContain('Milk bottle'), 1_000);
  });

  it('is found under the new name of its category', async () => {
    await catalog.query("UPDATE categories SET name = 'Gleaming things' WHERE slug = 'lighting'");
    const [row] = await catalog.query<{ id: Buffer }>("SELECT id FROM categories WHERE slug = 'lighting'");
    await catalog.query("INSERT INTO change_feed (topic, subject, occurred_at) VALUES ('scope', ?, NOW(3))", [
      row!.id,
    ]);
    await eventually(async () => expect((await found('gleaming')).length).toBeGreaterThan(2), 1_000);
  });
});

describe('suggestions', () => {
  async function suggested(text: string): Promise<string[]> {
    const { items } = await catalog.of(SuggestionQueries).suggestions(text, 8);
    return items.map(({ kind, text: offered }) => `${kind}: ${offered}`);
  }

  it('finish the last word, and name categories and products', async () => {
    expect(await suggested('lante')).toEqual(
      expect.arrayContaining(['words: lantern', 'product: Storm lantern']),
    );
    expect(await suggested('knitw')).toEqual(
      expect.arrayContaining(['words: knitwear', 'category: Knitwear']),
    );
    expect(await suggested('storm l')).toContain('words: storm lantern');
  });

  it('offer only what finds something', async () => {
    for (const text of ['s', 'wo', 'wool s', 'enam', 'camp k', 'lantrn', 'storn lan']) {
      const { items } = await catalog.of(SuggestionQueries).suggestions(text, 20);
      expect(items.length).toBeGreaterThan(0);
      for (const { kind, text: offered } of items)
        if (kind === 'words') expect((await list({ text: offered })).total).toBeGreaterThan(0);
    }
    expect(await suggested('🙂')).toEqual([]);
    expect(await suggested('qqqqqq')).toEqual([]);
  });
});
