import { createServer, type AddressInfo } from 'node:net';
import { VersioningType } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import Stripe from 'stripe';
import { OrderingModule } from '#ordering';
import { ExpireOverdueOrders, ReconcilePayments, RecoverMissedEvents } from '#payment';
import { PaymentHttpModule } from '#payment/http';
import { PaymentJobsModule } from '#payment/jobs';
import { AuthModule } from '#platform/auth/auth.module.js';
import type { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { EventConsumersModule, OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { PlatformModule } from '#platform/platform.module.js';
import { startStandIn, type StandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';
import { FakeOrdering, FakeOrderingModule, tokenOf } from './fake-ordering.js';

export interface StartedPayment {
  id: string;
  status: string;
  clientSecret?: string;
  checkoutUrl?: string;
  returnPage: string;
}

type Method = 'payment_intent' | 'checkout_session';

export const webhookSecrets = ['whsec_the_old_one', 'whsec_the_new_one'] as const;

/** The payment context behind its real doors, on a real database and Redis, with Stripe's SDK and the stand-in. */
export class PaymentTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly client: HttpClient,
    readonly ordering: FakeOrdering,
    readonly standIn: StandIn,
    readonly database: TestDatabase,
    readonly config: Config,
  ) {}

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<PaymentTest> {
    const database = await createTestDatabase();
    const port = await freePort();
    const webhook = { url: `http://127.0.0.1:${String(port)}/v1/webhooks/stripe`, secret: webhookSecrets[1] };
    const standIn = await startStandIn({ webhook, retryMs: 50, settleMs: 60_000 });
    const config = testConfig({
      DATABASE_URL: database.url,
      STRIPE_API_BASE: standIn.url,
      STRIPE_WEBHOOK_SECRET: webhookSecrets.join(','),
      PUBLIC_URL: 'http://shop.test',
      CORS_ORIGINS: 'http://window.test',
      PAYMENT_RECONCILE_AFTER_SECONDS: '1',
      OUTBOX_LEASE_SECONDS: '1',
      ...variables,
    });
    const ordering = new FakeOrdering();
    const app = await application(config, ordering);
    await app.listen(port, '127.0.0.1');
    const client = new HttpClient(`http://127.0.0.1:${String(port)}`);
    return new PaymentTest(app, client, ordering, standIn, database, config);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.standIn.close();
    await this.database.drop();
  }

  /** Nothing has happened yet, here and at Stripe. */
  async startOver(): Promise<void> {
    this.standIn.control.clearFaults();
    this.standIn.control.webhooks({});
    await this.quiet();
    await this.standIn.control.reset();
    for (const table of ['disputes', 'refunds', 'ledger_entries', 'payment_events', 'payments', 'outbox'])
      await this.database.query(`DELETE FROM ${table}`);
  }

  /** Stripe as the customer's browser and the dashboard reach it. */
  get stripe(): Stripe {
    const { port } = this.standIn;
    return new Stripe('sk_test_dashboard', {
      host: '127.0.0.1',
      port,
      protocol: 'http',
      maxNetworkRetries: 0,
    });
  }

  placeOrder(amount = 4_200): string {
    return this.ordering.place({ amount }).orderId;
  }

  tries(orderId: string, method: Method = 'payment_intent', body: object = {}): Promise<Answer<Problem>> {
    return this.client.send('POST', `/v1/orders/${orderId}/payments`, { method, ...body }, guest(orderId));
  }

  starts(orderId: string, method: Method = 'payment_intent', body: object = {}): Promise<StartedPayment> {
    return this.client.post(`/v1/orders/${orderId}/payments`, { method, ...body }, guest(orderId));
  }

  cancels(orderId: string): Promise<Answer<Problem>> {
    return this.client.send('POST', `/v1/orders/${orderId}/cancellation`, {}, guest(orderId));
  }

  payments(
    orderId: string,
  ): Promise<{ items: { id: string; status: string; failureCode: string | null }[] }> {
    return this.client.ask('GET', `/v1/orders/${orderId}/payments`, undefined, guest(orderId));
  }

  /** Confirms with a card, as Stripe's library in the browser does. */
  async confirms(
    { clientSecret = '' }: StartedPayment,
    card = 'pm_card_visa',
  ): Promise<Stripe.PaymentIntent> {
    const return_url = 'http://shop.test/thanks';
    return this.stripe.paymentIntents.confirm(intentOf(clientSecret), { payment_method: card, return_url });
  }

  paysOnPage({ checkoutUrl }: StartedPayment, card = 'pm_card_visa'): Promise<unknown> {
    return this.standIn.control.pay(sessionOf(checkoutUrl), card);
  }

  bearer(customerId: string, scope = 'payments:start orders:place orders:read-own'): string {
    return bearer(this.app, { sub: customerId, scope, email: 'ada@example.test' }).authorization;
  }

  async sees(orderId: string, status: string): Promise<void> {
    await eventually(async () => {
      const { items } = await this.payments(orderId);
      if (items.at(-1)?.status !== status) throw new Error(`The payment is ${String(items.at(-1)?.status)}.`);
    });
  }

  /** Events that other contexts get, oldest first. */
  async events(type: string): Promise<Record<string, unknown>[]> {
    const rows = await this.database.query<{ payload: string }>(
      'SELECT payload FROM outbox WHERE type = ? ORDER BY id',
      [type],
    );
    return rows.map(({ payload }) => JSON.parse(payload) as Record<string, unknown>);
  }

  async publishes(type: string, payload: object): Promise<void> {
    const unitOfWork = this.app.get(UnitOfWork);
    await unitOfWork.run(() => this.app.get(Outbox).append([{ type, payload }]));
  }

  /** Every event is consumed and every webhook answered. */
  async quiet(): Promise<void> {
    await this.standIn.control.webhooksDelivered(10_000);
    await eventually(async () => {
      const [row] = await this.database.query<{ open: number }>(
        'SELECT COUNT(*) AS open FROM outbox WHERE next_attempt_at IS NOT NULL',
      );
      if (row?.open !== 0) throw new Error(`${String(row?.open)} events are not consumed.`);
    }, 15_000);
  }

  /** Sums per account, in minor units. */
  async ledger(): Promise<Record<string, number>> {
    const rows = await this.database.query<{ account: string; amount: string }>(
      'SELECT account, SUM(amount) AS amount FROM ledger_entries GROUP BY account',
    );
    return Object.fromEntries(rows.map(({ account, amount }) => [account, Number(amount)]));
  }

  /** What the stand-in knows of the money of all intents: what truly happened. */
  get truth(): { charged: number; refunded: number; charges: number; intents: number } {
    const { currencies, paymentIntents } = this.standIn.control.statistics();
    const { charged = 0, refunded = 0, charges = 0 } = currencies['usd'] ?? {};
    return { charged, refunded, charges, intents: paymentIntents.length };
  }

  /** Intents that Stripe has of an order, and how many of them were charged. */
  atStripe(orderId: string): { intents: number; charges: number } {
    const { paymentIntents } = this.standIn.control.statistics();
    const ofOrder = paymentIntents.filter(({ metadata }) => metadata['order_id'] === orderId);
    const charges = ofOrder.reduce((sum, { succeededCharges }) => sum + succeededCharges, 0);
    return { intents: ofOrder.length, charges };
  }

  reconcile(): ReturnType<ReconcilePayments['execute']> {
    return this.app.get(ReconcilePayments, { strict: false }).execute();
  }

  recoverEvents(): Promise<number> {
    return this.app.get(RecoverMissedEvents, { strict: false }).execute();
  }

  expire(): ReturnType<ExpireOverdueOrders['execute']> {
    return this.app.get(ExpireOverdueOrders, { strict: false }).execute();
  }

  /** As if all open payments had been waiting for so long. */
  async letTimePass(seconds: number): Promise<void> {
    await this.database.query(
      `UPDATE payments SET next_check_at = next_check_at - INTERVAL ? SECOND, created_at = created_at - INTERVAL ? SECOND`,
      [seconds, seconds],
    );
    await this.database.query('UPDATE refunds SET next_check_at = next_check_at - INTERVAL ? SECOND', [
      seconds,
    ]);
  }
}

async function application(config: Config, ordering: FakeOrdering): Promise<NestFastifyApplication> {
  const imports = [
    PlatformModule.forRoot(config),
    AuthModule,
    PaymentHttpModule,
    PaymentJobsModule,
    // Ordering is not here to hear it.
    EventConsumersModule.forConsumers([], ['payment.payment-succeeded']),
  ];
  const testing = await Test.createTestingModule({ imports: [...imports, OutboxRelayModule] })
    .overrideModule(OrderingModule)
    .useModule(FakeOrderingModule.of(ordering))
    .setLogger(false as never)
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    rawBody: true,
    logger: false,
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  return app;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}

export function guest(orderId: string): Record<string, string> {
  return { 'order-token': tokenOf(orderId) };
}

export function intentOf(clientSecret = ''): string {
  return clientSecret.split('_secret')[0] ?? '';
}

export function sessionOf(checkoutUrl = ''): string {
  return /cs_\w+/.exec(checkoutUrl)?.[0] ?? '';
}
