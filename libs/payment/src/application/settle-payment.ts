import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { PaymentId } from '../domain/ids.js';
import type { Payment } from '../domain/payment.js';
import type { StripeReference } from '../domain/payment-report.js';
import { Payments } from '../domain/payments.js';
import { NothingAtStripe, OpenAtStripe } from './open-at-stripe.js';
import { StripeGateway, type ProviderPayment } from './stripe-gateway.js';

/**
 * Brings a payment to what Stripe says of it now. Webhook, the browser's return, reconciliation and the end of an order all come here; the row's lock
 * and the state machine make the second of two find it done.
 */
@Injectable()
export class SettlePayment {
  constructor(
    private readonly payments: Payments,
    private readonly gateway: StripeGateway,
    private readonly openAtStripe: OpenAtStripe,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws PaymentNotFound, ProviderUnavailable */
  async execute(id: PaymentId): Promise<Payment> {
    const payment = await this.payments.find(id);
    if (payment.isFinal) return payment;
    const answer = await this.ask(payment);
    return this.record(id, answer);
  }

  /** Over the network. `hint` is what an event called it, for a payment whose own request has not been answered yet. */
  ask(payment: Payment, hint?: StripeReference): Promise<ProviderPayment | NothingAtStripe> {
    const reference = payment.reference ?? hint;
    return reference === undefined ? this.openAtStripe.execute(payment) : this.gateway.retrieve(reference);
  }

  /** Under the row's lock; joins a unit of work. */
  record(id: PaymentId, answer: ProviderPayment | NothingAtStripe): Promise<Payment> {
    return this.change(id, (payment) => {
      if (answer instanceof NothingAtStripe) payment.abandon(answer.reason);
      else payment.observe(answer);
    });
  }

  /** The request that makes the payment was sent and its answer got lost. */
  loseAnswer(id: PaymentId): Promise<Payment> {
    return this.change(id, (payment) => {
      payment.loseAnswer();
    });
  }

  private change(id: PaymentId, decide: (payment: Payment) => void): Promise<Payment> {
    return this.unitOfWork.run(async () => {
      const payment = await this.payments.get(id);
      decide(payment);
      await this.payments.save(payment);
      return payment;
    });
  }
}
