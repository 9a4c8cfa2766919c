import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import Stripe from 'stripe';
import type { StandIn } from '../../../tools/stripe-stand-in/stand-in.js';

/** Cards only, so that a confirmation by the server needs no address to return to. */
export const noRedirects = {
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

export function clientOf(
  { port }: StandIn,
  config: Partial<Stripe.StripeConfig> = {},
  key = 'sk_test_story',
): Stripe {
  return new Stripe(key, { host: '127.0.0.1', port, protocol: 'http', telemetry: false, ...config });
}

export function oneShirt(amount = 1500): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    success_url: 'http://shop.test/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/cart',
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'Shirt' } } },
    ],
  };
}

/** The error that Stripe's SDK throws. */
export async function refusal(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error(`Stripe did not refuse: ${String(error)}`);
}

export function payment(
  stripe: Stripe,
  card: string,
  amount = 2000,
): Promise<Stripe.Response<Stripe.PaymentIntent>> {
  return stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    payment_method: card,
    confirm: true,
    ...noRedirects,
  });
}

export async function until(isTrue: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not become true in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** One of each, so that every kind of object and event there is can be looked at. */
export async function everythingThatCanHappen(standIn: StandIn, stripe: Stripe): Promise<void> {
  const { control } = standIn;
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['customer.deleted'] });
  const customer = await stripe.customers.create({ email: 'ada@example.test', name: 'Ada' });
  await stripe.paymentIntents.create({
    amount: 700,
    currency: 'usd',
    customer: customer.id,
    metadata: { order_id: '1' },
  });
  await payments(stripe, control);
  await sessions(stripe, control);
  await until(async () => {
    const [intents, refunds] = await Promise.all([
      stripe.paymentIntents.list({ limit: 100 }),
      stripe.refunds.list(),
    ]);
    return ![...intents.data, ...refunds.data].some(
      ({ status }) => status === 'processing' || status === 'pending',
    );
  });
}

async function payments(stripe: Stripe, control: StandIn['control']): Promise<void> {
  const declined = [
    'chargeDeclined',
    'chargeDeclinedInsufficientFunds',
    'chargeDeclinedExpiredCard',
    'chargeDeclinedIncorrectCvc',
    'chargeDeclinedProcessingError',
  ];
  for (const name of declined)
    expect((await refusal(payment(stripe, `pm_card_${name}`))).type).toBe('StripeCardError');
  const paid = await payment(stripe, 'pm_card_visa');
  await stripe.refunds.create({ payment_intent: paid.id, amount: 500, reason: 'requested_by_customer' });
  await stripe.refunds.create({ payment_intent: paid.id });
  for (const card of ['pm_card_pendingRefund', 'pm_card_refundFail'])
    await stripe.refunds.create({ payment_intent: (await payment(stripe, card)).id });
  await control.authenticate((await payment(stripe, 'pm_card_authenticationRequired')).id);
  await control.authenticate((await payment(stripe, 'pm_card_threeDSecure2Required')).id, 'failed');
  await payment(stripe, 'pm_card_authenticationRequired'); // and left there
  await stripe.paymentIntents.cancel((await payment(stripe, 'pm_card_authenticationRequired')).id);
  await payment(stripe, 'pm_card_async');
  await payment(stripe, 'pm_card_asyncFails');
  for (const outcome of ['won', 'lost', undefined] as const) {
    const { id } = await payment(stripe, 'pm_card_createDispute');
    const dispute = (await stripe.disputes.list({ payment_intent: id })).data[0];
    if (outcome && dispute) await control.closeDispute(dispute.id, outcome);
  }
}

async function sessions(stripe: Stripe, control: StandIn['control']): Promise<void> {
  const open = () => stripe.checkout.sessions.create(oneShirt());
  await open();
  await stripe.checkout.sessions.expire((await open()).id);
  await control.pay((await open()).id, 'pm_card_visa', 'ada@example.test');
  await control.pay((await open()).id, 'pm_card_async');
  await control.pay((await open()).id, 'pm_card_asyncFails');
  const tried = await open();
  await control.pay(tried.id, 'pm_card_chargeDeclined').catch((error: unknown) => {
    expect(error).toMatchObject({ status: 402 });
  });
  await stripe.checkout.sessions.expire(tried.id);
}

type Told = { event: Stripe.Event; payload: string; signature: string };

/** A shop's webhook address that writes down what it is told, and answers what it is asked to. */
export class Listener {
  readonly told: Told[] = [];
  status = 200;
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const payload = Buffer.concat(chunks).toString();
      const signature = String(request.headers['stripe-signature']);
      this.told.push({ event: JSON.parse(payload) as Stripe.Event, payload, signature });
      response.writeHead(this.status).end();
    });
  });

  get types(): string[] {
    return this.told.map(({ event }) => event.type);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hook`;
  }

  async open(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
