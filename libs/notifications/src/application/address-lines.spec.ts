import { describe, expect, it } from '@jest/globals';
import { addressLines } from './address-lines.js';

const address = {
  name: 'Ada Lovelace',
  company: null,
  line1: '12 Square',
  line2: null,
  city: 'Paris',
  region: null,
  postalCode: '75001',
  country: 'FR',
  phone: '+33 1',
};

describe('an address in a mail', () => {
  it('leaves out what is empty', () => {
    expect(addressLines(address)).toEqual(['Ada Lovelace', '12 Square', 'Paris 75001', 'France']);
  });

  it('shows the company, the second line and the region', () => {
    expect(
      addressLines({
        ...address,
        company: 'Engines Ltd',
        line2: 'Flat 3',
        city: 'Sacramento',
        region: 'CA',
        postalCode: '94203',
        country: 'US',
      }),
    ).toEqual([
      'Ada Lovelace',
      'Engines Ltd',
      '12 Square',
      'Flat 3',
      'Sacramento, CA 94203',
      'United States',
    ]);
  });

  it('shows a country that nobody knows as it is', () => {
    expect(addressLines({ ...address, country: '??' }).at(-1)).toBe('??');
    expect(addressLines({ ...address, country: 'QQ' }).at(-1)).toBe('QQ');
  });
});
