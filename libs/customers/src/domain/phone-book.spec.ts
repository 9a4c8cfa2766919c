import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#shared-kernel';
import { KnownCountries } from '../infrastructure/known-countries.js';
import { someTime } from '../testing/customer.builder.js';
import type { CustomerId, PhoneNumberId } from './ids.js';
import { InvalidPhoneNumber, PhoneNumberKnown, TooManyPhoneNumbers } from './phone-book.errors.js';
import { PhoneBook } from './phone-book.js';

const rules = new KnownCountries();
const emptyBook = (): PhoneBook => new PhoneBook(newId<CustomerId>(), []);
const add = (book: PhoneBook, at: number): PhoneNumberId =>
  book.add({ number: `+1 415 555 01${String(at).padStart(2, '0')}` }, rules, someTime);

describe('a telephone book', () => {
  it('keeps numbers in E.164, dialled from wherever', () => {
    const book = emptyBook();
    book.add({ number: '020 7946 0958', country: 'gb', label: ' Work ' }, rules, someTime);
    expect(book.numbers).toMatchObject([{ number: '+442079460958', label: 'Work', isDefault: true }]);
  });

  it('holds a number once, however it is written', () => {
    const book = emptyBook();
    book.add({ number: '+44 20 7946 0958' }, rules, someTime);
    expect(() => book.add({ number: '02079460958', country: 'GB' }, rules, someTime)).toThrow(
      PhoneNumberKnown,
    );
  });

  it('lets a number stay what it is when something else of it changes', () => {
    const book = emptyBook();
    const id = add(book, 1);
    book.change(id, { number: '(415) 555-0101', country: 'US', label: 'Home' }, rules);
    expect(book.numbers).toMatchObject([{ number: '+14155550101', label: 'Home' }]);
    book.change(id, { label: null }, rules);
    expect(book.numbers).toMatchObject([{ label: null }]);
  });

  it.each([
    ['a national number without a country', { number: '020 7946 0958' }],
    ['a country that is none', { number: '+442079460958', country: 'ZZ' }],
    ['a label of two lines', { number: '+442079460958', label: 'a\nb' }],
    ['an endless label', { number: '+442079460958', label: 'a'.repeat(41) }],
  ])('refuses %s', (_, input) => {
    expect(() => emptyBook().add(input, rules, someTime)).toThrow(InvalidPhoneNumber);
  });

  it('holds ten', () => {
    const book = emptyBook();
    for (let n = 0; n < 10; n += 1) add(book, n);
    expect(() => add(book, 10)).toThrow(TooManyPhoneNumbers);
  });

  it('has exactly one default, whatever is done to it', () => {
    const step = fc.record({ kind: fc.constantFrom('add', 'choose', 'remove'), at: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const book = emptyBook();
        for (const { kind, at } of steps) {
          const id = book.numbers[at]?.id;
          const isNew = book.numbers.every(({ number }) => number !== `+1415555010${String(at)}`);
          if (kind === 'add' && isNew) add(book, at);
          else if (id !== undefined && kind === 'choose') book.change(id, { isDefault: true }, rules);
          else if (id !== undefined && kind === 'remove') book.remove(id);
          const defaults = book.numbers.filter(({ isDefault }) => isDefault);
          expect(defaults).toHaveLength(book.numbers.length === 0 ? 0 : 1);
        }
      }),
    );
  });
});
