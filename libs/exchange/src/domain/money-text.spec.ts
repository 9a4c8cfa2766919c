import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { amountOf, moneyText } from './money-text.js';

describe('an amount as text', () => {
  it.each([
    ['19.99', 'USD', 1_999],
    ['19.9', 'USD', 1_990],
    ['19', 'USD', 1_900],
    ['0.07', 'USD', 7],
    ['1999', 'JPY', 1_999],
    ['1.999', 'KWD', 1_999],
    ['1.9', 'KWD', 1_900],
    ['90071992547409.91', 'USD', Number.MAX_SAFE_INTEGER],
  ])('%s %s is exact', (text, currency, amount) => {
    expect(amountOf(text, currency)).toBe(amount);
  });

  it.each([
    ['19.999', 'USD'],
    ['1.0', 'JPY'],
    ['1.9999', 'KWD'],
    ['1,99', 'USD'],
    ['1e3', 'USD'],
    ['-1', 'USD'],
    ['+1', 'USD'],
    ['.5', 'USD'],
    ['5.', 'USD'],
    ['$5', 'USD'],
    ['٣', 'USD'],
    ['', 'USD'],
    ['90071992547409.92', 'USD'],
  ])('%s is no amount of %s', (text, currency) => {
    expect(amountOf(text, currency)).toBeUndefined();
  });

  it('is read as it was written, in every kind of currency', () => {
    const amounts = fc.integer({ min: 0, max: 99_999_999_999 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) => {
        expect(amountOf(moneyText(amount, currency), currency)).toBe(amount);
      }),
    );
  });
});
