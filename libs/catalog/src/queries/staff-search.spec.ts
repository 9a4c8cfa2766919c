import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { likePrefix, wordsOfNames } from './staff-search.js';

describe('what staff search by', () => {
  it('is words of names, each at least as a beginning', () => {
    expect(wordsOfNames('Brass lant')).toBe('+brass* +lant*');
    expect(wordsOfNames('lamp for the (desk)')).toBe('+lamp* +desk*');
    for (const nothing of ['', 'a', '"', '+-*', '🙂']) expect(wordsOfNames(nothing)).toBeUndefined();
  });

  it('never brings an operator, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        for (const word of wordsOfNames(text)?.split(' ') ?? []) expect(word).toMatch(/^\+[\p{L}\p{N}]+\*$/u);
      }),
    );
  });

  it('is how a slug or a SKU begins, by the letter', () => {
    expect(likePrefix(' HFIS_100% ')).toBe('HFIS|_100|%%');
    expect(likePrefix('a|b')).toBe('a||b%');
  });
});
