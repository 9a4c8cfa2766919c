import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { clientOf, oneShirt, refusal, until } from './support.js';

let standIn: StandIn;
let stripe: Stripe;

beforeAll(async () => {
  standIn = await startStandIn({ settleMs: 700 });
  stripe = clientOf(standIn);
});

afterAll(() => standIn.close());

const open = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({ ...oneShirt(), ...more });

function press(
  session: Stripe.Checkout.Session,
  form: Record<string, string>,
  url = session.url,
): Promise<Response> {
  return fetch(url ?? '', { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
}

const visa = { action: 'pay', card: '4242424242424242', email: 'guest@example.test' };

describe('paying on the checkout page', () => {
  it('shows what is bought, takes the money and returns to the shop', async () => {
    const session = await open({
      payment_intent_data: { metadata: { order_id: 'o-1' } },
      client_reference_id: 'o-1',
    });
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 1500,
    });
    const page = await (await fetch(session.url ?? '')).text();
    expect(page).toContain('Shirt');
    expect(page).toContain('$15.00');
    const answer = await press(session, visa);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `http://shop.test/paid?session=${session.id}`,
    ]);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent', 'line_items'],
    });
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer_details: { email: 'guest@example.test' },
      payment_intent: { status: 'succeeded', amount: 1500, metadata: { order_id: 'o-1' } },
      line_items: { data: [{ description: 'Shirt', quantity: 1, amount_total: 1500 }] },
    });
  });

  it('stays open after a decline, keeps one intent, and another card pays', async () => {
    const session = await open();
    const declined = await press(session, { action: 'decline' });
    expect(await declined.text()).toContain('Your card was declined.');
    const tried = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(tried).toMatchObject({ status: 'open', payment_intent: { status: 'requires_payment_method' } });
    await press(session, visa);
    const { data } = await stripe.charges.list({
      payment_intent: (tried.payment_intent as Stripe.PaymentIntent).id,
    });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });

  it.each([
    ['succeeded', /^http:\/\/shop\.test\/paid/, 'complete'],
    ['failed', /^\/c\/pay\//, 'open'],
  ])('sends the customer to the bank for 3-D Secure, which has %s', async (outcome, target, status) => {
    const session = await open();
    const toBank = await press(session, { ...visa, card: '4000002760003184' });
    const back = await press(session, { outcome }, toBank.headers.get('location'));
    const onward = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' });
    expect(onward.headers.get('location')).toMatch(target);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe(status);
  });

  it.each([
    ['pm_card_async', 'succeeded', 'paid'],
    ['pm_card_asyncFails', 'failed', 'unpaid'],
  ])('%s completes the session unpaid, and tells later that it has %s', async (card, outcome, status) => {
    const session = await open();
    await standIn.control.pay(session.id, card);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    const type = `checkout.session.async_payment_${outcome}`;
    const told = async () =>
      (await stripe.events.list({ type })).data.some((event) => isAbout(event, session.id));
    await until(told);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(status);
  });

  it('writes names of products as text', async () => {
    const session = await open({
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 900, product_data: { name: '<b>"Hat" & co</b>' } },
        },
      ],
    });
    expect(await (await fetch(session.url ?? '')).text()).toContain(
      '&lt;b&gt;&quot;Hat&quot; &amp; co&lt;/b&gt;',
    );
  });
});

describe('the end of a session', () => {
  it('expired: the page is closed and the intent of a declined try is cancelled', async () => {
    const session = await open();
    const url = session.url ?? '';
    await press(session, { action: 'decline' });
    const { status, payment_intent } = await stripe.checkout.sessions.expire(session.id, {
      expand: ['payment_intent'],
    });
    expect([status, (payment_intent as Stripe.PaymentIntent).status]).toEqual(['expired', 'canceled']);
    const late = await press(session, visa, url);
    expect([late.status, await late.text()]).toEqual([200, expect.stringContaining('no longer open')]);
    expect(
      standIn.control.statistics().paymentIntents.find(({ session: of }) => of === session.id)?.charged,
    ).toBe(0);
  });

  it('a completed or expired one cannot be expired', async () => {
    const paid = await open();
    await standIn.control.pay(paid.id);
    const gone = await stripe.checkout.sessions.expire((await open()).id);
    for (const { id } of [paid, gone])
      expect((await refusal(stripe.checkout.sessions.expire(id))).statusCode).toBe(400);
  });

  it('its intent is neither cancelled nor confirmed directly', async () => {
    const session = await open();
    await press(session, { action: 'decline' });
    const id = (await stripe.checkout.sessions.retrieve(session.id)).payment_intent as string;
    expect((await refusal(stripe.paymentIntents.cancel(id))).message).toMatch(/Expire the Checkout Session/);
    expect(
      (await refusal(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))).statusCode,
    ).toBe(400);
  });

  it('comes between half an hour and a day after it was opened', async () => {
    const now = Math.floor(Date.now() / 1000);
    const allowed = await open({ expires_at: now + 1800 });
    expect(allowed.expires_at).toBe(now + 1800);
    for (const expires_at of [now + 600, now + 90_000])
      expect(await refusal(open({ expires_at }))).toMatchObject({ statusCode: 400, param: 'expires_at' });
  });
});

describe('what a session refuses', () => {
  const item = (price_data: object) =>
    ({ line_items: [{ quantity: 1, price_data }] }) as Partial<Stripe.Checkout.SessionCreateParams>;
  const product_data = { name: 'Shirt' };

  it.each([
    ['no items', { line_items: [] }, 'line_items'],
    [
      'no name',
      item({ currency: 'usd', unit_amount: 900, product_data: { description: 'nameless' } }),
      'line_items[0][price_data][product_data][name]',
    ],
    [
      'half a cent',
      item({ currency: 'usd', unit_amount: 9.5, product_data }),
      'line_items[0][price_data][unit_amount]',
    ],
    ['too little', item({ currency: 'usd', unit_amount: 9, product_data }), 'line_items'],
    ['an address without scheme', { success_url: 'shop.test/paid' }, 'success_url'],
    ['a subscription', { mode: 'subscription' as const }, 'mode'],
  ])('%s', async (_what, params, param) => {
    expect(await refusal(open(params))).toMatchObject({ statusCode: 400, param });
  });
});

function isAbout({ data: { object } }: Stripe.Event, id: string): boolean {
  return 'id' in object && object.id === id;
}
