import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock, Money } from '#shared-kernel';
import type { PaymentId } from '../domain/ids.js';
import type { Payment } from '../domain/payment.js';
import { Payments } from '../domain/payments.js';
import { Refund, type RefundReport } from '../domain/refund.js';
import { isPaidOut } from '../domain/refund-status.js';
import { Refunds } from '../domain/refunds.js';
import { StripeGateway } from './stripe-gateway.js';

/** Brings the refunds of a payment to what Stripe says: ours, and those that somebody made in Stripe's dashboard. */
@Injectable()
export class RecordRefunds {
  constructor(
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly gateway: StripeGateway,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Over the network: all refunds that Stripe has of the payment. */
  async ask(paymentId: PaymentId): Promise<RefundReport[]> {
    const { stripeIntentId } = await this.payments.find(paymentId);
    return stripeIntentId === undefined ? [] : this.gateway.refundsOf(stripeIntentId);
  }

  /** Under the lock of the payment; joins a unit of work. `reports` are all refunds of the payment. */
  record(paymentId: PaymentId, reports: readonly RefundReport[]): Promise<void> {
    return this.unitOfWork.run(async () => {
      const payment = await this.payments.get(paymentId);
      const refunds = await this.refunds.ofPayment(paymentId);
      for (const report of reports) {
        let refund = refunds.find((each) => isAbout(report, each));
        if (refund === undefined) refunds.push((refund = await this.addUnknown(payment, report)));
        refund.observe(report, payment);
        await this.refunds.save(refund);
      }
      payment.recordRefunded(totalOf(refunds, payment));
      await this.payments.save(payment);
    });
  }

  private async addUnknown({ id }: Payment, report: RefundReport): Promise<Refund> {
    const refund = Refund.madeAtStripe(id, report, this.clock.now());
    await this.refunds.add(refund);
    return refund;
  }
}

function isAbout({ stripeRefundId, refundId }: RefundReport, refund: Refund): boolean {
  return (
    refund.stripeRefundId === stripeRefundId ||
    (refund.stripeRefundId === undefined && refund.id === refundId)
  );
}

/** Each row holds Stripe's own amount and state, so a list that was fetched early can't take back what a later one said. */
function totalOf(refunds: readonly Refund[], { currency }: Payment): Money {
  const paidOut = refunds.filter((refund) => isPaidOut(refund.status) && refund.currency === currency);
  return Money.sum(
    paidOut.map(({ amount }) => amount),
    currency,
  );
}
