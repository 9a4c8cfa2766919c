import { isISO31661Alpha2 } from 'class-validator';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { AddressBook, type AddressChange } from './address-book.js';
import { isCountry } from './countries.js';
import { AnyCountry } from './country-rules.js';
import { AddressNotFound, InvalidAddress, TooManyAddresses } from './customers.errors.js';
import { KnownCountries } from '../infrastructure/known-countries.js';
import type { AddressId, CustomerId } from './ids.js';
import { postalAddress, type PostalAddressInput } from './postal-address.js';
import { someTime } from '../testing/customer.builder.js';

const home = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'sw1y 4jh',
  country: 'gb',
};
const rules = new KnownCountries();
const emptyBook = (): AddressBook => new AddressBook(newId<CustomerId>(), []);
const add = (book: AddressBook, change: AddressChange = {}): AddressId =>
  book.add({ ...home, ...change }, rules, someTime);
const defaultsOf = (
  book: AddressBook,
  use: 'isDefaultShipping' | 'isDefaultBilling' = 'isDefaultShipping',
): AddressId[] => book.addresses.filter((address) => address[use]).map(({ id }) => id);

describe('an address book', () => {
  it('makes the first address the default', () => {
    const book = emptyBook();
    const id = add(book);
    expect(defaultsOf(book)).toEqual([id]);
  });

  it('has one default, the one that was asked for last', () => {
    const book = emptyBook();
    const first = add(book);
    const second = add(book, { isDefaultShipping: true });
    expect(defaultsOf(book)).toEqual([second]);
    book.change(first, { isDefaultShipping: true }, rules);
    expect(defaultsOf(book)).toEqual([first]);
  });

  it('hands the default on to the oldest when it is removed', () => {
    const book = emptyBook();
    const [first, second, third] = [add(book), add(book), add(book)];
    book.remove(first);
    expect(defaultsOf(book)).toEqual([second]);
    book.remove(third);
    expect(defaultsOf(book)).toEqual([second]);
    book.remove(second);
    expect(defaultsOf(book)).toEqual([]);
    expect(book.removed).toEqual([first, third, second]);
  });

  it('has a default for billing besides, which goes its own ways', () => {
    const book = emptyBook();
    const [first, second] = [add(book), add(book)];
    book.change(second, { isDefaultBilling: true }, rules);
    expect(defaultsOf(book)).toEqual([first]);
    expect(defaultsOf(book, 'isDefaultBilling')).toEqual([second]);
    book.remove(second);
    expect(defaultsOf(book, 'isDefaultBilling')).toEqual([first]);
  });

  it('has exactly one default of each, whatever is done to it', () => {
    const step = fc.record({
      kind: fc.constantFrom('add', 'change', 'remove'),
      at: fc.nat(9),
      shipping: fc.boolean(),
      billing: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const book = emptyBook();
        for (const { kind, at, shipping, billing } of steps) {
          const chosen = {
            ...(shipping ? { isDefaultShipping: true as const } : {}),
            ...(billing ? { isDefaultBilling: true as const } : {}),
          };
          const id = book.addresses[at]?.id;
          if (kind === 'add') add(book, chosen);
          else if (id !== undefined && kind === 'change') book.change(id, chosen, rules);
          else if (id !== undefined) book.remove(id);
          const expected = book.addresses.length === 0 ? 0 : 1;
          expect(defaultsOf(book)).toHaveLength(expected);
          expect(defaultsOf(book, 'isDefaultBilling')).toHaveLength(expected);
        }
      }),
    );
  });

  it('lets an address of other rules be chosen, but not changed, as it is', () => {
    const book = emptyBook();
    add(book);
    const old = book.add({ ...home, country: 'us', postalCode: '?' }, new AnyCountry(), someTime);
    book.change(old, { isDefaultShipping: true }, rules);
    expect(defaultsOf(book)).toEqual([old]);
    expect(() => book.change(old, { city: 'Boston' }, rules)).toThrow(InvalidAddress);
  });

  it('holds fifty', () => {
    const book = emptyBook();
    for (let n = 0; n < 50; n += 1) add(book);
    expect(() => add(book)).toThrow(TooManyAddresses);
  });

  it('knows only its own', () => {
    const book = emptyBook();
    const foreign = add(emptyBook());
    expect(() => book.change(foreign, { city: 'Paris' }, rules)).toThrow(AddressNotFound);
    expect(() => book.remove(foreign)).toThrow(AddressNotFound);
  });

  it('keeps what a change leaves out, and empties what it sets to null', () => {
    const book = emptyBook();
    const id = add(book, { company: 'Engines Ltd', line2: 'Second floor' });
    book.change(id, { company: null, city: 'Paris', line2: undefined }, rules);
    expect(book.addresses[0]).toMatchObject({
      name: 'Ada Lovelace',
      company: null,
      line2: 'Second floor',
      city: 'Paris',
    });
  });

  it('refuses a change that leaves a hole, and stays as it was', () => {
    const book = emptyBook();
    const id = add(book);
    expect(() => book.change(id, { city: '  ' }, rules)).toThrow(InvalidAddress);
    expect(book.addresses[0]?.city).toBe('London');
  });
});

describe('a postal address', () => {
  it('is trimmed, and its codes are capitals', () => {
    expect(postalAddress({ ...home, name: ' Ada ' }, rules)).toMatchObject({
      name: 'Ada',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
      company: null,
    });
  });

  it('names every field that is wrong', () => {
    const wrong = { ...home, line1: '', country: 'ZZ', phone: 'none', line2: 'a\tb', city: 'c'.repeat(101) };
    try {
      postalAddress(wrong, rules);
      throw new TypeError('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidAddress);
      const { details } = error as InvalidAddress;
      expect(details.map(({ field }) => field).sort()).toEqual(['city', 'country', 'line1', 'line2']);
    }
  });

  const inUs = { ...home, city: 'San Francisco', region: 'ca', postalCode: '94103', country: 'US' };
  const fieldsRefused = (input: PostalAddressInput): string[] => {
    try {
      postalAddress(input, rules);
      return [];
    } catch (error) {
      if (!(error instanceof InvalidAddress)) throw error;
      return error.details.map(({ field, code }) => `${field}: ${code}`);
    }
  };

  it('has region, postal code and telephone number in the form of its country', () => {
    expect(postalAddress({ ...inUs, phone: '(415) 555-0123' }, rules)).toMatchObject({
      region: 'CA',
      postalCode: '94103',
      phone: '+14155550123',
    });
  });

  it.each([
    ['no region where one is needed', { region: null }, ['region: isNotEmpty']],
    ['a region of somewhere else', { region: 'Bavaria' }, ['region: isRegion']],
    ['a postal code of somewhere else', { postalCode: 'SW1Y 4JH' }, ['postalCode: isPostalCode']],
    ['no postal code where there are some', { postalCode: ' ' }, ['postalCode: isNotEmpty']],
    ['a telephone number that nobody can have', { phone: '+1 555 0100' }, ['phone: isPhone']],
    ['a note instead of a number', { phone: 'call 415 555 0123 after six' }, ['phone: isPhone']],
  ])('refuses %s', (_, change, refused) => {
    expect(fieldsRefused({ ...inUs, ...change })).toEqual(refused);
  });

  it('does without what its country does without', () => {
    expect(postalAddress({ ...home, country: 'HK', city: 'Kowloon', postalCode: '' }, rules)).toMatchObject({
      region: null,
      postalCode: '',
    });
  });

  it('is in a country that ISO 3166-1 knows', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const codes = letters.flatMap((one) => letters.map((other) => one + other));
    expect(codes.filter(isCountry)).toEqual(codes.filter((code) => isISO31661Alpha2(code)));
    expect(codes.filter(isCountry)).toHaveLength(249);
  });
});
