import { describe, expect, it } from '@jest/globals';
import { shuffled, zipfDraws } from './zipf.js';

describe('the draws of the warm scenarios', () => {
  const draws = zipfDraws(12_000, 120_000);
  const times = (index: number): number => draws.filter((each) => each === index).length;

  it('are the same on each run', () => {
    expect(zipfDraws(12_000, 100)).toEqual(draws.slice(0, 100));
  });

  it('come from at least ten thousand keys, a few of them often', () => {
    expect(new Set(draws).size).toBeGreaterThan(10_000);
    expect(Math.min(...draws)).toBe(0);
    expect(Math.max(...draws)).toBeLessThan(12_000);
    expect(times(0) / times(9)).toBeGreaterThan(5);
    expect(times(0) / times(9)).toBeLessThan(12);
  });

  it('shuffle without losing anything', () => {
    const numbers = Array.from({ length: 100 }, (_, n) => n);
    expect(shuffled(numbers)).not.toEqual(numbers);
    expect(shuffled(numbers).toSorted((one, other) => one - other)).toEqual(numbers);
  });
});
