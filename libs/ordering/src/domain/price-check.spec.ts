import { describe, expect, it } from '@jest/globals';
import { Money } from '#shared-kernel';
import { anItem, someTariffs, standardShipping, usd } from '../testing/order.builder.js';
import { destinationOf } from './destination.js';
import { PriceChanged } from './order.errors.js';
import { mustCostWhatWasSeen, type SeenPrices } from './price-check.js';
import { priceOrder } from './pricing.js';

const lamp = anItem({ unitPrice: usd(1999) });
const order = priceOrder({
  items: [lamp],
  to: destinationOf('US', 'CA', 'region'),
  shippingMethod: standardShipping,
  tariffs: someTariffs,
});
const seen = (unitPrice: number): SeenPrices['unitPrices'] => new Map([[lamp.variantId, usd(unitPrice)]]);

function refusal(prices: SeenPrices): PriceChanged {
  try {
    mustCostWhatWasSeen(order, prices);
  } catch (error) {
    if (error instanceof PriceChanged) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('the price that the shopper has seen', () => {
  it('is kept when each line costs what the cart showed', () => {
    expect(() => mustCostWhatWasSeen(order, { unitPrices: seen(1999) })).not.toThrow();
  });

  it.each([1998, 2000])('is not kept when a line was shown at %i cents', (amount) => {
    expect(refusal({ unitPrices: seen(amount) }).details).toContainEqual({
      field: 'lines.0.unitPrice',
      code: 'changed',
      message: `LAMP-BRASS now costs 19.99 USD, not ${(amount / 100).toFixed(2)} USD`,
    });
  });

  it('is the total that they agreed to, whatever the cart showed', () => {
    expect(() => mustCostWhatWasSeen(order, { expectedTotal: usd(2743), unitPrices: seen(1) })).not.toThrow();
  });

  it.each([usd(2742), usd(2744), Money.of(2743, 'EUR')])(
    'is not kept when they agreed to %j',
    (expectedTotal) => {
      const { message, details } = refusal({ expectedTotal, unitPrices: seen(1999) });
      expect(message).toContain('27.43 USD');
      expect(details).toEqual([
        { field: 'totals.subtotal', code: 'current', message: '1999 USD' },
        { field: 'totals.discount', code: 'current', message: '0 USD' },
        { field: 'totals.shipping', code: 'current', message: '599 USD' },
        { field: 'totals.tax', code: 'current', message: '145 USD' },
        { field: 'totals.total', code: 'current', message: '2743 USD' },
      ]);
    },
  );
});
