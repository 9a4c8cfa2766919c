import { describe, expect, it } from '@jest/globals';
import { drawOrderNumber } from './order-number.js';

describe('an order number', () => {
  it('can be read out without mistaking a letter', () => {
    for (let n = 0; n < 1_000; n += 1) {
      expect(drawOrderNumber()).toMatch(/^TP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    }
  });

  it('does not count the orders of the shop', () => {
    const numbers = Array.from({ length: 1_000 }, drawOrderNumber);
    expect(new Set(numbers).size).toBe(1_000);
    expect([...numbers].sort()).not.toEqual(numbers);
  });
});
