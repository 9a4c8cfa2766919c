import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Bitmap } from './bitmap.js';
import { aDocument, smallShop } from '../../testing/search-documents.js';
import { IndexSearch } from './index-search.js';
import { compareKeys } from './name-keys.js';
import { Postings } from './postings.js';
import { ProductNumbers } from './product-numbers.js';
import { SearchIndex } from './search-index.js';
import { SortOrder } from './sort-order.js';

const numbers = fc.uniqueArray(fc.nat(3_000));
const handful = fc.uniqueArray(fc.nat(3_000), { maxLength: 3 });

describe('a bitmap', () => {
  it('is a set of numbers', () => {
    fc.assert(
      fc.property(numbers, numbers, fc.nat(3_000), (some, others, gone) => {
        const [one, other] = [new Bitmap(8), new Bitmap(8)];
        for (const number of some) one.add(number);
        for (const number of others) other.add(number);
        one.delete(gone);
        const left = new Set(some.filter((number) => number !== gone));
        const both = others.filter((number) => left.has(number));
        expect(one.count()).toBe(left.size);
        expect(one.countWith(other)).toBe(both.length);
        const visited: number[] = [];
        one
          .copy()
          .intersect(other)
          .forEach((number) => visited.push(number));
        expect(visited).toEqual(both.toSorted((a, b) => a - b));
        expect(one.copy().unite(other).count()).toBe(new Set([...left, ...others]).size);
        expect(one.has(gone)).toBe(false);
      }),
    );
  });
});

describe('the postings', () => {
  it('give back what was put in, for rare and for frequent words, across many pages', () => {
    const postings = new Postings();
    const expected: number[][] = [[], [], [], []];
    // Every product has the first word, every second one the second, every thousandth the last.
    for (let product = 0; product < 150_000; product++) {
      for (const [term, every] of [1, 2, 50, 1_000].entries()) {
        if (product % every > 0) continue;
        postings.add(term, product, product % 3 === 0);
        expected[term]?.push(product);
      }
    }
    for (const [term, products] of expected.entries()) {
      const found: number[] = [];
      let isRight = true;
      postings.forEach(term, (product, inName) => {
        found.push(product);
        isRight &&= inName === (product % 3 === 0);
      });
      expect(isRight).toBe(true);
      expect(found).toEqual(products);
    }
    expect(postings.bytes).toBeLessThan(1.1 * 4 * expected.flat().length + 4 * 65_536);
  });

  it('know nothing of a word that nobody has', () => {
    const none: number[] = [];
    new Postings().forEach(5_000, (product) => none.push(product));
    expect(none).toEqual([]);
  });
});

describe('an order', () => {
  it('stays sorted, whatever enters and leaves', () => {
    const many = fc.uniqueArray(fc.nat(3_000), { minLength: 200, maxLength: 400 });
    const some = fc.oneof(numbers, handful, many);
    const change = fc.record({ entering: some, leaving: some });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        const order = new SortOrder((one, other) => other - one);
        let expected: number[] = [];
        for (const { entering, leaving } of changes) {
          const out = new Set(leaving);
          const kept = expected.filter((number) => !out.has(number));
          const fresh = entering.filter((number) => !kept.includes(number));
          order.change(out, new Set(fresh));
          expected = [...kept, ...fresh].sort((one, other) => other - one);
          if (entering.length % 2 === 0) expect([...order.numbers]).toEqual(expected);
        }
        expect([...order.numbers]).toEqual(expected);
      }),
    );
  });
});

describe('product numbers', () => {
  it('find the newest number of each id, and give the id back', () => {
    fc.assert(
      fc.property(fc.array(fc.uuid(), { maxLength: 50 }), fc.nat(3), (ids, again) => {
        const given = new ProductNumbers();
        const newest = new Map<string, number>();
        for (const id of [...ids, ...ids.slice(0, again)]) newest.set(id, given.give(id));
        for (const [id, number] of newest) {
          expect(given.numberOf(id)).toBe(number);
          expect(given.idOf(number)).toBe(id);
        }
        expect(given.numberOf('00000000-0000-7000-8000-ffffffffffff')).toBeUndefined();
        for (const [one, a] of newest)
          for (const [other, b] of newest)
            expect(Math.sign(given.compareIds(a, b))).toBe(one < other ? -1 : one > other ? 1 : 0);
      }),
    );
  });

  it('hold far more ids than there was room for at first', () => {
    const given = new ProductNumbers();
    const id = (number: number): string =>
      `0190${number.toString(16).padStart(4, '0')}-0000-7000-8000-00000000aaaa`;
    for (let number = 0; number < 20_000; number++) given.give(id(number));
    for (let number = 0; number < 20_000; number += 97) expect(given.numberOf(id(number))).toBe(number);
  });
});

describe('keys of names', () => {
  it('are compared as the database does, the shorter one filled up with blanks', () => {
    const key = (...weights: number[]): Uint8Array =>
      Uint8Array.from(weights.flatMap((weight) => [weight >> 8, weight & 255]));
    expect(compareKeys(key(0x0e33), key(0x0e33, 0x0209))).toBe(0);
    expect(compareKeys(key(0x0e33), key(0x0e33, 0x0e33))).toBeLessThan(0);
    expect(compareKeys(key(0x0e33), key(0x0e33, 0x0201))).toBeGreaterThan(0);
  });
});

describe('words that nobody uses', () => {
  it('are compared with all others four times in a request at most, each of them once', () => {
    const index = new SearchIndex(smallShop);
    index.apply([aDocument(1, { name: 'Storm lantern' })]);
    const { vocabulary } = index.texts;
    const compared: string[] = [];
    const near = vocabulary.near.bind(vocabulary);
    vocabulary.near = (word, how) => {
      compared.push(word);
      return near(word, how);
    };
    const search = new IndexSearch(index);
    const slips = ['lanterm', 'qqqqa', 'qqqqb', 'qqqqc', 'qqqqd', 'qqqqe'].join(' ');
    for (let request = 0; request < 2; request++) {
      search.suggest(slips, 8);
      expect(compared.splice(0)).toEqual(['lanterm', 'qqqqa', 'qqqqb', 'qqqqc']);
    }
    expect(search.suggest('storm lanterm', 8)).not.toEqual([]);
  });
});
