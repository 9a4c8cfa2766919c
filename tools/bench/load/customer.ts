import { randomUUID } from 'node:crypto';
import type { Checkouts } from './protocol.js';
import { jsonRequest, requestText, type Headers, type Wire } from './wire.js';

export interface Doors {
  shop: Wire;
  stripe: Wire;
}

/** The shop answered something else than a success. */
export class Turned extends Error {
  constructor(what: string, status: number, body: Buffer) {
    super(`${what}: ${String(status)} ${body.toString('utf8', 0, 200)}`);
  }
}

const address = {
  ...{ name: 'Ada Byron', line1: '12 Elm Street', city: 'Springfield' },
  ...{ region: 'CA', postalCode: '90210', country: 'US' },
};

/** A guest's whole way: cart, two lines, shipping and tax for an address, order, payment, confirmed card. @returns the order's id */
export async function buy({ shop, stripe }: Doors, task: Checkouts): Promise<string> {
  const [first, second] = twoOf(task.variantIds);
  const { shippingMethodId } = task;
  const cart = await post<{ token: string }>(shop, '/v1/cart/items', { variantId: first, quantity: 1 });
  const guest = { 'cart-token': cart.token };
  await post(shop, '/v1/cart/items', { variantId: second, quantity: 2 }, guest);
  const quote = await post<{ totals: { total: unknown } }>(
    shop,
    '/v1/checkout/quotes',
    { country: address.country, region: address.region, shippingMethodId },
    guest,
  );
  const order = await post<{ id: string; orderToken: string }>(
    shop,
    '/v1/orders',
    {
      ...{ email: `${randomUUID()}@example.test`, shippingAddress: address, shippingMethodId },
      expectedTotal: quote.totals.total,
    },
    { ...guest, 'idempotency-key': randomUUID() },
  );
  const payment = await post<{ clientSecret: string }>(
    shop,
    `/v1/orders/${order.id}/payments`,
    { method: 'payment_intent' },
    { 'order-token': order.orderToken, 'idempotency-key': randomUUID() },
  );
  await confirm(stripe, payment.clientSecret);
  return order.id;
}

/** As Stripe's library does it in the shopper's browser: with the publishable key, past the shop. */
async function confirm(stripe: Wire, clientSecret: string): Promise<void> {
  const intent = clientSecret.split('_secret')[0] ?? '';
  const form = new URLSearchParams({ client_secret: clientSecret, payment_method: 'pm_card_visa' });
  form.set('return_url', 'https://shop.example.test/thanks');
  const headers = {
    authorization: `Basic ${Buffer.from('pk_test_bench:').toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const path = `/v1/payment_intents/${intent}/confirm`;
  const answer = await stripe.ask(requestText('POST', path, headers, form.toString()));
  if (answer.status !== 200) throw new Turned('confirm', answer.status, answer.body);
}

async function post<Body>(shop: Wire, path: string, body: unknown, headers: Headers = {}): Promise<Body> {
  const answer = await shop.ask(jsonRequest('POST', path, body, headers));
  if (answer.status >= 300) throw new Turned(path, answer.status, answer.body);
  return JSON.parse(answer.body.toString('utf8')) as Body;
}

function twoOf(ids: readonly string[]): [string, string] {
  const first = Math.floor(Math.random() * ids.length);
  const second = (first + 1 + Math.floor(Math.random() * (ids.length - 1))) % ids.length;
  return [ids[first] ?? '', ids[second] ?? ''];
}
