import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { AlreadyPaid, PaymentInProgress, PaymentOpenedMeanwhile } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { StopPayment } from './stop-payment.js';

const maxRounds = 3;

/**
 * Ends an order that was not paid. Stripe is asked first: the stock is released only once no payment of the order can succeed any more.
 */
@Injectable()
export class EndUnpaidOrder {
  constructor(
    private readonly payments: Payments,
    private readonly stopPayment: StopPayment,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @param end expires or cancels the order; it is part of the same transaction as the last look at its payments
   * @throws AlreadyPaid (and the payment is settled), PaymentInProgress, ProviderUnavailable; nothing is released then
   */
  async execute(orderId: string, end: () => Promise<void>): Promise<void> {
    for (let round = 1; ; round += 1) {
      await this.stopPayments(orderId);
      try {
        await this.unitOfWork.run(() => this.endWithout(orderId, end));
        return;
      } catch (error) {
        if (!(error instanceof PaymentOpenedMeanwhile) || round === maxRounds) throw error;
      }
    }
  }

  private async stopPayments(orderId: string): Promise<void> {
    for (const payment of await this.payments.ofOrder(orderId)) {
      const outcome = payment.isFinal ? payment.status : await this.stopPayment.execute(payment.id);
      if (outcome === 'processing') throw new PaymentInProgress();
      if (outcome === 'succeeded' && (payment.isOpen || payment.holdsMoney)) throw new AlreadyPaid();
    }
  }

  private async endWithout(orderId: string, end: () => Promise<void>): Promise<void> {
    // First the order, so that nobody can begin to pay it; then whether somebody just has.
    await end();
    if (await this.payments.hasOpen(orderId)) throw new PaymentOpenedMeanwhile();
  }
}
