import { describe, expect, it } from '@jest/globals';
import { isPostalCode } from 'class-validator';
import fc from 'fast-check';
import { isCountry } from '../domain/countries.js';
import { KnownCountries } from './known-countries.js';

const rules = new KnownCountries();
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const countries = letters.flatMap((one) => letters.map((other) => one + other)).filter(isCountry);

function isKnownToValidator(country: string): boolean {
  try {
    isPostalCode('', country as 'US');
    return true;
  } catch {
    return false; // it throws for what it has no pattern of
  }
}

describe('postal codes', () => {
  it('are checked wherever the library has a pattern, and taken as they come elsewhere', () => {
    const checked = countries.filter((country) => rules.postalCode('?', country) === undefined);
    expect(checked).toEqual(countries); // nothing but a sign is a code nowhere
    const free = countries.filter((country) => rules.postalCode('ANY 1-2', country) !== undefined);
    expect(free).toEqual(countries.filter((country) => !isKnownToValidator(country)));
  });

  it.each([
    ['US', '94103', '94103'],
    ['US', '941031234', '94103-1234'],
    ['CA', 'K1A0B1', 'K1A 0B1'],
    ['GB', 'SW1Y  4JH', 'SW1Y 4JH'],
    ['JP', '1000001', '100-0001'],
    ['IE', 'D02AF30', 'D02 AF30'],
    ['PL', '00950', '00-950'],
    ['LT', '01103', 'LT-01103'],
    ['PT', '1000205', '1000-205'],
    ['DE', 'D-10115', '10115'],
    ['NL', '1012AB', '1012 AB'],
    ['BR', '01310-100', '01310-100'],
  ])('of %s: %s is %s', (country, text, code) => {
    expect(rules.postalCode(text, country)).toBe(code);
  });

  it.each([
    ['US', '9410'],
    ['CA', '94103'],
    ['DE', '1011'],
    ['JP', '100'],
  ])('of %s: %s is none', (country, text) => {
    expect(rules.postalCode(text, country)).toBeUndefined();
  });
});

describe('regions', () => {
  it.each([
    ['US', 'ca', 'CA'],
    ['US', 'California', 'CA'],
    ['US', 'US-CA', 'CA'],
    ['US', 'AE', 'AE'],
    ['US', 'USVI', 'VI'],
    ['CA', 'quebec', 'QC'],
    ['CA', 'Québec', 'QC'],
    ['AU', 'New South Wales', 'NSW'],
    ['BR', 'São Paulo', 'SP'],
    ['MX', 'Jalisco', 'JAL'],
    ['IN', 'Karnataka', 'KA'],
    ['JP', 'tokyo', 'Tôkyô'],
    ['JP', '13', 'Tôkyô'],
    ['JP', '東京都', '東京都'],
    ['US', '東京都', undefined],
    ['US', 'Ontario', undefined],
    ['DE', 'Bayern', 'Bayern'],
  ])('of %s: %s is %s', (country, text, region) => {
    expect(rules.region(text, country)).toBe(region);
  });
});

describe('telephone numbers', () => {
  it.each([
    ['020 7946 0958', 'GB', '+442079460958'],
    ['+44 20 7946 0958', 'US', '+442079460958'],
    ['+49 30 123456', undefined, '+4930123456'],
    ['030 123456', undefined, undefined],
    ['12', 'US', undefined],
    ['+1 415 555 0123; DROP TABLE', 'US', undefined],
  ])('%s in %s is %s', (text, country, number) => {
    expect(rules.phoneNumber(text, country)).toBe(number);
  });

  it('come out in E.164 or not at all, whatever goes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...countries), (text, country) => {
        expect(rules.phoneNumber(text, country) ?? '+1234567').toMatch(/^\+\d{5,15}$/);
      }),
    );
  });
});
