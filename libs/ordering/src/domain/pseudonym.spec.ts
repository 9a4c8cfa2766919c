import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutPerson } from './pseudonym.js';

const text = fc.string({ minLength: 4, maxLength: 40 });

describe('an order without a person', () => {
  it('keeps where tax was due and nothing that tells whose it was', () => {
    const address = {
      name: 'Ada Lovelace',
      company: 'Engines Ltd',
      line1: '12 St James Square',
      line2: 'Second floor',
      city: 'San Francisco',
      region: 'CA',
      postalCode: '94103-1234',
      country: 'US',
      phone: '+14155550123',
    };
    expect(withoutPerson(address)).toEqual({
      name: 'Erased',
      company: null,
      line1: '',
      line2: null,
      city: '',
      region: 'CA',
      postalCode: '941',
      country: 'US',
      phone: null,
    });
  });

  it.each([
    ['94103', '94'],
    ['SW1Y 4JH', 'SW1'],
    ['101', '1'],
    ['', ''],
  ])('of the postal code %s keeps %s', (postalCode, kept) => {
    const address = { name: '', company: null, line1: '', line2: null, city: '', region: null, phone: null };
    expect(withoutPerson({ ...address, country: 'GB', postalCode }).postalCode).toBe(kept);
  });

  it('is the same whoever it was', () => {
    const person = fc.record({
      name: text,
      company: text,
      line1: text,
      line2: text,
      city: text,
      phone: text,
    });
    fc.assert(
      fc.property(person, person, (one, other) => {
        const place = { region: 'CA', postalCode: '94103', country: 'US' };
        expect(withoutPerson({ ...one, ...place })).toEqual(withoutPerson({ ...other, ...place }));
      }),
    );
  });
});
