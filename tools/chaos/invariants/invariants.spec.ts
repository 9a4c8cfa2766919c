import { describe, expect, it } from '@jest/globals';
import type { Truth } from '../truth.js';
import { violationsOf } from './index.js';

const order = {
  id: 'aa',
  number: 'TP-1',
  status: 'paid',
  note: 'f1.0.x',
  amount: 500,
  currency: 'USD',
  paymentId: 'bb',
  isUnderReview: 0,
};
const intent = {
  id: 'pi_1',
  metadata: { order_id: 'aa' },
  status: 'succeeded',
  amount: 500,
  currency: 'usd',
  session: null,
  succeededCharges: 1,
  failedCharges: 0,
  charged: 500,
  refunded: 0,
};
const payment = {
  id: 'bb',
  orderId: 'aa',
  status: 'succeeded',
  amount: 500,
  currency: 'USD',
  intentId: 'pi_1',
};
const mail = { kind: 'order-confirmation', about: 'aa', messageId: '<m>', status: 'sent' };
const inBox = { messageId: '<m>', to: ['ada@example.test'], subject: 'Thank you' };
const stock = { available: 3, reserved: 0, held: 0, sold: 2, owed: 2, movedAvailable: 3, movedOnHand: 3 };
const checkout: Truth['checkouts'][number] = {
  fault: 1,
  key: 'f1.0.x',
  plan: { intention: 'pay', by: 'payment_intent', comesBack: false, repeats: false },
  outcome: 'paid at Stripe',
  order: { id: 'a-a', number: 'TP-1', amount: 500, currency: 'USD' },
  otherOrders: [],
};
const entry = (account: string, amount: number): Truth['ledger'][number] => ({
  ...{ effect: 'charge:pi_1', account, amount, currency: 'USD' },
});
const usd = { charged: 500, refunded: 0, disputed: 0, charges: 1, refunds: 0 };
const stripe = (...paymentIntents: Truth['stripe']['paymentIntents']): Truth['stripe'] => ({
  ...{ currencies: { usd }, webhooks: {}, faults: {}, requests: {} },
  paymentIntents,
});

/** One order that was placed, paid and confirmed as it should be. */
const good: Truth = {
  checkouts: [checkout],
  shelf: new Map([['cc', 5]]),
  orders: [order],
  stock: [{ variantId: 'cc', ...stock }],
  holds: [],
  history: [{ orderId: 'aa', version: 1, from: 'pending', to: 'paid' }],
  payments: [payment],
  ledger: [entry('stripe', 500), entry('sales', -500)],
  mails: [mail],
  audits: [{ subject: 'order aa', happened: 1, audited: 1 }],
  stripe: stripe(intent),
  mailbox: [inBox],
  interruptedMails: new Set(),
  lostMailAnswers: 0,
  unfinished: {},
  deadEvents: 0,
  oldestJobSeconds: 0,
  failures: [],
};

const seen = (change: Partial<Truth>): string[] => [
  ...new Set(violationsOf({ ...good, ...change }).map(({ invariant }) => invariant)),
];

describe('the invariants of a chaos run', () => {
  it('find nothing where nothing is wrong', () => {
    expect(violationsOf(good)).toEqual([]);
  });

  it.each<[string, string, Partial<Truth>]>([
    [
      'I1',
      'an item is sold twice',
      { stock: [{ variantId: 'cc', ...stock, available: 4, movedAvailable: 4, movedOnHand: 4 }] },
    ],
    [
      'I1',
      'stock is below zero',
      { stock: [{ variantId: 'dd', ...stock, available: -1, movedAvailable: -1, movedOnHand: -1 }] },
    ],
    [
      'I1',
      'the shelf and its movements differ',
      { stock: [{ variantId: 'cc', ...stock, movedAvailable: 4 }] },
    ],
    [
      'I2',
      'a charge has no order',
      {
        orders: [{ ...order, status: 'expired' }],
        history: [{ orderId: 'aa', version: 1, from: 'pending', to: 'expired' }],
      },
    ],
    ['I2', 'the ledger counts a charge twice', { ledger: [...good.ledger, ...good.ledger] }],
    ['I2', 'the ledger misses a charge', { ledger: [] }],
    ['I3', 'an order is paid twice', { stripe: stripe(intent, { ...intent, id: 'pi_2' }) }],
    ['I4', 'an order is paid without money', { stripe: stripe({ ...intent, status: 'canceled' }) }],
    ['I4', 'an order is paid with too little', { stripe: stripe({ ...intent, charged: 499 }) }],
    ['I5', 'a dead order holds stock', { holds: [{ orderId: 'ee', status: 'expired', isOverdue: 0 }] }],
    ['I6', 'a mail is never asked for', { mails: [], mailbox: [] }],
    ['I6', 'a mail is believed sent and never came', { mailbox: [] }],
    ['I6', 'a mail comes twice for no reason', { mailbox: [inBox, inBox] }],
    [
      'I6',
      'a mail comes under another name',
      { mailbox: [inBox, { ...inBox, messageId: '<n>' }], lostMailAnswers: 1 },
    ],
    [
      'I7',
      'an acknowledged order is gone',
      { checkouts: [{ ...checkout, order: { id: 'ff', number: 'TP-2', amount: 1, currency: 'USD' } }] },
    ],
    [
      'I7',
      'one key makes two orders',
      { orders: [order, { ...order, id: 'a2', number: 'TP-2', status: 'cancelled' }] },
    ],
    ['I8', 'the ledger does not sum to zero', { ledger: [entry('stripe', 500), entry('sales', -499)] }],
    [
      'I10',
      'a history skips a step',
      { history: [{ orderId: 'aa', version: 2, from: 'pending', to: 'paid' }] },
    ],
    [
      'I10',
      'a history takes a forbidden step',
      { history: [{ orderId: 'aa', version: 1, from: 'refunded', to: 'paid' }] },
    ],
    ['I11', 'an event is given up', { deadEvents: 1 }],
    ['I12', 'a step is not audited', { audits: [{ subject: 'order aa', happened: 1, audited: 0 }] }],
    ['5xx', 'a request fails', { failures: ['POST /v1/orders answered 500'] }],
  ])('%s: %s', (invariant, _what, change) => {
    expect(seen(change)).toContain(invariant);
  });

  it('let a mail come twice where its answer was lost or the worker died with it', () => {
    const mailbox = [inBox, inBox];
    expect(seen({ mailbox, lostMailAnswers: 1 })).toEqual([]);
    expect(seen({ mailbox, interruptedMails: new Set(['<m>']) })).toEqual([]);
  });

  it('let a charge go that was given back', () => {
    const back = { ...intent, id: 'pi_2', refunded: 500 };
    const refund = [
      { effect: 'refund:re_1', account: 'stripe', amount: -500, currency: 'USD' },
      { effect: 'refund:re_1', account: 'refunds', amount: 500, currency: 'USD' },
    ];
    const second = good.ledger.map((each) => ({ ...each, effect: 'charge:pi_2' }));
    const truth = { ...stripe(intent, back), currencies: { usd: { ...usd, charged: 1000, refunded: 500 } } };
    expect(seen({ stripe: truth, ledger: [...good.ledger, ...second, ...refund] })).toEqual([]);
  });
});
