import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PageRequest } from '#shared-kernel';
import { CategoryNotFound } from '../../../libs/catalog/src/domain/catalog.errors.js';
import type { SearchInput } from '../../../libs/catalog/src/queries/product-search.queries.js';
import { TestCatalog } from './support.js';

let catalog: TestCatalog;

beforeAll(async () => {
  catalog = await TestCatalog.open({ sampleShop: true });
});

afterAll(() => catalog.close());

const page = new PageRequest(1, 100);

async function found(text: string, narrow: Partial<SearchInput> = {}): Promise<string[]> {
  const { items, total } = await catalog.searches.page({ text, sort: 'relevance', ...narrow }, page);
  expect(total).toBe(items.length);
  return items.map(({ name }) => name);
}

describe('a search', () => {
  it('finds words in names and descriptions, and the beginning of the last one', async () => {
    expect(await found('harbour sweater')).toEqual(['Harbour fisherman sweater']);
    expect(await found('sweat')).toEqual(
      expect.arrayContaining(['Snowfall sweater', 'Ridge stripe sweater']),
    );
    expect(await found('stabilised maple')).toEqual(['Chef knife']);
  });

  it('needs all words, whatever their case, and no stop word', async () => {
    expect(await found('LANTERN for the storm')).toEqual(['Storm lantern']);
    expect(await found('lantern submarine')).toEqual([]);
  });

  it('does not see what is not published', async () => {
    const [row] = await catalog.query<{ id: string }>(
      "SELECT LOWER(HEX(id)) AS id FROM products WHERE slug = 'storm-lantern'",
    );
    await catalog.query("UPDATE products SET status = 'draft' WHERE slug = 'storm-lantern'");
    expect(row).toBeDefined();
    expect(await found('storm lantern')).toEqual([]);
    await catalog.query("UPDATE products SET status = 'published' WHERE slug = 'storm-lantern'");
  });

  it('narrows down by department and category', async () => {
    const everywhere = await found('lantern');
    const inLighting = await found('lantern', { category: 'lighting' });
    expect(inLighting.length).toBeGreaterThan(0);
    expect(everywhere).toEqual(expect.arrayContaining(inLighting));
    expect(await found('lantern', { department: 'wardrobe' })).toEqual([]);
    await expect(found('lantern', { category: 'nowhere' })).rejects.toThrow(CategoryNotFound);
    await expect(found('submarine', { category: 'nowhere' })).rejects.toThrow(CategoryNotFound);
  });

  it('comes in the order that was asked for', async () => {
    const byPrice = await catalog.searches.page({ text: 'wool', sort: 'price' }, page);
    const prices = byPrice.items.map(({ price }) => price.amount);
    expect(prices.length).toBeGreaterThan(3);
    expect(prices).toEqual(prices.toSorted((one, other) => one - other));
    const [best] = await found('mug');
    expect(best).toMatch(/mug/i);
  });

  it('has pages that hold each result once, and a total that stands on each of them', async () => {
    const all = await found('wool');
    const names: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      const answer = await catalog.searches.page(
        { text: 'wool', sort: 'relevance' },
        new PageRequest(number, 5),
      );
      expect(answer.total).toBe(all.length);
      names.push(...answer.items.map(({ name }) => name));
    }
    expect(names).toEqual(all.slice(0, 20));
    expect(
      await catalog.searches.page({ text: 'wool', sort: 'relevance' }, new PageRequest(50, 20)),
    ).toMatchObject({ items: [], total: all.length });
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
      'wool" -sweater',
      "'; DROP TABLE products; --",
      '+wool* -(',
      'x'.repeat(10_000),
      'wool '.repeat(2_000),
      'the of and',
      '＊',
      '\u202e',
      'a',
      '"wool sweater',
    ];
    for (const text of odd) {
      const { items, total } = await catalog.searches.page({ text, sort: 'relevance' }, page);
      expect(total).toBe(items.length);
    }
    expect(await found('wool" -sweater')).toEqual(await found('wool sweater'));
    expect(await found('🙂 storm lantern 🙂')).toEqual(['Storm lantern']);
  });
});
