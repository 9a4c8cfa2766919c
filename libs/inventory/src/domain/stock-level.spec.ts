import { describe, expect, it } from '@jest/globals';
import { stockLevel } from './stock-level.js';

describe('the level of a stock', () => {
  it.each([
    [0, 'sold-out'],
    [1, 'low'],
    [5, 'low'],
    [6, 'in-stock'],
    [100_000, 'in-stock'],
  ])('with %i pieces is %s', (available, level) => {
    expect(stockLevel(available)).toBe(level);
  });
});
