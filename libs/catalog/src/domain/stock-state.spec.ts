import { describe, expect, it } from '@jest/globals';
import { bestStockState, stockStateOf } from './stock-state.js';

describe('the stock state', () => {
  it('is sold out at none, low up to five, and in stock from six', () => {
    expect([-1, 0, 1, 5, 6, 100].map(stockStateOf)).toEqual([
      'sold-out',
      'sold-out',
      'low',
      'low',
      'in-stock',
      'in-stock',
    ]);
  });

  it('of a product is that of its best variant', () => {
    expect(bestStockState(['sold-out', 'low', 'in-stock'])).toBe('in-stock');
    expect(bestStockState(['low', 'sold-out'])).toBe('low');
    expect(bestStockState(['sold-out'])).toBe('sold-out');
    expect(bestStockState([])).toBe('sold-out');
  });
});
