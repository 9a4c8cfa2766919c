import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { Listener, clientOf, payment, refusal, until } from './support.js';

const secret = 'whsec_stand_in_story';
const ofOnePayment = ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'];
let listener: Listener;
let standIn: StandIn;
let stripe: Stripe;

beforeEach(async () => {
  listener = await new Listener().open();
  standIn = await startStandIn({ webhook: { url: listener.url, secret }, retryMs: 10 });
  stripe = clientOf(standIn);
});

afterEach(async () => {
  await standIn.close();
  await listener.close();
});

describe('webhooks', () => {
  it('are signed so that the SDK accepts them, and no other secret', async () => {
    const { id } = await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    for (const { payload, signature } of listener.told) {
      const event = stripe.webhooks.constructEvent(payload, signature, secret);
      expect(event).toMatchObject({ api_version: Stripe.API_VERSION, livemode: false });
      expect(() => stripe.webhooks.constructEvent(payload, signature, 'whsec_other')).toThrow(
        /No signatures found/,
      );
      expect(() => stripe.webhooks.constructEvent(`${payload} `, signature, secret)).toThrow(
        /No signatures found/,
      );
    }
    expect(listener.types.sort()).toEqual(ofOnePayment.toSorted());
    expect(
      listener.told.find(({ event }) => event.type === 'payment_intent.succeeded')?.event.data.object,
    ).toMatchObject({ id });
  });

  it('hold the object as it was at that moment, and say which request caused it', async () => {
    const { lastResponse } = await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    const created = listener.told.find(({ event }) => event.type === 'payment_intent.created');
    expect(created?.event).toMatchObject({
      data: { object: { status: 'requires_confirmation' } },
      request: { id: lastResponse.requestId, idempotency_key: lastResponse.idempotencyKey },
    });
  });

  it('are sent again until they are accepted', async () => {
    listener.status = 503;
    await payment(stripe, 'pm_card_visa');
    await until(() => listener.told.length >= 6);
    listener.status = 200;
    await standIn.control.webhooksDelivered();
    const { sent, failed, accepted } = standIn.control.statistics().webhooks;
    expect(accepted).toBe(3);
    expect(sent).toBe((failed ?? 0) + 3);
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });

  it('can come several times with the same id', async () => {
    standIn.control.webhooks({ duplicates: 2 });
    await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    expect(listener.told).toHaveLength(9);
    expect(new Set(listener.told.map(({ event }) => event.id)).size).toBe(3);
  });

  it('can come in another order', async () => {
    standIn.control.webhooks({ shuffle: true });
    await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    expect(listener.types.toSorted()).toEqual(ofOnePayment.toSorted());
    expect(listener.types).not.toEqual(ofOnePayment);
    expect(standIn.control.statistics().webhooks.reordered).toBeGreaterThan(0);
  });

  it('can come late', async () => {
    standIn.control.webhooks({ delayMs: 1_000 });
    await payment(stripe, 'pm_card_visa');
    expect(listener.told).toEqual([]);
    await standIn.control.webhooksDelivered();
    expect(listener.told).toHaveLength(3);
  });

  it('can stay away, be found in the list of events, and be sent after all', async () => {
    standIn.control.webhooks({ off: true });
    await payment(stripe, 'pm_card_visa');
    const { data } = await stripe.events.list({ delivery_success: false });
    expect(data).toHaveLength(3);
    expect(listener.told).toEqual([]);
    await standIn.control.redeliver({ only: 'undelivered', times: 3 });
    await standIn.control.webhooksDelivered();
    expect(listener.told).toHaveLength(9);
    await standIn.control.redeliver({ type: 'payment_intent.succeeded' });
    await standIn.control.webhooksDelivered();
    expect(listener.told).toHaveLength(10);
  });

  it('go to endpoints that were made by the API, for the types they ask for, signed with their own secret', async () => {
    const other = await new Listener().open();
    const made = await stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ['charge.succeeded'],
    });
    await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    expect(other.types).toEqual(['charge.succeeded']);
    const [{ payload, signature } = { payload: '', signature: '' }] = other.told;
    expect(stripe.webhooks.constructEvent(payload, signature, made.secret ?? '').type).toBe(
      'charge.succeeded',
    );
    expect((await stripe.webhookEndpoints.list()).data.find(({ id }) => id === made.id)).not.toHaveProperty(
      'secret',
    );
    expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ id: made.id, deleted: true });
    await payment(stripe, 'pm_card_visa');
    await standIn.control.webhooksDelivered();
    expect(other.told).toHaveLength(1);
    await other.close();
  });

  it('can be governed over HTTP too', async () => {
    const post = (route: string, body: object) =>
      fetch(`${standIn.url}/_control/${route}`, { method: 'POST', body: JSON.stringify(body) });
    expect(await (await post('webhooks', { off: true })).json()).toMatchObject({ off: true, duplicates: 0 });
    await payment(stripe, 'pm_card_visa');
    expect(await (await post('redeliver', { only: 'undelivered' })).json()).toEqual({ events: 3 });
    await standIn.control.webhooksDelivered();
    expect(listener.told).toHaveLength(3);
    expect((await post('nonsense', {})).status).toBe(404);
    expect((await post('faults', { kind: 'flood' })).status).toBe(400);
    await post('reset', {});
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    expect(
      (await refusal(stripe.webhookEndpoints.create({ url: 'nowhere', enabled_events: ['*'] }))).code,
    ).toBe('url_invalid');
  });
});
