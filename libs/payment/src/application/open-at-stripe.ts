import { Injectable } from '@nestjs/common';
import { Clock } from '#shared-kernel';
import { IdempotencyKeySpent, ProviderRefused } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { ReturnPage } from './return-page.js';
import { StripeGateway, type OpenRequest, type ProviderPayment } from './stripe-gateway.js';

/** Stripe has nothing for this payment, and never will: its key can't be used again. */
export class NothingAtStripe {
  constructor(
    readonly reason: string,
    /** If Stripe refused the request for what is in it. */
    readonly refusal?: ProviderRefused,
  ) {}
}

const clockLeewayMs = 5 * 60_000;

/**
 * Makes a payment at Stripe, or finds the one that an earlier request made before its answer got lost. The stored key makes both the same
 * request; once the key is of no more use, our metadata finds what there is.
 */
@Injectable()
export class OpenAtStripe {
  constructor(
    private readonly gateway: StripeGateway,
    private readonly returnPage: ReturnPage,
    private readonly clock: Clock,
  ) {}

  /** @throws ProviderUnavailable: then nothing is known */
  async execute(payment: Payment): Promise<ProviderPayment | NothingAtStripe> {
    if (payment.keyIsFresh(this.clock.now())) {
      try {
        return await this.gateway.open(this.requestFor(payment));
      } catch (error) {
        if (error instanceof ProviderRefused) return new NothingAtStripe(error.reason, error);
        if (!(error instanceof IdempotencyKeySpent)) throw error;
      }
    }
    const from = new Date(payment.createdAt.getTime() - clockLeewayMs);
    const to = new Date(this.clock.now().getTime() + clockLeewayMs);
    return (await this.gateway.lookUp(payment, { from, to })) ?? new NothingAtStripe('key-spent');
  }

  private requestFor(payment: Payment): OpenRequest {
    const { id, orderId, orderNumber, email, method, due, idempotencyKey, sessionExpiresAt } = payment;
    const returnPage = this.returnPage.urlFor(id);
    const what = { paymentId: id, orderId, orderNumber, email, method, amount: due };
    return { ...what, idempotencyKey, sessionExpiresAt, returnPage };
  }
}
