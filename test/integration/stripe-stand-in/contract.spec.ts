import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Stripe from 'stripe';
import { API_VERSION } from '../../../tools/stripe-stand-in/objects.js';
import { accepted } from '../../../tools/stripe-stand-in/parameters.js';
import { type StandIn, startStandIn } from '../../../tools/stripe-stand-in/stand-in.js';
import { SdkTypes } from './sdk-types.js';
import { clientOf, everythingThatCanHappen, noRedirects } from './support.js';

const sdk = new SdkTypes();
let standIn: StandIn;
let stripe: Stripe;

beforeAll(async () => {
  standIn = await startStandIn({ settleMs: 20 });
  stripe = clientOf(standIn);
  await everythingThatCanHappen(standIn, stripe);
});

afterAll(() => standIn.close());

/** As it goes over the wire: the SDK would make its own objects of it. */
async function raw(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${standIn.url}/v1/${path}`, {
    headers: { authorization: 'Bearer sk_test_contract' },
  });
  return (await answer.json()) as Record<string, unknown>;
}

async function all(path: string): Promise<Record<string, unknown>[]> {
  const { data } = (await raw(`${path}${path.includes('?') ? '&' : '?'}limit=100`)) as {
    data: Record<string, unknown>[];
  };
  return data;
}

describe('the answers of the stand-in, by the type definitions of the installed SDK', () => {
  it.each([
    ['customers', 'Customer', 1],
    ['payment_intents', 'PaymentIntent', 12],
    ['charges', 'Charge', 12],
    ['refunds', 'Refund', 4],
    ['disputes', 'Dispute', 3],
    ['balance_transactions', 'BalanceTransaction', 15],
    ['checkout/sessions', 'Checkout.Session', 5],
    ['webhook_endpoints', 'WebhookEndpoint', 1],
  ])('%s are each a Stripe.%s', async (path, type, atLeast) => {
    const objects = await all(path);
    expect(objects.length).toBeGreaterThanOrEqual(atLeast);
    expect(objects.flatMap((object) => sdk.problems(type, object))).toEqual([]);
  });

  it('payment methods are', async () => {
    const [charge] = await all('charges');
    expect(
      sdk.problems('PaymentMethod', await raw(`payment_methods/${String(charge?.payment_method)}`)),
    ).toEqual([]);
  });

  it('every event is the one that its type promises, with its object inside', async () => {
    const events = await all('events');
    const older = await all(`events?starting_after=${String(events.at(-1)?.id)}`);
    const every = [...events, ...older];
    expect(every.flatMap((event) => sdk.problems('Event', event))).toEqual([]);
    expect([...new Set(every.map(({ type }) => type))].sort()).toEqual([
      'charge.dispute.closed',
      'charge.dispute.created',
      'charge.dispute.funds_reinstated',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.failed',
      'charge.pending',
      'charge.refund.updated',
      'charge.refunded',
      'charge.succeeded',
      'checkout.session.async_payment_failed',
      'checkout.session.async_payment_succeeded',
      'checkout.session.completed',
      'checkout.session.expired',
      'customer.created',
      'payment_intent.canceled',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.processing',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'refund.created',
      'refund.failed',
      'refund.updated',
    ]);
  });

  it('what is expanded or asked for in addition is too', async () => {
    const paid = (await all('checkout/sessions')).find(({ payment_status }) => payment_status === 'paid');
    const path = `checkout/sessions/${String(paid?.id)}`;
    const session = await raw(
      `${path}?expand[]=line_items&expand[]=payment_intent.latest_charge.balance_transaction`,
    );
    expect(sdk.problems('Checkout.Session', session)).toEqual([]);
    expect(session).toMatchObject({
      payment_intent: { latest_charge: { balance_transaction: { object: 'balance_transaction' } } },
    });
    const [refund] = await all('refunds');
    const charge = await raw(`charges/${String(refund?.charge)}?expand[]=refunds`);
    expect(sdk.problems('Charge', charge)).toEqual([]);
  });

  it('a declined payment says so in an error of Stripe’s shape, with the intent in it', async () => {
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...noRedirects });
    const answer = await fetch(`${standIn.url}/v1/payment_intents/${intent.id}/confirm`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_contract' },
      body: new URLSearchParams({ payment_method: 'pm_card_visa_chargeDeclined' }),
    });
    const { error } = (await answer.json()) as { error: Record<string, unknown> };
    expect(answer.status).toBe(402);
    expect(sdk.problems('PaymentIntent.LastPaymentError', error)).toEqual([]);
    expect(error).toMatchObject({ payment_intent: { id: intent.id, status: 'requires_payment_method' } });
  });
});

describe('the version of the API', () => {
  it('is the one that the SDK is made for', () => {
    expect(API_VERSION).toBe(Stripe.API_VERSION);
  });

  it.each([
    ['customers.create', 'CustomerCreateParams'],
    ['customers.list', 'CustomerListParams'],
    ['payment_methods.create', 'PaymentMethodCreateParams'],
    ['payment_intents.create', 'PaymentIntentCreateParams'],
    ['payment_intents.list', 'PaymentIntentListParams'],
    ['payment_intents.retrieve', 'PaymentIntentRetrieveParams'],
    ['payment_intents.update', 'PaymentIntentUpdateParams'],
    ['payment_intents.confirm', 'PaymentIntentConfirmParams'],
    ['payment_intents.cancel', 'PaymentIntentCancelParams'],
    ['charges.list', 'ChargeListParams'],
    ['balance_transactions.list', 'BalanceTransactionListParams'],
    ['refunds.create', 'RefundCreateParams'],
    ['refunds.list', 'RefundListParams'],
    ['disputes.list', 'DisputeListParams'],
    ['checkout.sessions.create', 'Checkout.SessionCreateParams'],
    ['checkout.sessions.list', 'Checkout.SessionListParams'],
    ['checkout.sessions.listLineItems', 'Checkout.SessionListLineItemsParams'],
    ['checkout.sessions.expire', 'Checkout.SessionExpireParams'],
    ['events.list', 'EventListParams'],
    ['webhook_endpoints.create', 'WebhookEndpointCreateParams'],
    ['webhook_endpoints.list', 'WebhookEndpointListParams'],
  ] as const)('%s takes the parameters of %s', (operation, type) => {
    expect(accepted[operation].split(' ').sort()).toEqual(sdk.fieldsOf(type).sort());
  });
});

describe('the checker itself', () => {
  const complete = async () => (await all('refunds'))[0] ?? {};

  it('sees a field that is missing', async () => {
    const refund = await complete();
    delete refund.charge;
    expect(sdk.problems('Refund', refund)).toEqual(['Refund.charge: is missing']);
  });

  it('sees a field of another type', async () => {
    expect(sdk.problems('Refund', { ...(await complete()), amount: '500' })).toEqual([
      'Refund.amount: "500" is not a number',
    ]);
  });

  it('sees a value that no enum has', async () => {
    expect(sdk.problems('Refund', { ...(await complete()), reason: 'regret' })).toEqual([
      expect.stringMatching(/^Refund\.reason: "regret" is not /),
    ]);
  });

  it('sees a field that the SDK does not know', async () => {
    expect(sdk.problems('Refund', { ...(await complete()), amuont: 5 })).toEqual([
      'Refund.amuont: the SDK knows no such field',
    ]);
  });

  it('sees what is wrong inside an event', async () => {
    const [event] = await all('events?type=refund.created');
    const broken = { ...event, data: { object: { ...(await complete()), currency: null } } };
    expect(sdk.problems('Event', broken)).toEqual([
      expect.stringContaining('data.object.currency: null is not a string'),
    ]);
  });
});
