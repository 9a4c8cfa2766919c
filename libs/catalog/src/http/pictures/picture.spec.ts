import { describe, expect, it } from '@jest/globals';
import { drawPicture, paletteNames, shapeNames } from './picture.js';

describe('a picture', () => {
  it('is the same each time, and another one for another number or colour', () => {
    expect(drawPicture('mug-ocean-1')).toBe(drawPicture('mug-ocean-1'));
    expect(
      new Set(['mug-ocean-1', 'mug-ocean-2', 'mug-moss-1', 'lamp-ocean-1', 'mug-ocean-11'].map(drawPicture))
        .size,
    ).toBe(5);
  });

  it('is there for every thing in every colour, with no colour left unfilled', () => {
    for (const [index, shape] of shapeNames.entries()) {
      for (const palette of paletteNames) {
        const svg = drawPicture(`${shape}-${palette}-${String(1 + (index % 19))}`);
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^]*<\/svg>$/);
        expect(svg).not.toContain('$');
      }
    }
  });

  it('holds nothing that a browser would run or fetch', () => {
    for (const shape of shapeNames)
      expect(drawPicture(`${shape}-moss-4`)).not.toMatch(/<script|on\w+=|href|url\((?!#body\))/);
  });

  it('is there for nothing else', () => {
    for (const name of [
      '',
      'mug',
      'mug-ocean',
      'mug-ocean-0',
      'mug-ocean-100',
      'mug-pink-1',
      'house-moss-1',
      'constructor-moss-1',
      'mug-__proto__-1',
      '../mug-ocean-1',
    ]) {
      expect(drawPicture(name)).toBeUndefined();
    }
  });
});
