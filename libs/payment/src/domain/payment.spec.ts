import { describe, expect, it } from '@jest/globals';
import { Money } from '#shared-kernel';
import { declined, openPayment, paymentThatIs, report, usd } from '../testing/payment.builder.js';
import type { Payment } from './payment.js';
import { paymentStatuses, type PaymentStatus, type ReportedStatus } from './payment-status.js';

const reported: readonly ReportedStatus[] = [
  'requires_payment_method',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
];

/** What a payment becomes when Stripe reports a status, without a decline. The whole table, on purpose. */
const becomes: Readonly<Record<PaymentStatus, Readonly<Record<ReportedStatus, PaymentStatus>>>> = {
  created: {
    requires_payment_method: 'requires_payment_method',
    requires_action: 'requires_action',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  unknown: {
    requires_payment_method: 'requires_payment_method',
    requires_action: 'requires_action',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  requires_payment_method: {
    requires_payment_method: 'requires_payment_method',
    requires_action: 'requires_action',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  requires_action: {
    requires_payment_method: 'requires_action',
    requires_action: 'requires_action',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  processing: {
    requires_payment_method: 'processing',
    requires_action: 'processing',
    processing: 'processing',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
  succeeded: {
    requires_payment_method: 'succeeded',
    requires_action: 'succeeded',
    processing: 'succeeded',
    succeeded: 'succeeded',
    canceled: 'succeeded',
  },
  canceled: {
    requires_payment_method: 'canceled',
    requires_action: 'canceled',
    processing: 'canceled',
    succeeded: 'succeeded',
    canceled: 'canceled',
  },
};

const cases = paymentStatuses.flatMap((from) =>
  reported.map((to) => ({ from, to, then: becomes[from][to] })),
);

function typesOf(payment: Payment): string[] {
  return payment.releaseEvents().map(({ type }) => type);
}

describe('what Stripe reports of a payment', () => {
  it.each(cases)('makes one that is $from, when it says $to, $then', ({ from, to, then }) => {
    const payment = paymentThatIs(from);
    payment.observe(report(to));
    expect(payment.status).toBe(then);
    expect(payment.releaseTransitions()).toEqual(from === then ? [] : [{ from, to: then }]);
  });

  it.each(paymentStatuses.filter((status) => status !== 'succeeded'))(
    'settles one that is %s with one event and two ledger entries',
    (from) => {
      const payment = paymentThatIs(from);
      payment.observe(report('succeeded', { chargeId: 'ch_1' }));
      payment.observe(report('succeeded', { chargeId: 'ch_1' }));
      expect(payment.releaseEvents()).toEqual([
        {
          type: 'payment.payment-succeeded',
          payload: {
            paymentId: payment.id,
            orderId: payment.orderId,
            amount: 4_200,
            currency: 'USD',
            stripeIntentId: 'pi_1',
          },
        },
      ]);
      expect(payment.releaseEntries()).toEqual([
        { effect: 'charge:pi_1', account: 'stripe', amount: usd(4_200) },
        { effect: 'charge:pi_1', account: 'sales', amount: usd(-4_200) },
      ]);
    },
  );

  it('keeps the ids by which later events are matched', () => {
    const payment = openPayment({ method: 'checkout_session' });
    payment.observe(report('requires_payment_method', { sessionId: 'cs_1', intentId: undefined }));
    payment.observe(report('succeeded', { sessionId: 'cs_1', intentId: 'pi_7', chargeId: 'ch_7' }));
    expect(payment.reference).toEqual({ sessionId: 'cs_1', intentId: 'pi_7' });
    expect(payment.stripeIntentId).toBe('pi_7');
  });

  it.each([
    ['too little', Money.of(4_199, 'USD')],
    ['too much', Money.of(4_201, 'USD')],
    ['another currency', Money.of(4_200, 'EUR')],
  ])('tells what has truly come when it is %s, and holds it for staff', (_, received) => {
    const payment = paymentThatIs('requires_payment_method');
    payment.observe(report('succeeded', { received }));
    expect(payment).toMatchObject({ status: 'succeeded', heldReason: 'amount-mismatch' });
    expect(payment.releaseEvents()[0]?.payload).toMatchObject(received.toJSON());
    expect(payment.releaseEntries()[0]?.amount).toEqual(received);
  });
});

describe('a declined attempt', () => {
  it.each(['created', 'unknown', 'requires_payment_method', 'requires_action', 'processing'] as const)(
    'leaves a payment that is %s payable',
    (from) => {
      const payment = paymentThatIs(from);
      payment.observe(report('requires_payment_method', declined('ch_1')));
      expect(payment.status).toBe('requires_payment_method');
      expect(typesOf(payment)).toEqual(['payment.payment-failed']);
    },
  );

  it('is told once, the next one again', () => {
    const payment = paymentThatIs('requires_payment_method');
    payment.observe(report('requires_payment_method', declined('ch_1')));
    payment.observe(report('requires_payment_method', declined('ch_1')));
    payment.observe(report('requires_payment_method', declined('ch_2')));
    expect(typesOf(payment)).toHaveLength(2);
  });

  it('does not undo a success that was reported before it', () => {
    const payment = paymentThatIs('succeeded');
    payment.observe(report('requires_payment_method', declined('ch_1')));
    expect(payment.status).toBe('succeeded');
    expect(typesOf(payment)).toEqual([]);
  });

  it('ends a session that was completed with an asynchronous method', () => {
    const payment = paymentThatIs('processing');
    payment.observe(report('canceled', declined('ch_1')));
    expect(payment.status).toBe('canceled');
    expect(typesOf(payment)).toEqual(['payment.payment-failed']);
  });
});

describe('an answer of Stripe that got lost', () => {
  it('makes a new payment unknown, never failed', () => {
    const payment = openPayment();
    payment.loseAnswer();
    expect(payment).toMatchObject({ status: 'unknown', isOpen: true });
  });

  it('changes nothing once another answer has come', () => {
    const payment = paymentThatIs('succeeded');
    payment.loseAnswer();
    expect(payment.status).toBe('succeeded');
  });
});

describe('a payment that Stripe has nothing of', () => {
  it('is given up', () => {
    const payment = paymentThatIs('unknown');
    payment.abandon('key-spent');
    expect(payment).toMatchObject({ status: 'canceled', isOpen: false });
  });

  it('stays settled if its money has come meanwhile', () => {
    const payment = paymentThatIs('succeeded');
    payment.abandon('key-spent');
    expect(payment.status).toBe('succeeded');
  });
});

describe('going on with an open payment', () => {
  it('fits the same way and amount only', () => {
    const payment = paymentThatIs('requires_payment_method');
    expect(payment.fits('payment_intent', usd(4_200))).toBe(true);
    expect(payment.fits('checkout_session', usd(4_200))).toBe(false);
    expect(payment.fits('payment_intent', usd(4_300))).toBe(false);
    expect(paymentThatIs('canceled').fits('payment_intent', usd(4_200))).toBe(false);
  });

  it('trusts its key for less than the day that Stripe keeps it', () => {
    const payment = openPayment(); // at 10:00
    expect(payment.keyIsFresh(new Date('2026-03-02T08:59:00Z'))).toBe(true);
    expect(payment.keyIsFresh(new Date('2026-03-02T09:01:00Z'))).toBe(false);
  });

  it('has a key of the order and the place in it', () => {
    const payment = openPayment({ sequence: 3 });
    expect(payment.idempotencyKey).toBe(`order:${payment.orderId}:pi:3`);
  });
});

describe('refunds of a payment', () => {
  it('take their total from Stripe', () => {
    const payment = paymentThatIs('succeeded');
    payment.recordRefunded(usd(1_000));
    payment.recordRefunded(usd(1_500));
    expect(payment.refundable).toEqual(usd(2_700));
    expect(payment.holdsMoney).toBe(true);
    payment.recordRefunded(usd(4_200));
    expect(payment.holdsMoney).toBe(false);
  });
});
