import { AggregateRoot, Money, newId } from '#shared-kernel';
import type { PaymentId, RefundId } from './ids.js';
import { refunded, refundReturned, type LedgerEntry } from './ledger.js';
import { isOpen, isPaidOut, refundCanBecome, type RefundStatus } from './refund-status.js';

/** What Stripe said of a refund. */
export interface RefundReport {
  readonly stripeRefundId: string;
  readonly status: Exclude<RefundStatus, 'requested'>;
  readonly amount: Money;
  readonly failureReason?: string | undefined;
  /** Our own id of it, from the metadata; none if it was made in Stripe's dashboard. */
  readonly refundId?: string | undefined;
}

export type RefundSource = 'shop' | 'stripe';

interface RefundedPayment {
  readonly id: PaymentId;
  readonly orderId: string;
}

/** Money that goes back to the customer. The row comes before the request, and its key makes the request happen once. */
export class Refund extends AggregateRoot {
  readonly id: RefundId;
  readonly paymentId: PaymentId;
  readonly reason: string;
  readonly source: RefundSource;
  readonly idempotencyKey: string;
  readonly currency: string;
  readonly createdAt: Date;
  private readonly refundAmount: number;
  private currentStatus: RefundStatus;
  private stripeId: string | null;
  private failureReason: string | null;
  private newEntries?: LedgerEntry[];

  private constructor(input: {
    paymentId: PaymentId;
    amount: Money;
    reason: string;
    source: RefundSource;
    key: (id: RefundId) => string;
    now: Date;
  }) {
    super();
    this.id = newId<RefundId>();
    this.paymentId = input.paymentId;
    this.reason = input.reason;
    this.source = input.source;
    this.idempotencyKey = input.key(this.id);
    this.currency = input.amount.currency;
    this.createdAt = input.now;
    this.refundAmount = input.amount.amount;
    this.currentStatus = 'requested';
    this.stripeId = null;
    this.failureReason = null;
  }

  /** The whole of a payment that came too late; one for each intent, however often it is asked for. */
  static ofLatePayment(
    payment: RefundedPayment & { stripeIntentId: string; amount: Money },
    reason: string,
    now: Date,
  ): Refund {
    const key = (): string => `refund:late:${payment.stripeIntentId}`;
    return new Refund({ paymentId: payment.id, amount: payment.amount, reason, source: 'shop', key, now });
  }

  /** One that was made in Stripe's dashboard. */
  static madeAtStripe(paymentId: PaymentId, report: RefundReport, now: Date): Refund {
    const key = (): string => `stripe:${report.stripeRefundId}`;
    return new Refund({ paymentId, amount: report.amount, reason: 'dashboard', source: 'stripe', key, now });
  }

  /** Takes over what Stripe said; reports come twice and late. */
  observe(report: RefundReport, { orderId }: RefundedPayment): void {
    this.stripeId ??= report.stripeRefundId;
    if (!refundCanBecome(this.currentStatus, report.status)) return; // said before, or older than what we know
    const wasPaidOut = isPaidOut(this.currentStatus);
    this.currentStatus = report.status;
    this.failureReason = report.failureReason ?? this.failureReason;
    if (!wasPaidOut && isPaidOut(report.status)) this.payOut(report, orderId);
    if (wasPaidOut && !isPaidOut(report.status))
      this.entries.push(...refundReturned(report.stripeRefundId, report.amount));
  }

  /** Stripe refused the request; nothing was made. */
  refuse(reason: string): void {
    if (!refundCanBecome(this.currentStatus, 'failed')) return; // its outcome is known already
    this.currentStatus = 'failed';
    this.failureReason = reason;
  }

  get amount(): Money {
    return Money.of(this.refundAmount, this.currency);
  }

  get status(): RefundStatus {
    return this.currentStatus;
  }

  get stripeRefundId(): string | undefined {
    return this.stripeId ?? undefined;
  }

  /** Stripe has not answered yet. */
  get isRequested(): boolean {
    return this.currentStatus === 'requested';
  }

  /** More is expected of Stripe. A success can still turn into a failure, which Stripe tells by itself. */
  get isOpen(): boolean {
    return isOpen(this.currentStatus);
  }

  releaseEntries(): readonly LedgerEntry[] {
    const entries = this.newEntries ?? [];
    this.newEntries = [];
    return entries;
  }

  private get entries(): LedgerEntry[] {
    return (this.newEntries ??= []);
  }

  private payOut({ stripeRefundId, amount }: RefundReport, orderId: string): void {
    this.entries.push(...refunded(stripeRefundId, amount));
    this.record({
      type: 'payment.payment-refunded',
      payload: {
        paymentId: this.paymentId,
        orderId,
        refundId: this.id,
        amount: amount.amount,
        currency: amount.currency,
        reason: this.reason,
      },
    });
  }
}
