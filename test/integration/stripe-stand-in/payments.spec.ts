import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { clientOf, noRedirects, payment, refusal, until } from './support.js';

let standIn: StandIn;
let stripe: Stripe;
let browser: Stripe;

beforeAll(async () => {
  standIn = await startStandIn({ settleMs: 700 });
  stripe = clientOf(standIn);
  browser = clientOf(standIn, {}, 'pk_test_story');
});

afterAll(() => standIn.close());

const intentOf = (amount = 1999, currency = 'usd', more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount, currency, ...noRedirects, ...more });
const withCard = (card: string) => ({ payment_method: card });

describe('paying by PaymentIntent', () => {
  it('goes from new to succeeded, with one charge that carries the metadata', async () => {
    const intent = await intentOf(1999, 'usd', { metadata: { order_id: 'o-1' } });
    expect(intent).toMatchObject({ status: 'requires_payment_method', livemode: false, amount_received: 0 });
    const paid = await stripe.paymentIntents.confirm(intent.id, {
      ...withCard('pm_card_visa'),
      expand: ['latest_charge'],
    });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1999 });
    expect(paid.latest_charge).toMatchObject({ amount: 1999, paid: true, metadata: { order_id: 'o-1' } });
    expect(paid.lastResponse.requestId).toMatch(/^req_/);
    expect(paid.lastResponse.apiVersion).toBe('2026-10-28.endive');
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('%s is declined with %s, and another card then pays', async (card, code, reason) => {
    const { id } = await intentOf();
    const error = await refusal(stripe.paymentIntents.confirm(id, withCard(card)));
    expect(error).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code: reason });
    expect(error.payment_intent).toMatchObject({
      id,
      status: 'requires_payment_method',
      payment_method: null,
    });
    expect((await stripe.paymentIntents.confirm(id, withCard('pm_card_visa'))).status).toBe('succeeded');
    const { data } = await stripe.charges.list({ payment_intent: id });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  it('asks for 3-D Secure and succeeds when the customer agrees', async () => {
    const { id, client_secret } = await intentOf();
    const asked = await stripe.paymentIntents.confirm(id, {
      ...withCard('pm_card_authenticationRequired'),
      return_url: 'http://shop.test/back?order=7',
    });
    expect(asked.status).toBe('requires_action');
    const page = asked.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(page)).text()).toContain('Yes, complete the payment');
    const answer = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ outcome: 'succeeded' }),
    });
    const query = new URLSearchParams({
      payment_intent: id,
      payment_intent_client_secret: String(client_secret),
    });
    expect(answer.headers.get('location')).toBe(
      `http://shop.test/back?order=7&${query.toString()}&redirect_status=succeeded`,
    );
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe('succeeded');
  });

  it('a failed 3-D Secure, or a card declined after it, leaves the intent to be paid otherwise', async () => {
    const refused = await payment(stripe, 'pm_card_authenticationRequired');
    await standIn.control.authenticate(refused.id, 'failed');
    const declined = await payment(stripe, 'pm_card_threeDSecureRequiredChargeDeclined');
    await expect(standIn.control.authenticate(declined.id)).rejects.toMatchObject({ status: 402 });
    for (const [id, code] of [
      [refused.id, 'payment_intent_authentication_failure'],
      [declined.id, 'card_declined'],
    ] as const)
      expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code },
      });
  });

  it('can be processing for a while, cannot be cancelled then, and is decided by itself', async () => {
    const [good, bad] = await Promise.all([
      payment(stripe, 'pm_card_async'),
      payment(stripe, 'pm_card_asyncFails'),
    ]);
    expect([good.status, bad.status]).toEqual(['processing', 'processing']);
    expect(await refusal(stripe.paymentIntents.cancel(good.id))).toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    await until(async () => (await stripe.paymentIntents.retrieve(good.id)).status === 'succeeded');
    await until(
      async () => (await stripe.paymentIntents.retrieve(bad.id)).status === 'requires_payment_method',
    );
  });

  it('is confirmed by a browser with the publishable key and the client secret, which sees nothing of the shop’s own', async () => {
    const intent = await intentOf(1999, 'usd', { metadata: { order_id: 'secret' } });
    const client_secret = intent.client_secret ?? '';
    const body = {
      client_secret,
      payment_method_data: { type: 'card', card: { number: '4242 4242 4242 4242' } },
    };
    const paid: unknown = await browser.rawRequest('POST', `/v1/payment_intents/${intent.id}/confirm`, body);
    expect(paid).toMatchObject({ status: 'succeeded' });
    expect(paid).not.toHaveProperty('metadata');
    expect(paid).not.toHaveProperty('latest_charge');
    expect((await browser.paymentIntents.retrieve(intent.id, { client_secret })).status).toBe('succeeded');
  });

  it('is not opened by another client secret, nor does the publishable key open anything else', async () => {
    const [one, other] = await Promise.all([intentOf(), intentOf()]);
    const stolen = { client_secret: other.client_secret ?? '' };
    expect(await refusal(browser.paymentIntents.retrieve(one.id, stolen))).toMatchObject({ statusCode: 404 });
    expect(await refusal(browser.paymentIntents.retrieve(one.id))).toMatchObject({ statusCode: 404 });
    expect(await refusal(browser.refunds.list())).toMatchObject({
      statusCode: 403,
      code: 'secret_key_required',
    });
  });

  it('goes only forward: neither a paid nor a cancelled intent can be confirmed, changed or cancelled', async () => {
    const paid = await payment(stripe, 'pm_card_visa');
    const cancelled = await stripe.paymentIntents.cancel((await intentOf()).id, {
      cancellation_reason: 'abandoned',
    });
    expect(cancelled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    for (const { id } of [paid, cancelled])
      for (const call of [
        stripe.paymentIntents.cancel(id),
        stripe.paymentIntents.confirm(id, withCard('pm_card_visa')),
        stripe.paymentIntents.update(id, { amount: 700 }),
      ])
        expect(await refusal(call)).toMatchObject({
          statusCode: 400,
          code: 'payment_intent_unexpected_state',
          payment_intent: { id },
        });
  });

  it('takes another amount and other metadata before it is confirmed', async () => {
    const { id } = await intentOf(1999, 'usd', { metadata: { order_id: '1', note: 'x' } });
    const changed = await stripe.paymentIntents.update(id, {
      amount: 2500,
      metadata: { note: '', cart: 'c' },
    });
    expect(changed).toMatchObject({ amount: 2500, metadata: { order_id: '1', cart: 'c' } });
    expect(changed.metadata).not.toHaveProperty('note');
  });

  it('wants an address to return to when redirecting methods are on', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 1999, currency: 'usd' });
    const error = await refusal(stripe.paymentIntents.confirm(id, withCard('pm_card_visa')));
    expect(error).toMatchObject({ statusCode: 400, param: 'return_url' });
  });
});

describe('what Stripe refuses', () => {
  it.each([
    [{ amount: 49, currency: 'usd' }, 'amount_too_small', 'amount'],
    [{ amount: 100_000_000, currency: 'usd' }, 'amount_too_large', 'amount'],
    [{ amount: 19.99, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: -5, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 5001, currency: 'kwd' }, 'invalid_charge_amount', 'amount'],
    [{ amount: 501, currency: 'isk' }, 'invalid_charge_amount', 'amount'],
    [{ amount: 5000, currency: 'zzz' }, undefined, 'currency'],
    [{ amount: 5000, currency: 'usd', customer: 'cus_nobody' }, 'resource_missing', 'customer'],
    [{ amount: 5000, currency: 'usd', payment_method: 'pm_nothing' }, 'resource_missing', 'payment_method'],
    [
      { amount: 5000, currency: 'usd', payment_method_types: ['card'] },
      'parameter_unknown',
      'payment_method_types',
    ],
  ])('%j: %s', async (params, code, param) => {
    const error = await refusal(stripe.paymentIntents.create(params));
    expect({ code: error.code, param: error.param, type: error.rawType }).toEqual({
      code,
      param,
      type: 'invalid_request_error',
    });
  });

  it('takes 5.000 of a currency with three decimals, and 500 yen', async () => {
    expect((await intentOf(5000, 'kwd')).amount).toBe(5000);
    expect((await intentOf(500, 'jpy')).amount).toBe(500);
  });

  it('a card number in a request of the server', async () => {
    const call = stripe.rawRequest('POST', '/v1/payment_methods', {
      type: 'card',
      card: { number: '4242424242424242' },
    });
    expect((await refusal(call)).message).toMatch(/generally unsafe/);
  });

  it('no key, a live key, and addresses that it does not know', async () => {
    expect((await fetch(`${standIn.url}/v1/payment_intents`)).status).toBe(401);
    const live = await refusal(clientOf(standIn, {}, 'sk_live_real').paymentIntents.list());
    expect(live).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    expect(live.message).not.toContain('real');
    expect(await refusal(stripe.rawRequest('GET', '/v1/unicorns'))).toMatchObject({ statusCode: 404 });
  });
});
