import { describe, expect, it } from '@jest/globals';
import { someTariffs, standardShipping, worldShipping } from '../testing/order.builder.js';
import { destinationOf } from './destination.js';
import { ShippingNotAvailable, UnknownRegion } from './order.errors.js';
import { Tariffs } from './tariffs.js';

const to = (country: string, region: string | null = null): ReturnType<typeof destinationOf> =>
  destinationOf(country, region, 'region');

describe('shipping', () => {
  it('goes by the methods of the region that lists the country', () => {
    expect(someTariffs.methodsFor('US', 'USD')).toEqual([standardShipping]);
  });

  it('goes by those of the rest of the world to any other country', () => {
    expect(someTariffs.methodsFor('JP', 'USD')).toEqual([worldShipping]);
  });

  it('goes nowhere without a region for the country', () => {
    const nowhere = new Tariffs([], [standardShipping], []);
    expect(nowhere.methodsFor('US', 'USD')).toEqual([]);
  });

  it.each([
    ['a method of another region', worldShipping.id, 'US', 'USD'],
    ['an unknown method', '01890000-0000-7000-8000-000000000000', 'US', 'USD'],
    ['a method that is priced in another currency', standardShipping.id, 'US', 'EUR'],
  ])('refuses %s', (_, id, country, currency) => {
    expect(() => someTariffs.method(id, to(country, 'CA'), currency)).toThrow(ShippingNotAvailable);
  });
});

describe('tax', () => {
  it('is the state’s where the state has a rate', () => {
    expect(someTariffs.taxOnGoods('standard', to('US', 'TX')).basisPoints).toBe(625);
  });

  it('is the country’s elsewhere, whatever the region is called', () => {
    expect(someTariffs.taxOnGoods('standard', to('DE', 'Bavaria')).basisPoints).toBe(1900);
  });

  it('is none in a country without rates', () => {
    expect(someTariffs.taxOnGoods('standard', to('JP')).basisPoints).toBe(0);
    expect(someTariffs.taxOnShipping(to('JP')).basisPoints).toBe(0);
  });
});

describe('a destination', () => {
  it('takes the code of a state in any case', () => {
    expect(to('US', ' ca ')).toEqual({ country: 'US', region: 'CA' });
  });

  it.each([
    ['US', 'California'],
    ['US', 'XX'],
    ['US', null],
    ['CA', 'CALGARY'],
    ['CA', ''],
  ])('in %s is refused with the region %s, which would find no tax', (country, region) => {
    expect(() => to(country, region)).toThrow(UnknownRegion);
  });

  it('takes any region where the country has one rate', () => {
    expect(to('DE', 'Bayern')).toEqual({ country: 'DE', region: 'Bayern' });
    expect(to('DE', ' ')).toEqual({ country: 'DE', region: null });
  });
});
