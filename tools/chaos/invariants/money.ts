import type { IntentFigures } from '../../stripe-stand-in/statistics.js';
import type { Truth } from '../truth.js';
import { hexOf, isSettled, type Invariant } from './violation.js';

/** I2: every charge at Stripe has the one order that it paid, or went back in full; and the ledger has all of it, once. */
export const chargesHaveOrders: Invariant = (truth) => [
  ...succeeded(truth).flatMap((intent) => withoutOrder(truth, intent)),
  ...succeeded(truth)
    .filter(({ succeededCharges }) => succeededCharges !== 1)
    .map(({ id, succeededCharges }) => `${id} was charged ${succeededCharges} times`),
  ...ledgerDiffers(truth),
];

/** I3: nobody pays the same order twice, unless one of them goes back. */
export const oneChargeForEachOrder: Invariant = (truth) => {
  const kept = succeeded(truth).filter(({ charged, refunded }) => refunded < charged);
  return [...Map.groupBy(kept, ({ metadata }) => metadata['order_id'])]
    .filter(([, intents]) => intents.length > 1)
    .map(
      ([order, intents]) => `order ${order ?? '?'} was paid by ${intents.map(({ id }) => id).join(' and ')}`,
    );
};

/** I4: no order is paid without the money: a succeeded intent of its amount and currency. */
export const paidOrdersHaveMoney: Invariant = (truth) => {
  const payments = new Map(truth.payments.map((payment) => [payment.id, payment]));
  const intents = new Map(truth.stripe.paymentIntents.map((intent) => [intent.id, intent]));
  return truth.orders
    .filter(({ status }) => isSettled(status))
    .flatMap(({ number, paymentId, amount, currency }) => {
      const intent = intents.get(payments.get(paymentId ?? '')?.intentId ?? '');
      if (intent?.status !== 'succeeded')
        return [`order ${number} is paid, but its intent ${intent?.status ?? 'is missing'}`];
      if (intent.charged === amount && intent.currency.toUpperCase() === currency) return [];
      return [
        `order ${number} costs ${amount} ${currency}, and ${intent.charged} ${intent.currency} were charged`,
      ];
    });
};

/** I8: what comes from somewhere goes somewhere. */
export const ledgerSumsToZero: Invariant = ({ ledger }) => [
  ...imbalance(Map.groupBy(ledger, ({ currency }) => `the ledger in ${currency}`)),
  ...imbalance(Map.groupBy(ledger, ({ effect }) => `the effect ${effect}`)),
];

function succeeded({ stripe }: Truth): IntentFigures[] {
  return stripe.paymentIntents.filter(({ status }) => status === 'succeeded');
}

function withoutOrder(truth: Truth, intent: IntentFigures): string[] {
  if (intent.charged > 0 && intent.refunded === intent.charged) return [];
  const payment = truth.payments.find(({ intentId }) => intentId === intent.id);
  if (payment === undefined) return [`${intent.id} was charged and the shop has no payment for it`];
  const paid = truth.orders.filter(({ paymentId, status }) => paymentId === payment.id && isSettled(status));
  if (paid.length === 1 && paid[0]?.id === hexOf(intent.metadata['order_id'] ?? '')) return [];
  const order = truth.orders.find(({ id }) => id === payment.orderId);
  if (order?.isUnderReview === 1) return []; // Held for staff, who see it.
  return [
    `${intent.id} was charged for order ${order?.number ?? '?'}, which is ${order?.status ?? 'missing'}, and not refunded`,
  ];
}

/** What Stripe holds for the shop, by its own count and by ours. */
function ledgerDiffers({ stripe, ledger }: Truth): string[] {
  const currencies = new Set([
    ...Object.keys(stripe.currencies).map((each) => each.toUpperCase()),
    ...ledger.map(({ currency }) => currency),
  ]);
  return [...currencies].flatMap((currency) => {
    const { charged = 0, refunded = 0, disputed = 0 } = stripe.currencies[currency.toLowerCase()] ?? {};
    const ours = sum(ledger.filter((entry) => entry.account === 'stripe' && entry.currency === currency));
    const theirs = charged - refunded - disputed;
    return ours === theirs ? [] : [`the ledger has ${ours} ${currency} at Stripe, Stripe says ${theirs}`];
  });
}

function imbalance(groups: Map<string, { amount: number }[]>): string[] {
  return [...groups]
    .filter(([, entries]) => sum(entries) !== 0)
    .map(([name, entries]) => `${name} sums to ${sum(entries)}`);
}

function sum(entries: readonly { amount: number }[]): number {
  return entries.reduce((total, { amount }) => total + amount, 0);
}
