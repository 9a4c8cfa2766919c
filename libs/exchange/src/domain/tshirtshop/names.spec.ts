import { describe, expect, it } from '@jest/globals';
import { countryCalled, regionCalled } from './countries.js';
import { daysIn, pictureName, productSlugs, skuFrom, slugFrom, valueCodes } from './names.js';
import { dateOf, schemeOf, statusHere, wordsOfAttributes } from './old-order.js';

describe('slugs', () => {
  it.each([
    ["Valentine's", 'valentines'],
    ["Arc d'Triomphe", 'arc-d-triomphe'],
    ['Romulus & Remus', 'romulus-and-remus'],
    ['Ünïcode 🐑 wool', 'unicode-wool'],
    ['  ', ''],
  ])('of %s is %s', (name, slug) => {
    expect(slugFrom(name, 100)).toBe(slug);
  });

  it('are never a word of the routes, an id, or nothing', () => {
    expect(productSlugs('7', 'Search')[0]).toBe('search-7');
    expect(productSlugs('8', '0190a0b0-0000-7000-8000-000000000000')[0]).toMatch(/-8$/);
    expect(productSlugs('9', '羊')[0]).toBe('product-9');
  });
});

describe('codes of values', () => {
  it('make SKUs of capital letters that differ', () => {
    const codes = valueCodes([
      { id: '1', name: 'XL' },
      { id: '2', name: 'x-l' },
      { id: '3', name: 'xl!' },
      { id: '4', name: '½' },
    ]);
    expect([...codes.values()]).toEqual(['xl', 'x-l', 'xl-3', '1-2']);
    expect(skuFrom('12', ['xl', 'light-blue'])).toBe('TS-12-XL-LIGHT-BLUE');
  });
});

describe('names of pictures', () => {
  it('are taken if they can stand in an address', () => {
    expect(pictureName('arc-d-triomphe_2.gif')).toBe('arc-d-triomphe_2.gif');
    for (const name of ['../secret.gif', 'a b.gif', '.htaccess', '', null, 'a/b.gif', 'x'.repeat(121)])
      expect(pictureName(name)).toBeUndefined();
  });
});

describe('days', () => {
  it.each([
    ['Next Day Delivery ($20)', 1, 1],
    ['3-4 Days ($10)', 3, 4],
    ['7 Days ($5)', 7, 7],
    ['By air (7 days, $25)', 7, 7],
    ['5 to 3 days', 3, 5],
  ])('in %s are %s to %s', (name, minDays, maxDays) => {
    expect(daysIn(name)).toEqual({ minDays, maxDays });
  });

  it('are not told by every name', () => {
    expect(daysIn('By balloon, $28')).toBeUndefined();
  });
});

describe('countries', () => {
  it.each([
    ['usa', 'US'],
    ['United States', 'US'],
    ['Germany', 'DE'],
    ['de', 'DE'],
    ['UK', 'GB'],
    ['Atlantis', undefined],
    ['European Union', undefined],
    ['ZZ', undefined],
  ])('called %s are %s', (name, code) => {
    expect(countryCalled(name)).toBe(code);
  });

  it('make regions by their names', () => {
    expect(regionCalled('US / Canada')).toEqual({
      countries: ['CA', 'US'],
      isRestOfWorld: false,
      unknown: [],
    });
    expect(regionCalled('Rest of World')).toEqual({ countries: [], isRestOfWorld: true, unknown: [] });
    expect(regionCalled('Europe').countries).toHaveLength(52);
    expect(regionCalled('Germany and Atlantis')).toMatchObject({ countries: ['DE'], unknown: ['Atlantis'] });
  });
});

describe('orders of the other shop', () => {
  it('are read by one of two schemes', () => {
    expect([schemeOf(3, 0), schemeOf(3, 1), schemeOf(8, 0)]).toEqual(['simple', 'pipeline', 'pipeline']);
    const order = (status: number): Parameters<typeof statusHere>[0] => ({
      ...{ status, isShipped: false, hasAuthorisation: false },
    });
    expect([0, 1, 2, 3].map((status) => statusHere(order(status), 'simple'))).toEqual([
      ...['unfinished', 'paid', 'fulfilled', 'cancelled'],
    ]);
    expect([0, 4, 5, 7, 8, 9].map((status) => statusHere(order(status), 'pipeline'))).toEqual([
      ...['unfinished', 'unfinished', 'paid', 'paid', 'fulfilled', 'cancelled'],
    ]);
    expect(statusHere({ status: 4, isShipped: false, hasAuthorisation: true }, 'pipeline')).toBe('paid');
  });

  it('have dates in UTC, or none', () => {
    expect(dateOf('2004-05-06 07:08:09')).toEqual(new Date('2004-05-06T07:08:09Z'));
    expect(dateOf('2004-05-06')).toEqual(new Date('2004-05-06T00:00:00Z'));
    for (const text of ['0000-00-00 00:00:00', '2004-00-00 00:00:00', 'yesterday', null])
      expect(dateOf(text)).toBeUndefined();
  });

  it('name what was chosen in words', () => {
    expect(wordsOfAttributes('Color/Size: White/S')).toEqual(['color', 'size', 'white', 's']);
    expect(wordsOfAttributes('Color: White, Size: S')).toEqual(['color', 'white', 'size', 's']);
  });
});
