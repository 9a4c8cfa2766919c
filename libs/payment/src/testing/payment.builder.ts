import { Money, newId } from '#shared-kernel';
import { Payment, type NewPayment } from '../domain/payment.js';
import type { PaymentReport } from '../domain/payment-report.js';
import type { PaymentStatus } from '../domain/payment-status.js';

export const usd = (amount: number): Money => Money.of(amount, 'USD');

export function openPayment(change: Partial<NewPayment> = {}): Payment {
  const payment: NewPayment = {
    orderId: newId(),
    orderNumber: 'TP-4Q7K2M9X',
    email: 'ada@example.test',
    due: usd(4_200),
    sequence: 1,
    method: 'payment_intent',
    returnUrl: undefined,
    sessionExpiresAt: undefined,
    ...change,
  };
  return Payment.open(payment, new Date('2026-03-01T10:00:00Z'));
}

export function report(status: PaymentReport['status'], change: Partial<PaymentReport> = {}): PaymentReport {
  const received = status === 'succeeded' ? usd(4_200) : usd(0);
  return { status, intentId: 'pi_1', received, ...change };
}

export const declined = (attempt: string): Partial<PaymentReport> => ({
  decline: { attempt, code: 'insufficient_funds' },
});

/** A payment that has come to this state by the ordinary way. */
export function paymentThatIs(status: PaymentStatus, change: Partial<NewPayment> = {}): Payment {
  const payment = openPayment(change);
  if (status === 'unknown') payment.loseAnswer();
  else if (status !== 'created') {
    const received = status === 'succeeded' ? payment.due : Money.zero(payment.currency);
    payment.observe(report(status, { received }));
  }
  payment.releaseEvents();
  payment.releaseEntries();
  payment.releaseTransitions();
  return payment;
}
