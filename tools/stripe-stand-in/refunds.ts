import { formatAmount } from './amounts.js';
import { cardByLast4 } from './cards.js';
import { book } from './charges.js';
import { impossible, invalid, missing, unexpectedState } from './errors.js';
import type { Charge, Intent, PaymentMethod, Refund } from './objects.js';
import type { Params } from './params.js';
import type { World } from './world.js';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];

export function createRefund(world: World, params: Params): Refund {
  const reason = params.oneOf('reason', REASONS) ?? null;
  const charge = chargeToRefund(world, params);
  const amount = amountToRefund(charge, params);
  const isPending = cardOf(world, charge).refund === 'pending';
  const refund = newRefund(world, charge, { amount, reason, isPending, metadata: params.metadata() });
  addToRefunded(world, charge, amount);
  world.emit('refund.created', refund);
  world.emit('charge.refunded', charge);
  decideLater(world, refund);
  return refund;
}

/** A pending refund succeeds, or one that looked fine fails and the money comes back to the shop. */
export function decideRefund(world: World, refund: Refund, outcome: 'failed' | 'succeeded'): Refund {
  if (refund.status === 'failed' || refund.status === outcome) return refund;
  refund.status = outcome;
  delete refund.pending_reason;
  if (outcome === 'failed') takeBack(world, refund);
  world.save(refund);
  world.emit('refund.updated', refund);
  world.emit('charge.refund.updated', refund);
  if (outcome === 'failed') world.emit('refund.failed', refund);
  return refund;
}

/** After a restart: refunds whose card still has something in store are decided in their time. */
export function resumeRefunds(world: World): void {
  for (const refund of world.state.all<Refund>('refund')) decideLater(world, refund);
}

function decideLater(world: World, refund: Refund): void {
  const { refund: fate } = cardOf(world, world.get<Charge>('charge', refund.charge));
  const isUndecided =
    fate === 'pending' ? refund.status === 'pending' : fate === 'fails' && refund.status === 'succeeded';
  if (!isUndecided) return;
  world.later(world.settings.settleMs, () => {
    decideRefund(world, refund, fate === 'fails' ? 'failed' : 'succeeded');
  });
}

function chargeToRefund(world: World, params: Params): Charge {
  const chargeId = params.text('charge');
  if (chargeId) return world.get<Charge>('charge', chargeId, 'charge');
  const intentId = params.text('payment_intent');
  if (!intentId) throw missing('payment_intent');
  const intent = world.get<Intent>('payment_intent', intentId, 'payment_intent');
  if (intent.status !== 'succeeded' || !intent.latest_charge) {
    const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`;
    throw unexpectedState(message, structuredClone(intent));
  }
  return world.get<Charge>('charge', intent.latest_charge);
}

function amountToRefund(charge: Charge, params: Params): number {
  if (charge.status !== 'succeeded')
    throw invalid({ message: `Charge ${charge.id} is not paid.`, code: 'charge_not_refundable' });
  if (charge.disputed) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw impossible({ message, code: 'charge_disputed' });
  }
  if (charge.refunded) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw impossible({ message, code: 'charge_already_refunded' });
  }
  const left = charge.amount - charge.amount_refunded;
  const amount = params.integer('amount') ?? left;
  if (amount < 1)
    throw invalid({
      message: 'Invalid positive integer',
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  if (amount <= left) return amount;
  const wanted = formatAmount(amount, charge.currency);
  const message = `Refund amount (${wanted}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`;
  throw impossible({ message, param: 'amount' });
}

type NewRefund = {
  amount: number;
  reason: string | null;
  isPending: boolean;
  metadata: Record<string, string>;
};

function newRefund(world: World, charge: Charge, { amount, reason, isPending, metadata }: NewRefund): Refund {
  const id = world.newId('re');
  const { currency } = charge;
  const refund: Refund = {
    id,
    object: 'refund',
    amount,
    balance_transaction: book(world, { type: 'refund', amount: -amount, fee: 0, currency, source: id }).id,
    charge: charge.id,
    created: world.now(),
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  if (isPending) refund.pending_reason = 'processing';
  return world.save(refund);
}

function takeBack(world: World, refund: Refund): void {
  const { amount, currency, id } = refund;
  refund.failure_reason = 'expired_or_canceled_card';
  refund.failure_balance_transaction = book(world, {
    type: 'refund_failure',
    amount,
    fee: 0,
    currency,
    source: id,
  }).id;
  addToRefunded(world, world.get<Charge>('charge', refund.charge), -amount);
}

function addToRefunded(world: World, charge: Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  world.save(charge);
}

function cardOf(world: World, charge: Charge) {
  return cardByLast4(world.get<PaymentMethod>('payment_method', charge.payment_method ?? '').card.last4);
}
