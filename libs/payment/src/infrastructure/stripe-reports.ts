import type Stripe from 'stripe';
import { parseId, type Money } from '#shared-kernel';
import type { ProviderPayment, StripeNotice } from '../application/stripe-gateway.js';
import type { DisputeReport } from '../domain/dispute.js';
import type { ReportedStatus } from '../domain/payment-status.js';
import type { PaymentClues } from '../domain/payments.js';
import type { RefundReport } from '../domain/refund.js';
import { fromStripeAmount } from './stripe-amounts.js';

/** Stripe's objects in our words. */
export function reportOfIntent(intent: Stripe.PaymentIntent): ProviderPayment {
  const status = statusOfIntent(intent.status);
  return {
    status,
    intentId: intent.id,
    chargeId: idOf(intent.latest_charge),
    received: receivedOf(intent),
    decline: declineOf(intent),
    ...(status === 'canceled' || intent.client_secret === null ? {} : { clientSecret: intent.client_secret }),
  };
}

/** The session must have come with its intent expanded, if it has one. */
export function reportOfSession(session: Stripe.Checkout.Session): ProviderPayment {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  return {
    status: statusOfSession(session, intent),
    sessionId: session.id,
    intentId: idOf(session.payment_intent),
    chargeId: intent === null ? undefined : idOf(intent.latest_charge),
    received: intent === null ? nothing(session.currency) : receivedOf(intent),
    decline: intent === null ? undefined : declineOf(intent),
    ...(session.url === null ? {} : { checkoutUrl: session.url }),
  };
}

export function reportOfRefund(refund: Stripe.Refund): RefundReport {
  return {
    stripeRefundId: refund.id,
    status: statusOfRefund(refund.status),
    amount: fromStripeAmount(refund.amount, refund.currency),
    failureReason: refund.failure_reason,
    refundId: refund.metadata?.['refund_id'],
  };
}

export function reportOfDispute(dispute: Stripe.Dispute): DisputeReport {
  const moved = dispute.balance_transactions.map(({ amount }) => amount);
  return {
    id: dispute.id,
    status: dispute.status,
    reason: dispute.reason,
    amount: fromStripeAmount(dispute.amount, dispute.currency),
    openedAt: dateOf(dispute.created),
    evidenceDueAt: dispute.evidence_details.due_by === null ? null : dateOf(dispute.evidence_details.due_by),
    isClosed: ['won', 'lost', 'warning_closed', 'prevented'].includes(dispute.status),
    isWithdrawn: moved.some((amount) => amount < 0),
    isReinstated: moved.some((amount) => amount > 0),
  };
}

export function noticeOf(event: Stripe.Event): StripeNotice {
  const object = event.data.object as unknown as Readonly<Record<string, unknown>>;
  return {
    id: event.id,
    type: event.type,
    happenedAt: dateOf(event.created),
    objectId: text(object['id']) ?? '',
    clues: cluesOf(object),
  };
}

function cluesOf(object: Readonly<Record<string, unknown>>): PaymentClues {
  const id = text(object['id']);
  const clues = {
    intentId: idOf(object['payment_intent']),
    chargeId: idOf(object['charge']),
    paymentId: namedPayment(object['metadata']),
  };
  switch (object['object']) {
    case 'payment_intent':
      return { ...clues, intentId: id };
    case 'checkout.session':
      return { ...clues, sessionId: id };
    case 'charge':
      return { ...clues, chargeId: id };
    case 'refund':
      return { ...clues, refundId: id };
    case 'dispute':
      return { ...clues, disputeId: id };
    default:
      return clues;
  }
}

/** Metadata is written by whoever has the account: it may hold anything. */
function namedPayment(metadata: unknown): string | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const value = text((metadata as Readonly<Record<string, unknown>>)['payment_id']);
  return value === undefined ? undefined : parseId(value);
}

// `processing`, `requires_capture` and whatever Stripe may invent: money may be on its way, so nothing is released.
const moneyMayCome: ReportedStatus = 'processing';

const statusesOfIntents: Readonly<Record<string, ReportedStatus>> = {
  requires_payment_method: 'requires_payment_method',
  requires_confirmation: 'requires_payment_method', // the customer has to act: for the shop it is the same
  requires_action: 'requires_action',
  succeeded: 'succeeded',
  canceled: 'canceled',
};

function statusOfIntent(status: string): ReportedStatus {
  return statusesOfIntents[status] ?? moneyMayCome;
}

function statusOfSession(
  { status }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): ReportedStatus {
  const ofIntent = intent === null ? 'requires_payment_method' : statusOfIntent(intent.status);
  if (ofIntent === 'succeeded' || ofIntent === 'processing') return ofIntent;
  if (status === 'open') return ofIntent;
  // Completed without a success: the asynchronous payment has failed, and a completed session can't be paid again.
  // A completed session without an intent has nothing to pay, which this shop never asks for.
  return 'canceled';
}

const statusesOfRefunds: Readonly<Record<string, RefundReport['status']>> = {
  requires_action: 'requires_action',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};

function statusOfRefund(status: string | null): RefundReport['status'] {
  return statusesOfRefunds[status ?? ''] ?? 'pending';
}

function receivedOf({ amount_received, currency }: Stripe.PaymentIntent): Money {
  return fromStripeAmount(amount_received, currency);
}

function nothing(currency: string | null): Money {
  return fromStripeAmount(0, currency ?? 'usd');
}

/** A failed 3-D Secure check makes no charge; then the method tells one attempt from the next. */
function declineOf({ last_payment_error: error }: Stripe.PaymentIntent): ProviderPayment['decline'] {
  if (error === null) return undefined;
  const code = error.decline_code ?? error.code ?? 'declined';
  return { attempt: error.charge ?? `${code}:${error.payment_method?.id ?? ''}`, code };
}

function idOf(reference: unknown): string | undefined {
  if (typeof reference === 'object' && reference !== null) return text((reference as { id?: unknown }).id);
  return text(reference);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function dateOf(seconds: number): Date {
  return new Date(seconds * 1_000);
}
