import { Injectable } from '@nestjs/common';
import type { PaymentId } from '../domain/ids.js';
import { ProviderUnavailable } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { NothingAtStripe } from './open-at-stripe.js';
import { SettlePayment } from './settle-payment.js';
import { StripeGateway } from './stripe-gateway.js';

/** How a payment ended that should be stopped. `processing`: it can't be stopped, and its outcome is open. */
export type StopOutcome = 'canceled' | 'succeeded' | 'processing';

/** Makes sure that a payment can't succeed any more, or finds that it is too late for that. */
@Injectable()
export class StopPayment {
  constructor(
    private readonly payments: Payments,
    private readonly gateway: StripeGateway,
    private readonly settlePayment: SettlePayment,
  ) {}

  /** @throws ProviderUnavailable: then it may still succeed */
  async execute(id: PaymentId): Promise<StopOutcome> {
    const payment = await this.payments.find(id);
    if (payment.status === 'succeeded' || payment.status === 'canceled') return payment.status;
    // A payment whose request was never answered may exist at Stripe all the same: found first, then stopped.
    const found = payment.reference ?? (await this.settlePayment.ask(payment));
    const { status } = await this.settlePayment.record(
      id,
      found instanceof NothingAtStripe ? found : await this.gateway.stop(payment.method, found),
    );
    if (status === 'succeeded' || status === 'canceled' || status === 'processing') return status;
    // Stripe neither stopped it nor said why not.
    throw new ProviderUnavailable(`payment ${id} is still ${status}`);
  }
}
