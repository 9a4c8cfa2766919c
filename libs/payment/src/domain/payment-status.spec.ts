import { describe, expect, it } from '@jest/globals';
import { canBecome, canBeDeclined, isFinal, paymentStatuses, type PaymentStatus } from './payment-status.js';
import { refundCanBecome, type RefundStatus } from './refund-status.js';

const successors = (from: PaymentStatus): PaymentStatus[] =>
  paymentStatuses.filter((to) => canBecome(from, to));

describe('the states of a payment', () => {
  it('end with the money: nothing follows it', () => {
    expect(successors('succeeded')).toEqual([]);
    expect(canBeDeclined('succeeded')).toBe(false);
  });

  it('let money that comes after all count, and nothing else, once the payment was given up', () => {
    expect(successors('canceled')).toEqual(['succeeded']);
    expect(canBeDeclined('canceled')).toBe(false);
  });

  it('never go back: what may follow a state does not lead to it', () => {
    const between = paymentStatuses.filter((status) => status !== 'canceled');
    for (const [index, from] of between.entries())
      for (const to of between.slice(0, index + 1))
        expect([from, to, canBecome(from, to)]).toEqual([from, to, false]);
  });

  it('are reached from every open one, because reports get lost: success, cancellation and a decline', () => {
    for (const from of paymentStatuses.filter((status) => !isFinal(status))) {
      expect(successors(from)).toEqual(expect.arrayContaining(['succeeded', 'canceled']));
      expect(canBeDeclined(from)).toBe(true);
    }
  });

  it('are unknown only after the request that makes it', () => {
    expect(paymentStatuses.filter((from) => canBecome(from, 'unknown'))).toEqual(['created']);
  });
});

describe('the states of a refund', () => {
  const open: readonly RefundStatus[] = ['requested', 'pending', 'requires_action'];

  it('go forward, to an end of three kinds', () => {
    for (const [index, from] of open.entries()) {
      for (const to of ['succeeded', 'failed', 'canceled'] as const)
        expect(refundCanBecome(from, to)).toBe(true);
      for (const to of open.slice(0, index + 1)) expect(refundCanBecome(from, to)).toBe(false);
    }
  });

  it('can fail at the bank days after success, and end there', () => {
    const all: readonly RefundStatus[] = [...open, 'succeeded', 'failed', 'canceled'];
    const after = (from: RefundStatus): RefundStatus[] => all.filter((to) => refundCanBecome(from, to));
    expect(after('succeeded')).toEqual(['failed']);
    expect([...after('failed'), ...after('canceled')]).toEqual([]);
  });
});
