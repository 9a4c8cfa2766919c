import type { Charge, Dispute, Fields, Intent, Refund } from './objects.js';
import { sessionOf } from './session-progress.js';
import type { World } from './world.js';

export type Money = { charged: number; refunded: number; disputed: number; charges: number; refunds: number };
export type IntentFigures = {
  id: string;
  metadata: Record<string, string>;
  status: string;
  amount: number;
  currency: string;
  session: string | null;
  succeededCharges: number;
  failedCharges: number;
  charged: number;
  refunded: number;
};

/** What truly happened to the money, for comparing with the shop's own ledger. */
export type Statistics = {
  currencies: Record<string, Money>;
  paymentIntents: IntentFigures[];
  webhooks: Record<string, number>;
  faults: Record<string, number>;
  /** By operation, replays included. */
  requests: Record<string, number>;
};

export function statistics(world: World, faults: Record<string, number>): Statistics {
  const charges = world.state.all<Charge>('charge');
  const byIntent = Map.groupBy(charges, (charge) => charge.payment_intent);
  const paymentIntents = world.state
    .all<Intent>('payment_intent')
    .map((intent) => figures(world, intent, byIntent.get(intent.id) ?? []));
  return {
    currencies: perCurrency(world, charges),
    paymentIntents,
    webhooks: { ...world.webhooks.counters },
    faults: { ...faults },
    requests: { ...world.requests },
  };
}

function perCurrency(world: World, charges: Charge[]): Record<string, Money> {
  const currencies: Record<string, Money> = {};
  const of = (currency: string) =>
    (currencies[currency] ??= { charged: 0, refunded: 0, disputed: 0, charges: 0, refunds: 0 });
  for (const { amount, currency } of charges.filter(succeeded)) {
    of(currency).charged += amount;
    of(currency).charges += 1;
  }
  for (const { amount, currency } of world.state
    .all<Refund>('refund')
    .filter(({ status }) => status !== 'failed')) {
    of(currency).refunded += amount;
    of(currency).refunds += 1;
  }
  for (const { amount, currency } of world.state
    .all<Dispute>('dispute')
    .filter(({ status }) => status !== 'won'))
    of(currency).disputed += amount;
  return currencies;
}

function figures(world: World, intent: Intent, charges: Charge[]): IntentFigures {
  const { id, metadata, status, amount, currency } = intent;
  const paid = charges.filter(succeeded);
  return {
    id,
    metadata,
    status,
    amount,
    currency,
    session: sessionOf(world, intent)?.id ?? null,
    succeededCharges: paid.length,
    failedCharges: charges.filter((charge) => charge.status === 'failed').length,
    charged: paid.reduce((sum, charge) => sum + charge.amount, 0),
    refunded: paid.reduce((sum, charge) => sum + charge.amount_refunded, 0),
  };
}

function succeeded(charge: Fields): boolean {
  return charge.status === 'succeeded';
}
