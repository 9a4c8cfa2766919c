import { Injectable, Logger } from '@nestjs/common';
import type { Payment } from '../domain/payment.js';
import { ProviderUnavailable } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { ReturnPage } from './return-page.js';
import { SettlePayment } from './settle-payment.js';

/** The browser is back from Stripe's page: often sooner than the webhook, so the payment is settled here and now. */
@Injectable()
export class ReturnFromPayment {
  private readonly logger = new Logger(ReturnFromPayment.name);

  constructor(
    private readonly returnPage: ReturnPage,
    private readonly payments: Payments,
    private readonly settlePayment: SettlePayment,
  ) {}

  /** @throws InvalidToken */
  async execute(token: string): Promise<Payment> {
    const id = this.returnPage.paymentOf(token);
    try {
      return await this.settlePayment.execute(id);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      // The customer has done their part; the webhook or the reconciliation does the rest.
      this.logger.warn(`Stripe could not be asked when the browser came back: ${String(error.cause)}`);
      return this.payments.find(id);
    }
  }
}
