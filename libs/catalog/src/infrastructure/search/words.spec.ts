import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchTextOf } from './search-text.js';
import { compoundsOf, singularOf, tokensOf } from './words.js';

const surfaces = (text: string): string[] => tokensOf(text).map(({ surface }) => surface);

describe('the words of a text', () => {
  it('are letters and digits of any script, without case, width and marks', () => {
    expect(surfaces('Crème BRÛLÉE, ｗｏｏｌ & 灯台 №5')).toEqual(['creme', 'brulee', 'wool', '灯台', 'no5']);
    expect(surfaces('Straße, Smørrebrød')).toEqual(['strasse', 'smorrebrod']);
    expect(surfaces("Men's don't d'Artagnan")).toEqual(['mens', 'dont', 'd', 'artagnan']);
  });

  it('are compared as singulars', () => {
    const plurals = { lamps: 'lamp', berries: 'berry', boxes: 'box', brushes: 'brush', dresses: 'dress' };
    const irregular = { knives: 'knife', scarves: 'scarf', women: 'woman', mens: 'man', gloves: 'glove' };
    const singulars = { glass: 'glass', bus: 'bus', iris: 'iris', gas: 'gas', lamp: 'lamp' };
    for (const [word, singular] of Object.entries({ ...plurals, ...irregular, ...singulars }))
      expect([word, singularOf(word)]).toEqual([word, singular]);
  });

  it('are joined where hyphens join them', () => {
    expect(compoundsOf('A T-shirt for all-in-one days').map(({ surface }) => surface)).toEqual([
      'tshirt',
      'allinone',
    ]);
  });
});

describe('what somebody typed', () => {
  const asked = (text: string): string => {
    const { words, phrases } = searchTextOf(text);
    return [
      ...words.map(({ surface, unfinished }) => (unfinished ? `${surface}…` : surface)),
      ...phrases.map((phrase) => `"${phrase.map(({ surface }) => surface).join(' ')}"`),
    ].join(' ');
  };

  it('is words, the last one perhaps unfinished, and phrases', () => {
    expect(asked('Brass lant')).toBe('brass lant…');
    expect(asked('"storm lantern" bra')).toBe('bra… "storm lantern"');
    expect(asked('“storm lantern”')).toBe('"storm lantern"');
    expect(asked('"storm lantern')).toBe('storm lantern…');
  });

  it('loses what says nothing, unless it is all there is', () => {
    expect(asked('mug for the camp')).toBe('mug camp…');
    expect(asked('lamp for the')).toBe('lamp');
    expect(asked('for the')).toBe('the…');
    for (const nothing of ['', ' ', '"', '""', '🙂', '+-*()~<>@', '\0']) expect(asked(nothing)).toBe('');
  });

  it('has at most a dozen words, each once', () => {
    expect(searchTextOf('wool '.repeat(2_000)).words).toHaveLength(1);
    expect(
      searchTextOf(Array.from({ length: 5_000 }, (_, n) => `w${String(n)}`).join(' ')).words,
    ).toHaveLength(12);
  });

  it('never brings anything but letters and digits, and no word that is too long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { words, phrases } = searchTextOf(text);
        for (const { surface } of [...words, ...phrases.flat()])
          expect(surface).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
      }),
    );
  });
});
