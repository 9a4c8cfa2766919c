import { Injectable } from '@nestjs/common';
import type { PaymentNotAccepted } from '#ordering/events';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { Clock } from '#shared-kernel';
import type { PaymentId, RefundId } from '../domain/ids.js';
import { Payments } from '../domain/payments.js';
import { Refund } from '../domain/refund.js';
import { Refunds } from '../domain/refunds.js';
import { CarryOutRefund } from './carry-out-refund.js';

/**
 * Gives the money of a payment back that its order could not take: it came too late and the goods are gone, or another one was faster. The own
 * row comes first, under a key that there is once for each intent.
 */
@Injectable()
export class RefundUnacceptedPayment {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly carryOutRefund: CarryOutRefund,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws ProviderUnavailable: the job is tried again, and so is the refund by the reconciliation */
  async execute(job: EventJob): Promise<void> {
    const event = await this.consumptions.pending<PaymentNotAccepted['payload']>(job);
    if (event === undefined) return;
    const { paymentId, reason } = event.payload;
    const refundId = await this.unitOfWork.run(() => this.request(paymentId as PaymentId, reason));
    if (refundId !== undefined) await this.carryOutRefund.execute(refundId);
    await this.consumptions.complete(job, event, () => Promise.resolve());
  }

  private async request(paymentId: PaymentId, reason: string): Promise<RefundId | undefined> {
    const payment = await this.payments.get(paymentId);
    const { id, orderId, stripeIntentId, refundable: amount } = payment;
    if (stripeIntentId === undefined || amount.isZero) return undefined; // somebody has given it back already
    const refund = Refund.ofLatePayment({ id, orderId, stripeIntentId, amount }, reason, this.clock.now());
    if (await this.refunds.add(refund)) return refund.id;
    return (await this.refunds.withKey(refund.idempotencyKey))?.id; // asked for before
  }
}
