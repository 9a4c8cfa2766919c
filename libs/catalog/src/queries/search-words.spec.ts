import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { booleanQueryOf } from './search-words.js';

describe('the words of a search', () => {
  it('must all be there, the last one at least as a beginning', () => {
    expect(booleanQueryOf('Brass lant')).toBe('+brass +lant*');
  });

  it('lose what the index does not hold: stop words and words of one or two letters', () => {
    expect(booleanQueryOf('mug for the camp fire')).toBe('+mug +camp +fire*');
    expect(booleanQueryOf('a t-shirt in xl')).toBe('+shirt +xl*');
    expect(booleanQueryOf('lamp for the')).toBe('+lamp');
  });

  it('keep a lone stop word as a beginning', () => {
    expect(booleanQueryOf('the')).toBe('+the*');
  });

  it('lose every operator', () => {
    expect(booleanQueryOf('+wool -cotton* "oak (lamp)" ~felt @5 >x <y')).toBe(
      '+wool +cotton +oak +lamp +felt',
    );
    expect(booleanQueryOf("don't%' OR 1=1 --")).toBe('+don');
  });

  it('are letters of any script', () => {
    expect(booleanQueryOf('Crème brûlée')).toBe('+crème +brûlée*');
    expect(booleanQueryOf('ｗｏｏｌ')).toBe('+wool*');
  });

  it('may be none', () => {
    for (const empty of ['', '   ', '"', '+++', '🙂', '🙂🙂 !', 'a', 'x'.repeat(10_000)])
      expect(booleanQueryOf(empty)).toBeUndefined();
  });

  it('are at most a dozen and one', () => {
    const words = Array.from({ length: 5_000 }, (_, n) => `word${String(n)}`).join(' ');
    expect(booleanQueryOf(words)?.split(' ')).toHaveLength(13);
  });

  it('never bring anything but required words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const words = booleanQueryOf(text)?.split(' ') ?? [];
        expect(words.slice(0, -1).every((word) => /^\+[\p{L}\p{N}_]+$/u.test(word))).toBe(true);
        expect(words.at(-1) ?? '+none').toMatch(/^\+[\p{L}\p{N}_]+\*?$/u);
      }),
    );
  });
});
