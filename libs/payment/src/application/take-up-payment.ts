import { Injectable } from '@nestjs/common';
import { OrderingFacade, type OrderAccess, type PayableOrder } from '#ordering';
import { Clock, Money } from '#shared-kernel';
import { AlreadyPaid, OrderNotPayable } from '../domain/payment.errors.js';
import { Payment, type PaymentMethod } from '../domain/payment.js';
import { Payments } from '../domain/payments.js';

export interface TakeUpPaymentInput {
  readonly orderId: string;
  readonly access: OrderAccess;
  readonly method: PaymentMethod;
  readonly returnUrl: string | undefined;
}

/** A payment to go on with, or one that has to be ended before another may begin, or neither: look again. */
export type TakenUp =
  { readonly payment: Payment; readonly isNew: boolean } | { readonly inTheWay: Payment } | 'again';

/** Stripe takes sessions of 30 minutes to 24 hours; a minute on either side is for the way and for clocks. */
const shortestSessionMs = 31 * 60_000;
const longestSessionMs = (24 * 60 - 1) * 60_000;

/** Finds the order's open payment or writes the row of a new one, so that nothing is asked of Stripe that is not written down. */
@Injectable()
export class TakeUpPayment {
  constructor(
    private readonly ordering: OrderingFacade,
    private readonly payments: Payments,
    private readonly clock: Clock,
  ) {}

  /** Joins the unit of work. @throws OrderNotFound, OrderNotPayable, AlreadyPaid */
  async execute({ orderId, access, method, returnUrl }: TakeUpPaymentInput): Promise<TakenUp> {
    const order = await this.ordering.payable(orderId, access);
    const due = Money.of(order.amount, order.currency);
    const payments = await this.payments.ofOrder(order.orderId);
    // Ordering hears of a payment a moment later than we do; a second one must not begin in between.
    if (payments.some((payment) => payment.holdsMoney)) throw new AlreadyPaid();
    if (!order.isPayable) throw new OrderNotPayable(order.number, order.status);
    const open = payments.find((payment) => payment.isOpen);
    if (open === undefined) return this.add(order, { due, method, returnUrl, sequence: payments.length + 1 });
    if (!open.fits(method, due)) return { inTheWay: open };
    return { payment: await this.goOn(open, returnUrl), isNew: false };
  }

  private async add(
    order: PayableOrder,
    how: Pick<Payment, 'due' | 'method' | 'sequence'> & { returnUrl: string | undefined },
  ): Promise<TakenUp> {
    const { orderId, number: orderNumber, email } = order;
    const now = this.clock.now();
    const sessionExpiresAt = how.method === 'checkout_session' ? sessionEnd(order, now) : undefined;
    const payment = Payment.open({ orderId, orderNumber, email, sessionExpiresAt, ...how }, now);
    // Somebody else was faster with the same place in the order: theirs is found at the next look.
    return (await this.payments.add(payment)) ? { payment, isNew: true } : 'again';
  }

  private async goOn(open: Payment, returnUrl: string | undefined): Promise<Payment> {
    if (returnUrl === undefined || returnUrl === open.returnUrl) return open;
    const payment = await this.payments.get(open.id);
    payment.returnTo(returnUrl);
    await this.payments.save(payment);
    return payment;
  }
}

/** The session ends with the hold where Stripe allows that; for shorter holds the expiry of the order ends it. */
function sessionEnd({ holdExpiresAt }: PayableOrder, now: Date): Date {
  const wanted = holdExpiresAt?.getTime() ?? 0;
  const shortest = now.getTime() + shortestSessionMs;
  const longest = now.getTime() + longestSessionMs;
  return new Date(Math.min(Math.max(wanted, shortest), longest));
}
