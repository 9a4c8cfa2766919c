import type { OrderConfirmation } from '../application/order-confirmation.js';

/** An ordinary confirmation; a test names what matters to it. */
export function anOrderConfirmation(changes: Partial<OrderConfirmation> = {}): OrderConfirmation {
  return {
    orderId: '0199c9a0-0000-7000-8000-000000000001',
    number: 'TP-10042-7',
    locale: 'en-US',
    placedAt: '2026-11-20T10:15:00.000Z',
    currency: 'USD',
    lines: [
      { name: 'Linen shirt', variantName: 'Sand, M', quantity: 2, unitPrice: 4_900, lineTotal: 9_800 },
      { name: 'Enamel mug', variantName: '', quantity: 1, unitPrice: 1_450, lineTotal: 1_450 },
    ],
    totals: { subtotal: 11_250, discount: 0, shipping: 695, tax: 928, total: 12_873 },
    addressLines: ['Ada Lovelace', '12 St James’s Square', 'Flat 3', 'Sacramento, CA 94203', 'United States'],
    shippingMethod: 'Standard (3 to 5 days)',
    pageToken: 'id.mac',
    ...changes,
  };
}
