import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CurrencyMismatch, InvalidAmount, Money, currencyExponent } from './money.js';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const usd = (cents: number): Money => Money.of(cents, 'USD');

describe('money', () => {
  it('adds and takes away without losing a minor unit', () => {
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        expect(usd(one).plus(usd(other)).minus(usd(other)).equals(usd(one))).toBe(true);
      }),
    );
  });

  it('rounds a share half away from zero', () => {
    expect(usd(1000).share(825).amount).toBe(83);
    expect(usd(994).share(825).amount).toBe(82);
    expect(usd(-1000).share(825).amount).toBe(-83);
    expect(usd(200).share(25).amount).toBe(1);
  });

  it('keeps a share within half a minor unit of the exact one', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (cents, rate) => {
        expect(Math.abs(usd(cents).share(rate).amount - (cents * rate) / 10_000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  it('refuses fractions, infinities and amounts beyond the safe integers', () => {
    for (const wrong of [0.1, NaN, Infinity, 2 ** 53]) expect(() => usd(wrong)).toThrow(InvalidAmount);
    expect(() => usd(2 ** 52).times(4)).toThrow(InvalidAmount);
    expect(() => usd(100).times(1.5)).toThrow(InvalidAmount);
    expect(() => Money.of(1, 'usd')).toThrow(InvalidAmount);
  });

  it('refuses to mix currencies', () => {
    expect(() => usd(1).plus(Money.of(1, 'EUR'))).toThrow(CurrencyMismatch);
  });

  it('goes over the wire as amount and currency', () => {
    expect(JSON.parse(JSON.stringify({ price: usd(1999) }))).toEqual({
      price: { amount: 1999, currency: 'USD' },
    });
  });

  it('knows the currencies without hundredths', () => {
    expect([currencyExponent('USD'), currencyExponent('JPY'), currencyExponent('KWD')]).toEqual([2, 0, 3]);
  });
});
