import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money, newId } from '#shared-kernel';
import { openPayment } from '../testing/payment.builder.js';
import { entriesOf } from './dispute.js';
import type { PaymentId } from './ids.js';
import { charged, refunded, refundReturned, type LedgerEntry } from './ledger.js';
import type { PaymentReport } from './payment-report.js';
import { Refund, type RefundReport } from './refund.js';

const amounts = fc.integer({ min: 1, max: 99_999_999 });
const currencies = fc.constantFrom('USD', 'EUR', 'JPY', 'KWD');
const money = fc.tuple(amounts, currencies).map(([amount, currency]) => Money.of(amount, currency));

function sumsByCurrency(entries: readonly LedgerEntry[]): number[] {
  const sums = new Map<string, number>();
  for (const { amount } of entries)
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.amount);
  return [...sums.values()];
}

function mustBalance(entries: readonly LedgerEntry[]): void {
  expect(sumsByCurrency(entries).filter((sum) => sum !== 0)).toEqual([]);
  const keys = entries.map(({ effect, account }) => `${effect} ${account}`);
  expect(new Set(keys).size).toBe(keys.length);
}

describe('the ledger', () => {
  it('sums to zero for each movement', () => {
    fc.assert(
      fc.property(money, fc.boolean(), fc.boolean(), (amount, isWithdrawn, isReinstated) => {
        const dispute = { isWithdrawn, isReinstated, id: 'dp_1', amount, status: '', reason: '' };
        const dates = { openedAt: new Date(), evidenceDueAt: null, isClosed: false };
        for (const entries of [
          charged('pi_1', amount),
          refunded('re_1', amount),
          refundReturned('re_1', amount),
          entriesOf({ ...dispute, ...dates }),
        ])
          mustBalance(entries);
      }),
    );
  });

  it('sums to zero whatever Stripe reports of a payment, in whatever order and how often', () => {
    const reports = fc.record({
      status: fc.constantFrom(
        ...(['requires_payment_method', 'requires_action', 'processing', 'succeeded', 'canceled'] as const),
      ),
      intentId: fc.constant('pi_1'),
      received: money,
      decline: fc.option(fc.record({ attempt: fc.constantFrom('ch_1', 'ch_2'), code: fc.constant('no') }), {
        nil: undefined,
      }),
    });
    fc.assert(
      fc.property(fc.array(reports, { maxLength: 12 }), money, (said: PaymentReport[], due) => {
        const payment = openPayment({ due });
        for (const report of said) payment.observe(report);
        const entries = payment.releaseEntries();
        mustBalance(entries);
        const firstSuccess = said.find(({ status }) => status === 'succeeded');
        expect(entries).toEqual(firstSuccess === undefined ? [] : charged('pi_1', firstSuccess.received));
        const told = payment.releaseEvents().filter(({ type }) => type === 'payment.payment-succeeded');
        expect(told).toHaveLength(firstSuccess === undefined ? 0 : 1);
      }),
    );
  });

  it('sums to zero whatever Stripe reports of a refund, and nets to nothing if it came back', () => {
    const statuses = fc.constantFrom<RefundReport['status'][]>(
      ...(['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const),
    );
    fc.assert(
      fc.property(money, fc.array(statuses, { maxLength: 10 }), (amount, said) => {
        const payment = { id: newId<PaymentId>(), orderId: newId(), stripeIntentId: 'pi_1', amount };
        const refund = Refund.ofLatePayment(payment, 'out-of-stock', new Date());
        for (const status of said) refund.observe({ stripeRefundId: 're_1', status, amount }, payment);
        const entries = refund.releaseEntries();
        mustBalance(entries);
        const atStripe = entries
          .filter(({ account }) => account === 'stripe')
          .reduce((sum, each) => sum + each.amount.amount, 0);
        const isOut = ['pending', 'requires_action', 'succeeded'].includes(refund.status);
        expect(atStripe).toBe(isOut ? -amount.amount : 0);
      }),
    );
  });
});
