import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '#shared-kernel';
import { AmountNotChargeable, fromStripeAmount, toStripeAmount } from './stripe-amounts.js';

describe("Stripe's amounts", () => {
  it.each([
    ['USD', 1_999, 1_999, 'two digits on both sides'],
    ['EUR', 5, 5, 'two digits on both sides'],
    ['JPY', 500, 500, 'none on both sides'],
    ['UGX', 500, 500, 'none on both sides'],
    ['XPF', 500, 500, 'none on both sides'],
    ['ISK', 500, 50_000, 'none by ISO 4217, two at Stripe'],
    ['MGA', 50_000, 500, 'two by ISO 4217, none at Stripe'],
    ['KWD', 5_120, 5_120, 'three on both sides'],
    ['HUF', 104_500, 104_500, 'two on both sides: only its payouts have none'],
    ['TWD', 80_045, 80_045, 'two on both sides: only its payouts have none'],
  ])('%s: our %d are its %d (%s)', (currency, ours, stripes) => {
    expect(toStripeAmount(Money.of(ours, currency))).toBe(stripes);
    expect(fromStripeAmount(stripes, currency.toLowerCase())).toEqual(Money.of(ours, currency));
  });

  it.each(['BHD', 'JOD', 'KWD', 'OMR', 'TND'])('%s: the last of three digits must be 0', (currency) => {
    expect(() => toStripeAmount(Money.of(5_124, currency))).toThrow(AmountNotChargeable);
  });

  it('MGA: a part of an ariary can not be charged', () => {
    expect(() => toStripeAmount(Money.of(50_020, 'MGA'))).toThrow(AmountNotChargeable);
  });

  it('ISK: a part of a króna can not have been charged', () => {
    expect(() => fromStripeAmount(50_010, 'isk')).toThrow(AmountNotChargeable);
  });

  it.each('BIF CLP DJF GNF JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))(
    '%s has no decimals',
    (currency) => {
      expect(toStripeAmount(Money.of(123, currency))).toBe(123);
    },
  );

  it('come back as they went', () => {
    const currencies = fc.constantFrom('USD', 'JPY', 'ISK', 'MGA', 'KWD', 'UGX', 'GBP', 'TND');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), currencies, (units, currency) => {
        // In steps that each of them can be charged in.
        const money = Money.of(units * 100, currency);
        expect(fromStripeAmount(toStripeAmount(money), currency.toLowerCase())).toEqual(money);
      }),
    );
  });
});
