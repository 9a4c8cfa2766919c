import { AggregateRoot, Money, newId } from '#shared-kernel';
import type { PaymentId } from './ids.js';
import { charged, type LedgerEntry } from './ledger.js';
import type { PaymentReport, StripeReference } from './payment-report.js';
import { canBecome, canBeDeclined, isFinal, type PaymentStatus } from './payment-status.js';
import { PaymentTransitionRefused } from './payment.errors.js';

export type PaymentMethod = 'payment_intent' | 'checkout_session';

export interface NewPayment {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly email: string;
  readonly due: Money;
  /** The n-th payment of its order, from 1. */
  readonly sequence: number;
  readonly method: PaymentMethod;
  readonly returnUrl: string | undefined;
  readonly sessionExpiresAt: Date | undefined;
}

/** A step of the state machine, for the audit log. */
export interface Transition {
  readonly from: PaymentStatus;
  readonly to: PaymentStatus;
}

/** Stripe keeps a key for at least a day (https://docs.stripe.com/api/idempotent_requests); an hour less allows for clocks. */
const keyLifeMs = 23 * 3_600_000;

/** One attempt to have one order paid: one PaymentIntent or Checkout Session at Stripe. */
export class Payment extends AggregateRoot {
  readonly id: PaymentId;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly email: string;
  readonly sequence: number;
  readonly method: PaymentMethod;
  /** Comes from the business action and is stored, so that a repeated request can't make a second charge. */
  readonly idempotencyKey: string;
  /** As it was first asked of Stripe: the same key wants the same parameters. */
  readonly sessionExpiresAt: Date | null;
  readonly currency: string;
  readonly createdAt: Date;
  private readonly dueAmount: number;
  private currentStatus: PaymentStatus;
  private receivedAmount: number;
  private refundedAmount: number;
  private intentId: string | null;
  private sessionId: string | null;
  private chargeId: string | null;
  private browserReturnUrl: string | null;
  private failedAttempt: string | null;
  private failureCode: string | null;
  private heldReason: string | null;
  // Undefined after a load, as in AggregateRoot.
  private newEntries?: LedgerEntry[];
  private newTransitions?: Transition[];

  private constructor(input: NewPayment, now: Date) {
    super();
    this.id = newId<PaymentId>();
    this.orderId = input.orderId;
    this.orderNumber = input.orderNumber;
    this.email = input.email;
    this.sequence = input.sequence;
    this.method = input.method;
    this.idempotencyKey = `order:${input.orderId}:pi:${String(input.sequence)}`;
    this.sessionExpiresAt = input.sessionExpiresAt ?? null;
    this.currency = input.due.currency;
    this.createdAt = now;
    this.dueAmount = input.due.amount;
    this.currentStatus = 'created';
    this.receivedAmount = 0;
    this.refundedAmount = 0;
    this.intentId = null;
    this.sessionId = null;
    this.chargeId = null;
    this.browserReturnUrl = input.returnUrl ?? null;
    this.failedAttempt = null;
    this.failureCode = null;
    this.heldReason = null;
  }

  static open(input: NewPayment, now: Date): Payment {
    return new Payment(input, now);
  }

  /** Takes over what Stripe said. Reports come twice and late: what is final stays so. */
  observe(report: PaymentReport): void {
    this.adopt(report);
    if (this.isSettled) return; // Stripe delivers twice, and the browser's return races with the webhook
    this.noteDecline(report.decline);
    if (report.status === 'succeeded') this.succeed(report);
    else if (canBecome(this.currentStatus, report.status)) this.moveTo(report.status);
  }

  /** The answer of Stripe got lost: the payment is unknown, never failed, until Stripe was asked. */
  loseAnswer(): void {
    if (this.currentStatus === 'created') this.moveTo('unknown'); // else an answer was faster
  }

  /** Stripe has nothing for this payment and will never have: it refused the request, or its key is spent. */
  abandon(reason: string): void {
    if (this.isFinal) return; // two processes found the same
    this.failureCode = reason;
    this.moveTo('canceled');
  }

  /** The total of what Stripe says was refunded; it replaces what we had. */
  recordRefunded(total: Money): void {
    if (total.currency === this.currency) this.refundedAmount = total.amount;
  }

  /** Only our own return page knows this address, so it may change while the payment is open. */
  returnTo(url: string): void {
    this.browserReturnUrl = url;
  }

  /** Another request to pay gets this one instead of a second: same way, same amount. */
  fits(method: PaymentMethod, due: Money): boolean {
    return this.isOpen && this.method === method && this.due.equals(due);
  }

  keyIsFresh(now: Date): boolean {
    return now.getTime() - this.createdAt.getTime() < keyLifeMs;
  }

  get due(): Money {
    return Money.of(this.dueAmount, this.currency);
  }

  get status(): PaymentStatus {
    return this.currentStatus;
  }

  get isSettled(): boolean {
    return this.currentStatus === 'succeeded';
  }

  get isFinal(): boolean {
    return isFinal(this.currentStatus);
  }

  get isOpen(): boolean {
    return !this.isFinal;
  }

  /** The money came and has not all gone back. */
  get holdsMoney(): boolean {
    return this.isSettled && this.refundedAmount < this.receivedAmount;
  }

  get received(): Money {
    return Money.of(this.receivedAmount, this.currency);
  }

  /** What a full refund gives back now. */
  get refundable(): Money {
    return Money.of(this.receivedAmount - this.refundedAmount, this.currency);
  }

  /** Undefined until Stripe's answer to the request that made it has come. */
  get reference(): StripeReference | undefined {
    if (this.intentId === null && this.sessionId === null) return undefined;
    return { intentId: this.intentId ?? undefined, sessionId: this.sessionId ?? undefined };
  }

  get stripeIntentId(): string | undefined {
    return this.intentId ?? undefined;
  }

  get returnUrl(): string | undefined {
    return this.browserReturnUrl ?? undefined;
  }

  /** Hands over what the ledger has to record, once. */
  releaseEntries(): readonly LedgerEntry[] {
    const entries = this.newEntries ?? [];
    this.newEntries = [];
    return entries;
  }

  releaseTransitions(): readonly Transition[] {
    const transitions = this.newTransitions ?? [];
    this.newTransitions = [];
    return transitions;
  }

  private adopt({ intentId, sessionId, chargeId }: PaymentReport): void {
    this.intentId ??= intentId ?? null;
    this.sessionId ??= sessionId ?? null;
    // Until the payment has succeeded, the latest charge may be one that was declined.
    if (!this.isSettled) this.chargeId = chargeId ?? this.chargeId;
  }

  private noteDecline(decline: PaymentReport['decline']): void {
    if (decline === undefined || decline.attempt === this.failedAttempt) return;
    if (!canBeDeclined(this.currentStatus)) return; // a late report of a payment that has ended
    this.failedAttempt = decline.attempt;
    this.failureCode = decline.code;
    if (this.currentStatus !== 'requires_payment_method') this.change('requires_payment_method');
    this.record({
      type: 'payment.payment-failed',
      payload: { paymentId: this.id, orderId: this.orderId, reason: decline.code },
    });
  }

  private succeed({ received, intentId }: PaymentReport): void {
    const stripeIntentId = this.intentId ?? intentId ?? '';
    this.moveTo('succeeded');
    this.receivedAmount = received.currency === this.currency ? received.amount : 0;
    // Ordering compares too and holds the order; here it is what staff look for.
    this.heldReason = received.equals(this.due) ? null : 'amount-mismatch';
    (this.newEntries ??= []).push(...charged(stripeIntentId, received));
    this.record({
      type: 'payment.payment-succeeded',
      payload: {
        paymentId: this.id,
        orderId: this.orderId,
        amount: received.amount,
        currency: received.currency,
        stripeIntentId,
      },
    });
  }

  private moveTo(status: PaymentStatus): void {
    if (!canBecome(this.currentStatus, status))
      throw new PaymentTransitionRefused(this.currentStatus, status);
    this.change(status);
  }

  private change(status: PaymentStatus): void {
    (this.newTransitions ??= []).push({ from: this.currentStatus, to: status });
    this.currentStatus = status;
  }
}
