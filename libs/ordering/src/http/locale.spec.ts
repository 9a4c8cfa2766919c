import { describe, expect, it } from '@jest/globals';
import { localeOf } from './locale.js';

describe('the language of the mails about an order', () => {
  it.each([
    ['de-CH,de;q=0.9,en;q=0.8', 'de-CH'],
    ['FR', 'fr'],
    ['en-us', 'en-US'],
    ['zh-Hant-TW, zh', 'zh-Hant-TW'],
  ])('is the first that the browser asks for: %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });

  it.each([
    undefined,
    '',
    '*',
    ';q=1',
    'x',
    'en_US',
    'de-',
    'a'.repeat(9),
    `de-${'aaaaaaaa-'.repeat(5)}a`,
    "en'--",
  ])('is English for %s', (header) => {
    expect(localeOf(header)).toBe('en-US');
  });
});
