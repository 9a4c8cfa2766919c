import { describe, expect, it } from '@jest/globals';
import { fileNameOf, fileOfWidth, storedPictureOf, widthsOf } from './picture.js';

const id = '0190f3c1-7000-7000-8000-0123456789ab';

describe('the copies of a picture', () => {
  it.each([
    [1, [1]],
    [160, [160]],
    [161, [160, 161]],
    [500, [160, 400, 500]],
    [1_600, [160, 400, 800, 1_600]],
    [6_000, [160, 400, 800, 1_600]],
  ])('of one that is %d wide have the widths %j: none is wider than it was', (width, widths) => {
    expect(widthsOf(width)).toEqual(widths);
  });

  it('are found from the name of the widest, the next wider one first', () => {
    const picture = storedPictureOf(`${id}-500.webp`)!;
    expect(picture).toEqual({ id, width: 500 });
    expect(fileNameOf(picture)).toBe(`${id}-500.webp`);
    expect(fileOfWidth(picture, 100)).toBe(`${id}-160.webp`);
    expect(fileOfWidth(picture, 400)).toBe(`${id}-400.webp`);
    expect(fileOfWidth(picture, 800)).toBe(`${id}-500.webp`);
  });

  it.each([
    'sweater-ocean-1.svg',
    `${id}.webp`,
    `${id}-0.webp`,
    `../${id}-1.webp`,
    `${id}-1.webp\n`,
    `${id}-12345.webp`,
  ])('are not read from %j', (file) => {
    expect(storedPictureOf(file)).toBeUndefined();
  });
});
