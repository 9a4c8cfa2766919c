import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { clientOf, noRedirects, refusal, until } from './support.js';

let standIn: StandIn;
let stripe: Stripe;

beforeEach(async () => {
  standIn = await startStandIn();
  stripe = clientOf(standIn, { maxNetworkRetries: 0 });
});

afterEach(() => standIn.close());

const order = { amount: 1999, currency: 'usd', metadata: { order_id: 'o-1' }, ...noRedirects };
const paid = { ...order, payment_method: 'pm_card_visa', confirm: true };
const key = (idempotencyKey: string) => ({ idempotencyKey });
const create = (params: Stripe.PaymentIntentCreateParams, options?: Stripe.RequestOptions) =>
  stripe.paymentIntents.create(params, options);
const charged = () => standIn.control.statistics().currencies.usd?.charged ?? 0;
const replayed = ({ lastResponse }: { lastResponse: { headers: Record<string, string> } }) =>
  lastResponse.headers['idempotent-replayed'];

describe('an idempotency key', () => {
  it('stands for one request: the second is answered with the answer of the first', async () => {
    const first = await create(paid, key('order:1:pi:1'));
    const second = await create(paid, key('order:1:pi:1'));
    expect(second.id).toBe(first.id);
    expect([replayed(first), replayed(second)]).toEqual([undefined, 'true']);
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect(second.lastResponse.idempotencyKey).toBe('order:1:pi:1');
    expect(charged()).toBe(1999);
  });

  it('does not go with other parameters, nor with another operation', async () => {
    const { id } = await create(order, key('k'));
    const otherAmount = await refusal(create({ ...order, amount: 2500 }, key('k')));
    expect(otherAmount).toMatchObject({
      type: 'StripeIdempotencyError',
      rawType: 'idempotency_error',
      statusCode: 400,
    });
    const otherOperation = await refusal(stripe.paymentIntents.cancel(id, {}, key('k')));
    expect(otherOperation.message).toContain(`'/v1/payment_intents' vs '/v1/payment_intents/${id}/cancel'`);
  });

  it('is refused with 409 while its first request is under way, and the SDK asks again', async () => {
    standIn.control.fault({ kind: 'delay', operation: 'payment_intents.create', ms: 1_000 });
    const first = create(paid, key('k'));
    await until(() => standIn.control.statistics().faults['delay'] === 1);
    const second = await refusal(create(paid, key('k')));
    expect(second).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    const patient = await clientOf(standIn, { maxNetworkRetries: 3 }).paymentIntents.create(paid, key('k'));
    expect(patient.id).toBe((await first).id);
    expect(charged()).toBe(1999);
  });

  it('can be used again after the parameters were refused', async () => {
    await refusal(create({ ...order, amount: 1 }, key('k')));
    const made = await create(order, key('k'));
    expect(replayed(made)).toBeUndefined();
  });

  it('keeps a decline and a 500, which come back the same', async () => {
    const { id } = await create(order);
    const declined = () =>
      stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }, key('d'));
    const [one, two] = [await refusal(declined()), await refusal(declined())];
    expect(two.code).toBe('card_declined');
    expect([replayedError(one), replayedError(two)]).toEqual([undefined, 'true']);
    standIn.control.fault({ kind: 'status-500', operation: 'payment_intents.create' });
    expect(await refusal(create(order, key('e')))).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
    const again = await refusal(create(order, key('e')));
    expect([again.statusCode, replayedError(again)]).toEqual([500, 'true']);
    expect((await create(order, key('e:2'))).status).toBe('requires_payment_method');
  });

  it('keeps nothing of a rate limit', async () => {
    standIn.control.fault({ kind: 'status-429' });
    expect(await refusal(create(order, key('k')))).toMatchObject({
      type: 'StripeRateLimitError',
      statusCode: 429,
    });
    expect((await create(order, key('k'))).status).toBe('requires_payment_method');
  });
});

describe('an answer that is lost after the charge was made', () => {
  it('leaves one charge when the request is repeated with the same key', async () => {
    standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', times: 2 });
    expect(await refusal(create(paid, key('k')))).toMatchObject({ type: 'StripeConnectionError' });
    expect(charged()).toBe(1999);
    const retried = await create(paid, key('k'));
    expect([retried.status, replayed(retried)]).toEqual(['succeeded', 'true']);
    expect(charged()).toBe(1999);
    expect(standIn.control.statistics().faults.lost).toBe(2);
  });

  it('leaves two when the repetition has a key of its own: the stand-in does not hide that mistake', async () => {
    standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', times: 2 });
    await refusal(create(paid, key('k:1')));
    await create(paid, key('k:2'));
    expect(charged()).toBe(2 * 1999);
  });

  it('is healed by the SDK itself, which repeats it with the same key', async () => {
    standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create' });
    expect((await clientOf(standIn).paymentIntents.create(paid, key('k'))).status).toBe('succeeded');
    expect(charged()).toBe(1999);
    expect(standIn.control.statistics().requests['payment_intents.create']).toBe(2);
  });

  it('is found by the metadata of the order', async () => {
    standIn.control.fault({ kind: 'lost', operation: 'payment_intents.*', times: 2 });
    await refusal(create(paid, key('k')));
    const { data } = await stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.order_id === 'o-1')).toMatchObject([
      { status: 'succeeded' },
    ]);
  });
});

describe('other faults', () => {
  it.each([
    [true, 1999],
    [false, 0],
  ])('a request hangs until the caller gives up; carried out: %s', async (applied, amount) => {
    standIn.control.fault({ kind: 'hang', operation: 'payment_intents.create', applied });
    const impatient = create(paid, { ...key('k'), timeout: 100 });
    expect((await refusal(impatient)).message).toMatch(/timeout/);
    expect(charged()).toBe(amount);
    expect((await create(paid, key('k'))).status).toBe('succeeded');
    expect(charged()).toBe(1999);
  });

  it('a 500 can come although the charge was made', async () => {
    standIn.control.fault({ kind: 'status-500', operation: 'payment_intents.create', applied: true });
    expect((await refusal(create(paid, key('k')))).statusCode).toBe(500);
    expect(charged()).toBe(1999);
  });

  it('a connection can break before anything is done', async () => {
    standIn.control.fault({ kind: 'lost', operation: 'payment_intents.create', applied: false, times: 2 });
    await refusal(create(paid, key('k')));
    expect(charged()).toBe(0);
  });

  it('strike only the operation they are meant for, as often as was said', async () => {
    standIn.control.fault({ kind: 'status-500', operation: 'refunds.*', times: 2 });
    const { id } = await create(paid);
    const refund = () => stripe.refunds.create({ payment_intent: id });
    expect((await refusal(refund())).statusCode).toBe(500);
    expect((await refusal(refund())).statusCode).toBe(500);
    expect((await refund()).status).toBe('succeeded');
    standIn.control.fault({ kind: 'status-500' });
    standIn.control.clearFaults();
    expect(standIn.control.faultsWaiting()).toEqual([]);
  });
});

function replayedError({ headers }: { headers?: Record<string, string> }): string | undefined {
  return headers?.['idempotent-replayed'];
}
