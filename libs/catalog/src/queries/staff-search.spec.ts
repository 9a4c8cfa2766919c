import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginningPattern, namePatterns } from './staff-search.js';

describe('what staff search by', () => {
  it('is words of names, or parts of them', () => {
    expect(namePatterns('Brass "lant')).toEqual(['%Brass%', '%lant%']);
    expect(namePatterns('mug mug')).toEqual(['%mug%']);
    for (const nothing of ['', ' ', '"', '+-*', '%_', '🙂']) expect(namePatterns(nothing)).toEqual([]);
  });

  it('is never a pattern of their own making', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        for (const pattern of namePatterns(text)) expect(pattern).toMatch(/^%[\p{L}\p{N}]+%$/u);
      }),
    );
  });

  it('is how a slug or a SKU begins, by the letter', () => {
    expect(beginningPattern(' HFIS_100% ')).toBe('HFIS|_100|%%');
    expect(beginningPattern('a|b')).toBe('a||b%');
  });
});
