import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { usd } from '../testing/payment.builder.js';
import type { PaymentId } from './ids.js';
import { Refund, type RefundReport } from './refund.js';
import type { RefundStatus } from './refund-status.js';

const payment = { id: newId<PaymentId>(), orderId: newId(), stripeIntentId: 'pi_1', amount: usd(4_200) };
const lateRefund = (): Refund => Refund.ofLatePayment(payment, 'out-of-stock', new Date());
const said = (status: RefundReport['status']): RefundReport => ({
  ...{ stripeRefundId: 're_1', status, amount: usd(4_200) },
});

/** Brought to a state by what Stripe says, one report after the other. */
function after(...statuses: RefundReport['status'][]): Refund {
  const refund = lateRefund();
  for (const status of statuses) refund.observe(said(status), payment);
  return refund;
}

describe('a refund', () => {
  const ends: readonly (readonly [RefundReport['status'][], RefundStatus])[] = [
    [[], 'requested'],
    [['pending'], 'pending'],
    [['pending', 'succeeded'], 'succeeded'],
    [['succeeded', 'pending'], 'succeeded'],
    [['requires_action', 'succeeded'], 'succeeded'],
    [['succeeded', 'failed'], 'failed'],
    [['failed', 'succeeded'], 'failed'],
    [['canceled', 'succeeded'], 'canceled'],
    [['pending', 'canceled'], 'canceled'],
  ];

  it.each(ends)('after %j is %s', (reports, status) => {
    expect(after(...reports).status).toBe(status);
  });

  it('moves the money once, however often it is told', () => {
    const refund = after('pending', 'pending', 'succeeded', 'succeeded');
    expect(refund.releaseEntries()).toEqual([
      { effect: 'refund:re_1', account: 'refunds', amount: usd(4_200) },
      { effect: 'refund:re_1', account: 'stripe', amount: usd(-4_200) },
    ]);
    expect(refund.releaseEvents().map(({ type }) => type)).toEqual(['payment.payment-refunded']);
  });

  it('that fails later brings the money back to the shop', () => {
    const effects = after('succeeded', 'failed')
      .releaseEntries()
      .map(({ effect, account, amount }) => [effect, account, amount.amount]);
    expect(effects.slice(2)).toEqual([
      ['refund:re_1:returned', 'stripe', 4_200],
      ['refund:re_1:returned', 'refunds', -4_200],
    ]);
  });

  it('that Stripe refused has moved nothing', () => {
    const refund = lateRefund();
    refund.refuse('charge_disputed');
    expect(refund.status).toBe('failed');
    expect(refund.releaseEntries()).toEqual([]);
  });

  it('of a late payment has one key for each intent', () => {
    expect(lateRefund().idempotencyKey).toBe('refund:late:pi_1');
  });
});
