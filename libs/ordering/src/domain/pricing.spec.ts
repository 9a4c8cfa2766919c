import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '#shared-kernel';
import { anItem, someTariffs, standardShipping, usd } from '../testing/order.builder.js';
import { destinationOf } from './destination.js';
import { priceOrder, type Item, type PricedOrder } from './pricing.js';
import { Tariffs } from './tariffs.js';

const californian = destinationOf('US', 'CA', 'region');
const texan = destinationOf('US', 'TX', 'region');
const oregonian = destinationOf('US', 'OR', 'region');

const price = (items: readonly Item[], to = californian): PricedOrder =>
  priceOrder({ items, to, shippingMethod: standardShipping, tariffs: someTariffs });

describe('pricing an order', () => {
  it('adds tax to the prices of the catalogue, line by line', () => {
    const { lines, totals } = price([
      anItem({ unitPrice: usd(1999), quantity: 3 }),
      anItem({ unitPrice: usd(105) }),
    ]);
    expect(lines.map(({ tax }) => tax.amount)).toEqual([435, 8]); // 434.7825 and 7.6125
    expect(totals).toEqual({
      subtotal: usd(6102),
      discount: usd(0),
      shipping: usd(599),
      tax: usd(443),
      total: usd(7144),
    });
  });

  it('rounds half a cent up', () => {
    expect(price([anItem({ unitPrice: usd(200) })]).lines[0]?.tax).toEqual(usd(15)); // 14.5
  });

  it('taxes the shipping where the place does', () => {
    expect(price([anItem()], texan)).toMatchObject({
      shippingTax: usd(37),
      totals: { tax: usd(125 + 37) },
    });
    expect(price([anItem()]).shippingTax).toEqual(usd(0));
  });

  it('taxes nothing where no tax is due', () => {
    const { lines, totals } = price([anItem()], oregonian);
    expect(totals.tax).toEqual(usd(0));
    expect(lines[0]?.taxRate.label).toBe('No tax');
  });

  it('takes the rate of the tax class, and the standard one for a class without a rate', () => {
    const { lines } = price([
      anItem({ taxClass: 'books', unitPrice: usd(10_000) }),
      anItem({ taxClass: 'toys', unitPrice: usd(10_000) }),
    ]);
    expect(lines.map(({ tax }) => tax.amount)).toEqual([100, 725]);
  });
});

/** Whatever is bought, at whatever rate. */
const anyOrder = fc
  .record({
    items: fc.array(
      fc.record({
        unitPrice: fc.integer({ min: 1, max: 10_000_000 }),
        quantity: fc.integer({ min: 1, max: 999 }),
      }),
      {
        minLength: 1,
        maxLength: 50,
      },
    ),
    shipping: fc.integer({ min: 0, max: 100_000 }),
    basisPoints: fc.integer({ min: 0, max: 3_000 }),
    taxesShipping: fc.boolean(),
  })
  .map(({ items, shipping, basisPoints, taxesShipping }) => ({
    basisPoints,
    priced: priceOrder({
      items: items.map(({ unitPrice, quantity }) => anItem({ unitPrice: usd(unitPrice), quantity })),
      to: californian,
      shippingMethod: { ...standardShipping, price: usd(shipping) },
      tariffs: new Tariffs(
        [],
        [],
        [{ country: 'US', region: 'CA', taxClass: 'standard', label: 'Tax', basisPoints, taxesShipping }],
      ),
    }),
  }));

describe('the totals of any order', () => {
  const sum = (amounts: Money[]): Money => Money.sum(amounts, 'USD');

  it('are the sum of their parts', () => {
    fc.assert(
      fc.property(anyOrder, ({ priced: { lines, shippingTax, shippingMethod, totals } }) => {
        const { subtotal, discount, shipping, tax, total } = totals;
        expect(total).toEqual(subtotal.minus(discount).plus(shipping).plus(tax));
        expect(subtotal).toEqual(sum(lines.map(({ unitPrice, quantity }) => unitPrice.times(quantity))));
        expect(subtotal.minus(discount)).toEqual(sum(lines.map(({ lineTotal }) => lineTotal)));
        expect(tax).toEqual(sum([...lines.map((line) => line.tax), shippingTax]));
        expect(shipping).toEqual(shippingMethod.price);
      }),
    );
  });

  it('are what the lines and the shipping cost when each is paid alone', () => {
    fc.assert(
      fc.property(anyOrder, ({ priced: { lines, shippingTax, totals } }) => {
        const parts = lines.map(({ lineTotal, tax }) => lineTotal.plus(tax));
        expect(totals.total).toEqual(sum([...parts, totals.shipping, shippingTax]));
      }),
    );
  });

  it('tax each line to within half a cent of the exact share', () => {
    fc.assert(
      fc.property(anyOrder, ({ basisPoints, priced: { lines } }) => {
        for (const { lineTotal, tax } of lines) {
          const off = BigInt(tax.amount) * 10_000n - BigInt(lineTotal.amount) * BigInt(basisPoints);
          expect(off > -5_000n && off <= 5_000n).toBe(true);
        }
      }),
    );
  });
});
