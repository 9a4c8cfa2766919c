import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { RefundId } from '../domain/ids.js';
import { ProviderRefused } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { Payments } from '../domain/payments.js';
import type { Refund, RefundReport } from '../domain/refund.js';
import { Refunds } from '../domain/refunds.js';
import { RecordRefunds } from './record-refunds.js';
import { StripeGateway } from './stripe-gateway.js';

/** Asks Stripe for a refund whose row is written, and writes down what came of it. Any number of times, with one effect. */
@Injectable()
export class CarryOutRefund {
  private readonly logger = new Logger(CarryOutRefund.name);

  constructor(
    private readonly refunds: Refunds,
    private readonly payments: Payments,
    private readonly gateway: StripeGateway,
    private readonly recordRefunds: RecordRefunds,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @returns whether its outcome is known now
   * @throws ProviderUnavailable, IdempotencyKeySpent: it may have been made, and is asked for again under the same key
   */
  async execute(id: RefundId): Promise<boolean> {
    const refund = await this.refunds.find(id);
    if (refund === undefined) return true;
    const payment = await this.payments.find(refund.paymentId);
    // Stripe forgets keys after a day, but not the refund that was made under one.
    const known = await this.recordRefunds.ask(payment.id);
    const isThere = !refund.isRequested || known.some(({ refundId }) => refundId === id);
    const made = isThere ? [] : await this.request(refund, payment);
    await this.unitOfWork.run(async () => {
      if (made instanceof ProviderRefused) await this.refuse(refund, made.reason);
      else await this.recordRefunds.record(payment.id, [...known, ...made]);
    });
    return (await this.refunds.find(id))?.isOpen !== true;
  }

  private async request(refund: Refund, payment: Payment): Promise<RefundReport[] | ProviderRefused> {
    const { id: refundId, amount, idempotencyKey } = refund;
    const { id: paymentId, orderId, stripeIntentId: intentId = '' } = payment;
    try {
      return [await this.gateway.refund({ refundId, paymentId, orderId, intentId, amount, idempotencyKey })];
    } catch (error) {
      if (error instanceof ProviderRefused) return error;
      throw error;
    }
  }

  private async refuse({ id, paymentId }: Refund, reason: string): Promise<void> {
    await this.payments.get(paymentId); // the lock under which refunds change
    const refund = (await this.refunds.ofPayment(paymentId)).find((each) => each.id === id);
    if (refund === undefined) return;
    refund.refuse(reason);
    await this.refunds.save(refund);
    this.logger.error(
      { refundId: id, paymentId, reason },
      'Stripe refused a refund: staff have to look at it.',
    );
  }
}
