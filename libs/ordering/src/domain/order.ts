import { AggregateRoot, Money, newId } from '#shared-kernel';
import type { CartId, CustomerId, OrderId, PaymentId } from './ids.js';
import { OrderLine } from './order-line.js';
import { HoldNotOver, OrderTransitionRefused, OrderUnderReview } from './order.errors.js';
import {
  orderCancelled,
  orderExpired,
  orderPaid,
  orderPlaced,
  paymentHeld,
  paymentNotAccepted,
} from './order.events.js';
import type { OrderNumber } from './order-number.js';
import { isSettled, mayBecome, type NextStatus, type OrderStatus } from './order-status.js';
import type { OrderTotals, PricedOrder } from './pricing.js';
import type { ChosenShipping, ShippingAddress } from './shipping.js';

export interface NewOrder {
  number: OrderNumber;
  customerId: CustomerId | null;
  cartId: CartId;
  email: string;
  /** BCP 47. */
  locale: string;
  priced: PricedOrder;
  shippingAddress: ShippingAddress;
  note: string | null;
  placedAt: Date;
  holdMinutes: number;
}

/** Who did something, why, and when. */
export interface Cause {
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
}

export interface Transition extends Cause {
  readonly version: number;
  readonly from: OrderStatus;
  readonly to: NextStatus;
}

/** Money that has arrived for an order. */
export interface ReceivedPayment {
  readonly paymentId: PaymentId;
  readonly amount: Money;
}

/**
 * What a payment that succeeded means for the order.
 * - known: it has been dealt with; Stripe tells twice
 * - superfluous: another payment has paid the order
 * - wrong-amount: not what the order costs
 * - on-time: the goods are still held
 * - late: the order has ended, the goods must be held once more
 */
export type PaymentVerdict = 'known' | 'superfluous' | 'wrong-amount' | 'on-time' | 'late';

/** A purchase with everything it was agreed on: names, prices, tax, shipping and address stay as they were. */
export class Order extends AggregateRoot {
  readonly id: OrderId;
  readonly number: OrderNumber;
  readonly customerId: CustomerId | null;
  readonly cartId: CartId;
  readonly email: string;
  readonly locale: string;
  readonly itemCount: number;
  readonly shippingAddress: ShippingAddress;
  readonly shippingMethod: ChosenShipping;
  readonly note: string | null;
  readonly placedAt: Date;
  readonly lines: readonly OrderLine[];
  private readonly currency: string;
  private readonly subtotalAmount: number;
  private readonly discountAmount: number;
  private readonly shippingAmount: number;
  private readonly taxAmount: number;
  private readonly totalAmount: number;
  private readonly shippingTaxAmount: number;
  private readonly shippingTaxBasisPoints: number;
  private version: number;
  private currentStatus: OrderStatus;
  private currentHold: Date | null;
  private paidBy: PaymentId | null;
  private paidOn: Date | null;
  private endedOn: Date | null;
  private attention: 'payment-mismatch' | null;
  private attentionPaymentId: PaymentId | null;
  private refusedPayments: readonly PaymentId[];
  // Undefined after a load, like the recorded events.
  private newTransitions?: Transition[];

  private constructor(input: NewOrder) {
    super();
    const { priced } = input;
    const { totals, shippingMethod } = priced;
    this.id = newId<OrderId>();
    this.number = input.number;
    this.customerId = input.customerId;
    this.cartId = input.cartId;
    this.email = input.email;
    this.locale = input.locale;
    this.shippingAddress = input.shippingAddress;
    this.shippingMethod = {
      id: shippingMethod.id,
      name: shippingMethod.name,
      minDays: shippingMethod.minDays,
      maxDays: shippingMethod.maxDays,
    };
    this.note = input.note;
    this.placedAt = input.placedAt;
    this.lines = priced.lines.map((line, index) => new OrderLine(this.id, index + 1, line));
    this.itemCount = priced.lines.reduce((count, { quantity }) => count + quantity, 0);
    this.currency = totals.total.currency;
    this.subtotalAmount = totals.subtotal.amount;
    this.discountAmount = totals.discount.amount;
    this.shippingAmount = totals.shipping.amount;
    this.taxAmount = totals.tax.amount;
    this.totalAmount = totals.total.amount;
    this.shippingTaxAmount = priced.shippingTax.amount;
    this.shippingTaxBasisPoints = priced.shippingTaxRate.basisPoints;
    this.version = 0;
    this.currentStatus = 'pending';
    this.currentHold = new Date(input.placedAt.getTime() + input.holdMinutes * 60_000);
    this.paidBy = null;
    this.paidOn = null;
    this.endedOn = null;
    this.attention = null;
    this.attentionPaymentId = null;
    this.refusedPayments = [];
  }

  static place(input: NewOrder): Order {
    const order = new Order(input);
    order.record(orderPlaced(order));
    return order;
  }

  judge({ paymentId, amount }: ReceivedPayment): PaymentVerdict {
    const known: readonly unknown[] = [this.paidBy, this.attentionPaymentId, ...this.refusedPayments];
    if (known.includes(paymentId)) return 'known';
    if (isSettled(this.currentStatus)) return 'superfluous';
    if (!amount.equals(this.totals.total)) return 'wrong-amount';
    return this.currentStatus === 'pending' ? 'on-time' : 'late';
  }

  /**
   * The full amount is there. After an expiry or a cancellation only together with a new hold of the goods.
   * @param pageToken opens the order's page from the confirmation mail
   * @throws OrderTransitionRefused
   */
  pay({ paymentId, at, pageToken }: { paymentId: PaymentId; at: Date; pageToken: string }): void {
    this.become('paid', { actor: 'system:payment', reason: `payment ${paymentId}`, at });
    this.paidBy = paymentId;
    this.paidOn = at;
    this.endedOn = null;
    this.currentHold = null;
    this.record(orderPaid(this, { paymentId, paidAt: at, pageToken }));
  }

  /** Money that the order can't take; payment gives it back. The order stays as it is. */
  refusePayment(paymentId: PaymentId, reason: 'out-of-stock' | 'already-paid'): void {
    this.refusedPayments = [...this.refusedPayments, paymentId];
    this.record(paymentNotAccepted(this, paymentId, reason));
  }

  /** Not the money that was asked for: from now on only staff go on with the order, and its goods are held until they do. */
  holdForReview({ paymentId, amount }: ReceivedPayment): void {
    this.attention = 'payment-mismatch';
    this.attentionPaymentId = paymentId;
    this.currentHold = null;
    this.record(paymentHeld(this, paymentId, amount));
  }

  /** Nobody paid in time. @returns false if it has expired before. @throws OrderTransitionRefused, OrderUnderReview, HoldNotOver */
  expire(now: Date): boolean {
    if (this.currentStatus === 'expired') return false;
    const reason = 'not paid in time';
    this.end('expired', { actor: 'system:expiry', reason, at: now });
    this.record(orderExpired(this, reason));
    return true;
  }

  /** @returns false if it has been cancelled before. @throws OrderTransitionRefused, OrderUnderReview */
  cancel(cause: Cause): boolean {
    if (this.currentStatus === 'cancelled') return false;
    this.end('cancelled', cause);
    this.record(orderCancelled(this, cause.reason));
    return true;
  }

  get status(): OrderStatus {
    return this.currentStatus;
  }

  get isGuest(): boolean {
    return this.customerId === null;
  }

  /** Until when the goods wait for the payment; null when they don't. */
  get holdExpiresAt(): Date | null {
    return this.currentHold;
  }

  get paidAt(): Date | null {
    return this.paidOn;
  }

  get isUnderReview(): boolean {
    return this.attention !== null;
  }

  get totals(): OrderTotals {
    return {
      subtotal: Money.of(this.subtotalAmount, this.currency),
      discount: Money.of(this.discountAmount, this.currency),
      shipping: Money.of(this.shippingAmount, this.currency),
      tax: Money.of(this.taxAmount, this.currency),
      total: Money.of(this.totalAmount, this.currency),
    };
  }

  /** Hands over the steps that were taken since the last time, for the history. */
  releaseTransitions(): readonly Transition[] {
    const transitions = this.newTransitions ?? [];
    this.newTransitions = [];
    return transitions;
  }

  private end(to: 'expired' | 'cancelled', cause: Cause): void {
    if (!mayBecome(this.currentStatus, to))
      throw new OrderTransitionRefused(this.number, this.currentStatus, to);
    if (this.isUnderReview) throw new OrderUnderReview(this.number);
    const isHeld = this.currentHold !== null && this.currentHold > cause.at;
    if (to === 'expired' && isHeld) throw new HoldNotOver(this.number);
    this.become(to, cause);
    this.endedOn = cause.at;
    this.currentHold = null;
  }

  private become(to: NextStatus, cause: Cause): void {
    const from = this.currentStatus;
    if (!mayBecome(from, to)) throw new OrderTransitionRefused(this.number, from, to);
    this.currentStatus = to;
    this.version += 1;
    (this.newTransitions ??= []).push({ ...cause, version: this.version, from, to });
  }
}
