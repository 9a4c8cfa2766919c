import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import { guest, intentOf, PaymentTest, sessionOf } from './support.js';

let shop: PaymentTest;
let order: string;

beforeAll(async () => {
  shop = await PaymentTest.start();
});
beforeEach(() => {
  order = shop.placeOrder();
});
afterAll(() => shop.close());

async function declines(payment: Promise<unknown>): Promise<void> {
  await expect(payment).rejects.toThrow(/declined|insufficient/i);
}

const ofThisOrder = (events: Record<string, unknown>[]): Record<string, unknown>[] =>
  events.filter(({ orderId }) => orderId === order);

describe('paying by PaymentIntent', () => {
  it('settles the payment, tells ordering once, and writes it into the ledger', async () => {
    const before = await shop.ledger();
    const payment = await shop.starts(order);
    expect(payment).toMatchObject({ status: 'requires_payment_method' });
    const { id: stripeIntentId } = await shop.confirms(payment);
    await shop.sees(order, 'succeeded');
    await shop.quiet();
    expect(ofThisOrder(await shop.events('payment.payment-succeeded'))).toEqual([
      { paymentId: payment.id, orderId: order, amount: 4_200, currency: 'USD', stripeIntentId },
    ]);
    const after = await shop.ledger();
    expect(after['stripe']! - (before['stripe'] ?? 0)).toBe(4_200);
    expect(after['sales']! - (before['sales'] ?? 0)).toBe(-4_200);
  });

  it('carries the ids of order and payment to Stripe', async () => {
    const { id, clientSecret } = await shop.starts(order);
    const intent = await shop.stripe.paymentIntents.retrieve(intentOf(clientSecret));
    expect(intent).toMatchObject({
      amount: 4_200,
      currency: 'usd',
      metadata: { order_id: order, payment_id: id },
    });
  });

  it('leaves the order payable after a decline, and takes another card', async () => {
    const payment = await shop.starts(order);
    await declines(shop.confirms(payment, 'pm_card_chargeDeclinedInsufficientFunds'));
    await shop.quiet();
    expect((await shop.payments(order)).items).toMatchObject([
      { status: 'requires_payment_method', failureCode: 'insufficient_funds' },
    ]);
    expect(ofThisOrder(await shop.events('payment.payment-failed'))).toEqual([
      { paymentId: payment.id, orderId: order, reason: 'insufficient_funds' },
    ]);
    const again = await shop.starts(order);
    expect(again).toEqual(payment);
    await shop.confirms(again);
    await shop.sees(order, 'succeeded');
  });

  it('waits while the bank asks the customer, and goes on once they have answered', async () => {
    const payment = await shop.starts(order);
    await shop.confirms(payment, 'pm_card_threeDSecure2Required');
    expect((await shop.starts(order)).status).toBe('requires_action');
    await shop.standIn.control.authenticate(intentOf(payment.clientSecret), 'succeeded');
    await shop.sees(order, 'succeeded');
  });

  it('takes another card after a failed check by the bank', async () => {
    const payment = await shop.starts(order);
    await shop.confirms(payment, 'pm_card_threeDSecure2Required');
    await shop.standIn.control.authenticate(intentOf(payment.clientSecret), 'failed');
    await shop.sees(order, 'requires_payment_method');
    await shop.quiet();
    expect(ofThisOrder(await shop.events('payment.payment-failed'))).toHaveLength(1);
  });

  it('follows a method that takes its time', async () => {
    const payment = await shop.starts(order);
    await shop.confirms(payment, 'pm_card_async');
    await shop.sees(order, 'processing');
    expect(await shop.tries(order, 'checkout_session')).toMatchObject({
      body: { code: 'payment.in-progress' },
    });
    await shop.standIn.control.settle(intentOf(payment.clientSecret), 'succeeded');
    await shop.sees(order, 'succeeded');
  });
});

describe('paying by Checkout Session', () => {
  it("sends the customer to Stripe's page and settles what is paid there", async () => {
    const payment = await shop.starts(order, 'checkout_session');
    expect(payment.clientSecret).toBeUndefined();
    await declines(shop.paysOnPage(payment, '4000000000000002'));
    await shop.paysOnPage(payment);
    await shop.sees(order, 'succeeded');
    await shop.quiet();
    const [told] = ofThisOrder(await shop.events('payment.payment-succeeded'));
    expect(told).toMatchObject({ paymentId: payment.id, amount: 4_200 });
    const session = await shop.stripe.checkout.sessions.retrieve(sessionOf(payment.checkoutUrl));
    expect(told?.['stripeIntentId']).toBe(session.payment_intent);
  });

  it('waits for the money of a method that takes its time; its failure ends the session', async () => {
    const payment = await shop.starts(order, 'checkout_session');
    await shop.paysOnPage(payment, 'pm_card_asyncFails');
    await shop.sees(order, 'processing');
    const { payment_intent: intent } = await shop.stripe.checkout.sessions.retrieve(
      sessionOf(payment.checkoutUrl),
    );
    await shop.standIn.control.settle(typeof intent === 'string' ? intent : '', 'failed');
    await shop.sees(order, 'canceled');
    const next = await shop.starts(order, 'checkout_session');
    expect(next.id).not.toBe(payment.id);
  });

  it('makes a new session once Stripe has ended the old one', async () => {
    const first = await shop.starts(order, 'checkout_session');
    await shop.stripe.checkout.sessions.expire(sessionOf(first.checkoutUrl));
    const second = await shop.starts(order, 'checkout_session');
    expect(sessionOf(second.checkoutUrl)).not.toBe(sessionOf(first.checkoutUrl));
    expect((await shop.payments(order)).items.map(({ status }) => status)).toEqual([
      'canceled',
      'requires_payment_method',
    ]);
  });
});

describe('starting to pay', () => {
  it('gives ten requests at once the same payment', async () => {
    const { intents } = shop.truth;
    const started = await Promise.all(Array.from({ length: 10 }, () => shop.starts(order)));
    expect(new Set(started.map(({ clientSecret }) => clientSecret)).size).toBe(1);
    expect(shop.truth.intents).toBe(intents + 1);
  });

  it('ends the open payment at Stripe before another way or another amount begins', async () => {
    const intent = await shop.starts(order);
    const session = await shop.starts(order, 'checkout_session');
    await expect(shop.confirms(intent)).rejects.toThrow(/canceled/);
    shop.ordering.change(order, { amount: 5_000 });
    const dearer = await shop.starts(order, 'checkout_session');
    await expect(shop.paysOnPage(session)).rejects.toThrow(/expired/);
    await shop.paysOnPage(dearer);
    await shop.sees(order, 'succeeded');
    expect(ofThisOrder(await shop.events('payment.payment-succeeded'))).toMatchObject([{ amount: 5_000 }]);
  });

  it('is refused once the money has come, even before ordering has heard of it', async () => {
    const payment = await shop.starts(order);
    await shop.confirms(payment);
    await shop.sees(order, 'succeeded');
    for (const method of ['payment_intent', 'checkout_session'] as const)
      expect(await shop.tries(order, method)).toMatchObject({
        status: 409,
        body: { code: 'payment.already-paid' },
      });
  });

  it('finds out by itself that the open payment was paid, when the customer wants another way', async () => {
    shop.standIn.control.webhooks({ off: true });
    const payment = await shop.starts(order);
    await shop.confirms(payment);
    expect(await shop.tries(order, 'checkout_session')).toMatchObject({
      body: { code: 'payment.already-paid' },
    });
    shop.standIn.control.webhooks({});
    await shop.sees(order, 'succeeded');
  });

  it('is refused for an order whose time is over', async () => {
    shop.ordering.holdEnds(order);
    expect(await shop.tries(order)).toMatchObject({
      status: 409,
      body: { code: 'payment.order-not-payable' },
    });
  });

  it('is refused, with the reason, for what Stripe does not charge', async () => {
    const tiny = shop.placeOrder(3);
    expect(await shop.tries(tiny)).toMatchObject({
      status: 409,
      body: { code: 'payment.provider-refused', detail: expect.stringContaining('amount_too_small') },
    });
    expect((await shop.payments(tiny)).items).toMatchObject([{ status: 'canceled' }]);
  });

  it.each([
    ['an unknown way', { method: 'cash' }, 'method'],
    ['no way', { method: undefined }, 'method'],
    ['an amount of its own', { amount: 1 }, 'amount'],
    ['a return address that is no text', { returnUrl: 7 }, 'returnUrl'],
    ["somebody else's page", { returnUrl: 'https://evil.test/thanks' }, 'returnUrl'],
    ['a page whose name only begins like ours', { returnUrl: 'http://shop.test.evil.test/' }, 'returnUrl'],
    ['a script', { returnUrl: 'javascript:alert(1)' }, 'returnUrl'],
    ['a page without a host', { returnUrl: '//evil.test/' }, 'returnUrl'],
  ])('refuses %s', async (_, body, field) => {
    expect(await shop.tries(order, 'payment_intent', body)).toMatchObject({
      status: 400,
      body: { errors: [{ field }] },
    });
  });
});

describe('who may pay', () => {
  it('is the customer of the order, and nobody else', async () => {
    const customerId = newId();
    const { orderId } = shop.ordering.place({ customerId });
    const path = `/v1/orders/${orderId}/payments`;
    const asked = (headers: Record<string, string>) =>
      shop.client.send('POST', path, { method: 'payment_intent' }, headers);
    expect(await asked({ authorization: shop.bearer(customerId) })).toMatchObject({ status: 201 });
    expect(await asked({ authorization: shop.bearer(newId()) })).toMatchObject({ status: 404 });
    expect(await asked(guest(order))).toMatchObject({ status: 404 });
    expect(await asked({})).toMatchObject({ status: 404 });
    expect(await asked({ authorization: 'Bearer forged' })).toMatchObject({ status: 401 });
    const reader = shop.bearer(customerId, 'orders:read-own');
    expect(await asked({ authorization: reader })).toMatchObject({ status: 403 });
    expect(await shop.client.send('GET', path, undefined, guest(order))).toMatchObject({ status: 404 });
    expect(await shop.client.send('GET', path, undefined, { authorization: reader })).toMatchObject({
      status: 200,
      body: { items: [{ amount: { amount: 4_200, currency: 'USD' }, refunded: { amount: 0 } }] },
    });
  });
});

describe("the browser's way back", () => {
  const pathOf = (returnPage: string): string => returnPage.replace('http://shop.test', '');

  it("settles the payment before any webhook, and goes on to the shop's own page", async () => {
    shop.standIn.control.webhooks({ off: true });
    const payment = await shop.starts(order, 'checkout_session', {
      returnUrl: 'http://window.test/thanks?a=b',
    });
    await shop.paysOnPage(payment);
    const answer = await shop.client.send('GET', `${pathOf(payment.returnPage)}&extra=1`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(
      `http://window.test/thanks?a=b&order=${order}&payment=${payment.id}&status=succeeded`,
    );
    shop.standIn.control.webhooks({});
    await shop.standIn.control.redeliver();
    await shop.quiet();
    expect(ofThisOrder(await shop.events('payment.payment-succeeded'))).toHaveLength(1);
  });

  it('shows a small page to those who have none of their own', async () => {
    const payment = await shop.starts(order);
    const page = await shop.client.send('GET', pathOf(payment.returnPage));
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('You can try again') });
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('opens to nobody by the id of a payment alone', async () => {
    const { id } = await shop.starts(order);
    for (const token of [id, `${id}.forged`, ''])
      expect(await shop.client.send('GET', `/v1/payments/return?payment=${token}`)).toMatchObject({
        status: 404,
      });
  });

  it('still answers when Stripe does not', async () => {
    const payment = await shop.starts(order);
    shop.standIn.control.fault({ kind: 'status-500', operation: 'payment_intents.retrieve' });
    const page = await shop.client.send('GET', pathOf(payment.returnPage));
    expect(page.status).toBe(200);
    shop.standIn.control.clearFaults();
  });
});
