import { isISO31661Alpha2 } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { AddressBook, type AddressChange } from './address-book.js';
import { isCountry } from './countries.js';
import { AddressNotFound, InvalidAddress, TooManyAddresses } from './customers.errors.js';
import type { AddressId, CustomerId } from './ids.js';
import { postalAddress } from './postal-address.js';
import { someTime } from '../testing/customer.builder.js';

const home = {
  name: 'Ada Lovelace',
  line1: '12 St James Square',
  city: 'London',
  postalCode: 'sw1y 4jh',
  country: 'gb',
};
const emptyBook = (): AddressBook => new AddressBook(newId<CustomerId>(), []);
const add = (book: AddressBook, change: AddressChange = {}): AddressId =>
  book.add({ ...home, ...change }, someTime);
const defaultsOf = (book: AddressBook): AddressId[] =>
  book.addresses.filter(({ isDefaultShipping }) => isDefaultShipping).map(({ id }) => id);

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
    book.change(first, { isDefaultShipping: true });
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

  it('holds fifty', () => {
    const book = emptyBook();
    for (let n = 0; n < 50; n += 1) add(book);
    expect(() => add(book)).toThrow(TooManyAddresses);
  });

  it('knows only its own', () => {
    const book = emptyBook();
    const foreign = add(emptyBook());
    expect(() => book.change(foreign, { city: 'Paris' })).toThrow(AddressNotFound);
    expect(() => book.remove(foreign)).toThrow(AddressNotFound);
  });

  it('keeps what a change leaves out, and empties what it sets to null', () => {
    const book = emptyBook();
    const id = add(book, { company: 'Engines Ltd', line2: 'Second floor' });
    book.change(id, { company: null, city: 'Paris', line2: undefined });
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
    expect(() => book.change(id, { city: '  ' })).toThrow(InvalidAddress);
    expect(book.addresses[0]?.city).toBe('London');
  });
});

describe('a postal address', () => {
  it('is trimmed, and its codes are capitals', () => {
    expect(postalAddress({ ...home, name: ' Ada ' })).toMatchObject({
      name: 'Ada',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
      company: null,
    });
  });

  it('names every field that is wrong', () => {
    const wrong = { ...home, line1: '', country: 'ZZ', phone: 'none', line2: 'a\tb', city: 'c'.repeat(101) };
    try {
      postalAddress(wrong);
      throw new TypeError('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidAddress);
      const { details } = error as InvalidAddress;
      expect(details.map(({ field }) => field).sort()).toEqual([
        'city',
        'country',
        'line1',
        'line2',
        'phone',
      ]);
    }
  });

  it('is in a country that ISO 3166-1 knows', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    const codes = letters.flatMap((one) => letters.map((other) => one + other));
    expect(codes.filter(isCountry)).toEqual(codes.filter((code) => isISO31661Alpha2(code)));
    expect(codes.filter(isCountry)).toHaveLength(249);
  });
});
