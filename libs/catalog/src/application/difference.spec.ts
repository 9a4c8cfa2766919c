import { describe, expect, it } from '@jest/globals';
import { differenceBetween } from './difference.js';

describe('what differs between two states of a record', () => {
  it('is what the audit log keeps: changed fields before and after, and nothing else', () => {
    expect(differenceBetween({ name: 'Lamp', slug: 'lamp' }, { name: 'Desk lamp', slug: 'lamp' })).toEqual({
      before: { name: 'Lamp' },
      after: { name: 'Desk lamp' },
    });
    expect(differenceBetween({ name: 'Lamp' }, { name: 'Lamp' })).toEqual({ before: {}, after: {} });
  });

  it('goes into nested records, but not into lists and times', () => {
    const at = new Date('2026-03-01T09:00:00Z');
    expect(
      differenceBetween(
        { variants: { a: { price: 1, sku: 'A' }, b: { price: 2 } }, categories: ['x'], at: null },
        { variants: { a: { price: 3, sku: 'A' }, c: { price: 2 } }, categories: ['x', 'y'], at },
      ),
    ).toEqual({
      before: { variants: { a: { price: 1 }, b: { price: 2 } }, categories: ['x'], at: null },
      after: { variants: { a: { price: 3 }, c: { price: 2 } }, categories: ['x', 'y'], at },
    });
  });
});
