import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config } from '#platform/config/config.js';
import type { Money } from '#shared-kernel';
import {
  StripeGateway,
  type OpenRequest,
  type ProviderPayment,
  type RefundRequest,
  type StripeNotice,
} from '../application/stripe-gateway.js';
import type { DisputeReport } from '../domain/dispute.js';
import type { PaymentId } from '../domain/ids.js';
import type { PaymentMethod } from '../domain/payment.js';
import type { StripeReference } from '../domain/payment-report.js';
import { ForgedWebhook, ProviderRefused, ProviderUnavailable, WrongMode } from '../domain/payment.errors.js';
import type { RefundReport } from '../domain/refund.js';
import { AmountNotChargeable, toStripeAmount } from './stripe-amounts.js';
import { translate } from './stripe-errors.js';
import {
  noticeOf,
  reportOfDispute,
  reportOfIntent,
  reportOfRefund,
  reportOfSession,
} from './stripe-reports.js';

const withIntent = { expand: ['payment_intent'] };

/** Stripe by its official SDK. */
@Injectable()
export class StripeSdkGateway extends StripeGateway {
  private readonly stripe: Stripe;
  private readonly isLive: boolean;

  constructor(private readonly config: Config) {
    super();
    this.stripe = clientFor(config.stripe);
    this.isLive = /^(sk|rk)_live_/.test(config.stripe.secretKey);
  }

  override open(request: OpenRequest): Promise<ProviderPayment> {
    return this.ask(() =>
      request.method === 'payment_intent' ? this.openIntent(request) : this.openSession(request),
    );
  }

  override retrieve({ sessionId, intentId }: StripeReference): Promise<ProviderPayment> {
    return this.ask(async () => {
      if (sessionId !== undefined)
        return reportOfSession(await this.stripe.checkout.sessions.retrieve(sessionId, withIntent));
      return reportOfIntent(await this.stripe.paymentIntents.retrieve(intentId ?? ''));
    });
  }

  override async lookUp(
    { id, method }: { id: PaymentId; method: PaymentMethod },
    { from, to }: { from: Date; to: Date },
  ): Promise<ProviderPayment | undefined> {
    // Lists are up to date at once; Stripe's search lags behind by a minute, and sessions have none.
    const window = { created: { gte: secondsOf(from), lte: secondsOf(to) }, limit: 100 };
    try {
      if (method === 'payment_intent') {
        for await (const intent of this.stripe.paymentIntents.list(window))
          if (intent.metadata['payment_id'] === id) return reportOfIntent(intent);
      } else {
        for await (const session of this.stripe.checkout.sessions.list(window))
          if (session.metadata?.['payment_id'] === id) return await this.retrieve({ sessionId: session.id });
      }
      return undefined;
    } catch (error) {
      throw translate(error);
    }
  }

  override async stop(method: PaymentMethod, reference: StripeReference): Promise<ProviderPayment> {
    try {
      return await this.ask(() =>
        method === 'payment_intent' ? this.cancelIntent(reference) : this.expireSession(reference),
      );
    } catch (error) {
      // It is too late for that; what it has come to is asked.
      if (error instanceof ProviderRefused) return this.retrieve(reference);
      throw error;
    }
  }

  override refund(request: RefundRequest): Promise<RefundReport> {
    const { refundId, paymentId, orderId, intentId, amount, idempotencyKey } = request;
    const metadata = { refund_id: refundId, payment_id: paymentId, order_id: orderId };
    return this.ask(async () =>
      reportOfRefund(
        await this.stripe.refunds.create(
          { payment_intent: intentId, amount: chargeable(amount), metadata },
          { idempotencyKey },
        ),
      ),
    );
  }

  override async refundsOf(intentId: string): Promise<RefundReport[]> {
    const reports: RefundReport[] = [];
    try {
      for await (const refund of this.stripe.refunds.list({ payment_intent: intentId, limit: 100 }))
        reports.push(reportOfRefund(refund));
    } catch (error) {
      throw translate(error);
    }
    return reports;
  }

  override dispute(disputeId: string): Promise<DisputeReport> {
    return this.ask(async () => reportOfDispute(await this.stripe.disputes.retrieve(disputeId)));
  }

  override readEvent(rawBody: Uint8Array, signature: string | undefined): StripeNotice {
    if (signature === undefined) throw new ForgedWebhook();
    const event = this.verified(rawBody, signature);
    if (event.livemode !== this.isLive) throw new WrongMode();
    return noticeOf(event);
  }

  override async *eventsSince(from: Date, types: readonly string[]): AsyncIterable<StripeNotice> {
    const listing = { created: { gte: secondsOf(from) }, types: [...types], limit: 100 };
    try {
      for await (const event of this.stripe.events.list(listing))
        if (event.livemode === this.isLive) yield noticeOf(event);
    } catch (error) {
      throw translate(error);
    }
  }

  private async openIntent(request: OpenRequest): Promise<ProviderPayment> {
    const { amount, idempotencyKey, orderNumber } = request;
    const intent = await this.stripe.paymentIntents.create(
      {
        amount: chargeable(amount),
        currency: amount.currency.toLowerCase(),
        automatic_payment_methods: { enabled: true },
        description: `Order ${orderNumber}`,
        metadata: metadataOf(request),
      },
      { idempotencyKey },
    );
    return reportOfIntent(intent);
  }

  private async openSession(request: OpenRequest): Promise<ProviderPayment> {
    const { amount, email, idempotencyKey, orderNumber, returnPage, sessionExpiresAt } = request;
    const name = `Order ${orderNumber}`;
    const price = { currency: amount.currency.toLowerCase(), unit_amount: chargeable(amount) };
    const session = await this.stripe.checkout.sessions.create(
      {
        mode: 'payment',
        // One line for the whole order: the shop has computed discounts, shipping and tax, and Stripe shall not again.
        line_items: [{ quantity: 1, price_data: { ...price, product_data: { name } } }],
        // No conversion behind the shop's back: what is charged is compared with the order's own currency.
        adaptive_pricing: { enabled: false },
        customer_email: email,
        client_reference_id: request.orderId,
        success_url: returnPage,
        cancel_url: returnPage,
        metadata: metadataOf(request),
        payment_intent_data: { description: name, metadata: metadataOf(request) },
        ...(sessionExpiresAt === null ? {} : { expires_at: secondsOf(sessionExpiresAt) }),
        ...withIntent,
      },
      { idempotencyKey },
    );
    return reportOfSession(session);
  }

  private async cancelIntent({ intentId = '' }: StripeReference): Promise<ProviderPayment> {
    return reportOfIntent(await this.stripe.paymentIntents.cancel(intentId));
  }

  /** An intent that belongs to a session is not cancelled directly: the session is expired. */
  private async expireSession({ sessionId, intentId }: StripeReference): Promise<ProviderPayment> {
    const id = sessionId ?? (await this.sessionOf(intentId ?? ''));
    return reportOfSession(await this.stripe.checkout.sessions.expire(id, withIntent));
  }

  /** A webhook may have told us the intent before our own request told us the session. */
  private async sessionOf(intentId: string): Promise<string> {
    const { data } = await this.stripe.checkout.sessions.list({ payment_intent: intentId, limit: 1 });
    if (data[0] === undefined) throw new ProviderRefused('no-session');
    return data[0].id;
  }

  /** Several secrets at once, so that one can be changed for the next without a gap. */
  private verified(rawBody: Uint8Array, signature: string): Stripe.Event {
    let failure: unknown;
    for (const secret of this.config.stripe.webhookSecrets) {
      try {
        return this.stripe.webhooks.constructEvent(rawBody, signature, secret);
      } catch (error) {
        // Not only its error for wrong signatures: for a header like `v1=,v0` the SDK throws a plain one.
        failure = error;
      }
    }
    throw new ForgedWebhook(failure);
  }

  /** Nobody waits for longer than two time-outs, although the SDK goes on trying for three. */
  private async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const patience = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      patience.reject(new ProviderUnavailable('no answer in time'));
    }, this.config.stripe.timeoutMs * 2);
    try {
      return await Promise.race([question(), patience.promise]);
    } catch (error) {
      throw translate(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function clientFor({ secretKey, apiBase, timeoutMs }: Config['stripe']): Stripe {
  const base = apiBase === undefined ? undefined : new URL(apiBase);
  const protocol = base?.protocol === 'http:' ? ('http' as const) : ('https' as const);
  return new Stripe(secretKey, {
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(base === undefined
      ? {}
      : {
          host: base.hostname,
          port: base.port === '' ? (protocol === 'http' ? 80 : 443) : base.port,
          protocol,
        }),
  });
}

/** What Stripe would refuse is refused here: nothing was made, and nothing ever will be. @throws ProviderRefused */
function chargeable(amount: Money): number {
  try {
    return toStripeAmount(amount);
  } catch (error) {
    throw error instanceof AmountNotChargeable ? new ProviderRefused('amount-not-chargeable', error) : error;
  }
}

function metadataOf({ orderId, paymentId }: OpenRequest): Record<string, string> {
  return { order_id: orderId, payment_id: paymentId };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
