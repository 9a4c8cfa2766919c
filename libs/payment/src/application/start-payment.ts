import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { PaymentId } from '../domain/ids.js';
import { AlreadyPaid, PaymentInProgress, ProviderUnavailable } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import { NothingAtStripe } from './open-at-stripe.js';
import { ReturnPage } from './return-page.js';
import { SettlePayment } from './settle-payment.js';
import { StopPayment } from './stop-payment.js';
import type { ProviderPayment } from './stripe-gateway.js';
import { TakeUpPayment, type TakeUpPaymentInput } from './take-up-payment.js';

/** What the customer needs to pay: the secret for Stripe's library in the browser, or the address of Stripe's page. */
export interface StartedPayment {
  readonly id: PaymentId;
  readonly status: PaymentStatus;
  readonly clientSecret: string | undefined;
  readonly checkoutUrl: string | undefined;
  /** Where Stripe shall send the browser back. */
  readonly returnPage: string;
}

const maxRounds = 4;

/** Starts paying an order, or goes on with what was started. An order has at most one open payment at a time. */
@Injectable()
export class StartPayment {
  constructor(
    private readonly takeUpPayment: TakeUpPayment,
    private readonly settlePayment: SettlePayment,
    private readonly stopPayment: StopPayment,
    private readonly returnPage: ReturnPage,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @throws OrderNotFound, OrderNotPayable, AlreadyPaid, PaymentInProgress, ReturnUrlNotAllowed, ProviderUnavailable (the order stands
   * and can be paid later), ProviderRefused
   */
  async execute(input: TakeUpPaymentInput): Promise<StartedPayment> {
    this.returnPage.mustAllow(input.returnUrl);
    for (let round = 1; round <= maxRounds; round += 1) {
      const taken = await this.unitOfWork.run(() => this.takeUpPayment.execute(input));
      if (taken === 'again') continue;
      if ('inTheWay' in taken) await this.clear(taken.inTheWay);
      else {
        const started = await this.openAtStripe(taken.payment, taken.isNew);
        if (started !== undefined) return started;
      }
    }
    throw new ProviderUnavailable('no payment could be opened');
  }

  private async clear({ id }: Payment): Promise<void> {
    const outcome = await this.stopPayment.execute(id);
    if (outcome === 'succeeded') throw new AlreadyPaid();
    if (outcome === 'processing') throw new PaymentInProgress();
  }

  /** @returns undefined if this payment has come to nothing, so that another one has to be made */
  private async openAtStripe(opened: Payment, isNew: boolean): Promise<StartedPayment | undefined> {
    const answer = await this.askOrLose(opened);
    const payment = await this.settlePayment.record(opened.id, answer);
    if (answer instanceof NothingAtStripe) {
      // What was refused a moment ago would be refused again.
      if (isNew && answer.refusal !== undefined) throw answer.refusal;
      return undefined;
    }
    if (payment.status === 'canceled') return undefined; // ended meanwhile, here or at Stripe
    const { clientSecret, checkoutUrl } = answer;
    const returnPage = this.returnPage.urlFor(payment.id);
    return { id: payment.id, status: payment.status, clientSecret, checkoutUrl, returnPage };
  }

  private async askOrLose(payment: Payment): Promise<ProviderPayment | NothingAtStripe> {
    try {
      return await this.settlePayment.ask(payment);
    } catch (error) {
      if (error instanceof ProviderUnavailable) await this.settlePayment.loseAnswer(payment.id);
      throw error;
    }
  }
}
