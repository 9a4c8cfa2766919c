import { describe, expect, it } from '@jest/globals';
import { formatMoney, usableLocale } from './format-money.js';

describe('money in a mail', () => {
  it.each([
    [123456, 'USD', 'en-US', '$1,234.56'],
    [123456, 'EUR', 'de-DE', '1.234,56\u00a0€'],
    [5, 'USD', 'en-US', '$0.05'],
    [0, 'USD', 'en-US', '$0.00'],
    [-1999, 'USD', 'en-US', '-$19.99'],
    [1500, 'JPY', 'en-US', '¥1,500'],
    [1500, 'KWD', 'en-US', 'KWD\u00a01.500'],
    [123400, 'HUF', 'en-US', 'HUF\u00a01,234.00'],
    [9007199254740991, 'USD', 'en-US', '$90,071,992,547,409.91'],
  ])('writes %d %s for %s as %s', (amount, currency, locale, text) => {
    expect(formatMoney(amount, currency, locale)).toBe(text);
  });

  it('falls back to English when the locale is no language tag', () => {
    expect(formatMoney(100, 'USD', '<script>')).toBe('$1.00');
    expect(usableLocale('de_DE!')).toBe('en-US');
  });
});
