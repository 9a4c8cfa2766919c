import { type Decline, cardByLast4 } from './cards.js';
import type { Charge, Fields, Intent, PaymentMethod } from './objects.js';
import { fingerprint, noBillingDetails } from './payment-methods.js';
import type { World } from './world.js';

type Attempt = {
  intent: Intent;
  method: PaymentMethod;
  status: Charge['status'];
  decline?: Decline;
  isAuthenticated: boolean;
};

/** One try to take the money of an intent. Failed tries are kept too, as at Stripe. */
export function makeCharge(world: World, attempt: Attempt): Charge {
  const { intent, method, status, decline } = attempt;
  const charge: Charge = {
    id: world.newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: status === 'failed' ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: noBillingDetails(),
    calculated_statement_descriptor: 'STAND-IN',
    captured: status !== 'failed',
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcome(decline),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(attempt), type: 'card' },
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  if (status === 'succeeded') bookCharge(world, charge);
  return world.save(charge);
}

/** A charge that was pending is decided. */
export function decideCharge(world: World, charge: Charge, decline?: Decline): void {
  charge.status = decline ? 'failed' : 'succeeded';
  charge.paid = !decline;
  charge.captured = !decline;
  charge.amount_captured = decline ? 0 : charge.amount;
  charge.failure_code = decline?.code ?? null;
  charge.failure_message = decline?.message ?? null;
  charge.outcome = outcome(decline);
  if (!decline) bookCharge(world, charge);
  world.save(charge);
}

type Booking = { type: string; amount: number; fee: number; currency: string; source: string };

/** A line of the account: what came in (or went out, negative), Stripe's fee, and the rest. */
export function book(
  world: World,
  { type, amount, fee, currency, source }: Booking,
): Fields & { id: string } {
  return world.save({
    id: world.newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: world.now() + 2 * 24 * 3600,
    balance_type: 'payments',
    created: world.now(),
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: 'Stripe fees', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: type === 'adjustment' ? 'dispute' : type,
    source,
    status: 'pending',
    type,
  });
}

function bookCharge(world: World, charge: Charge): void {
  const fee = Math.round(charge.amount * 0.029) + 30;
  const { amount, currency, id } = charge;
  charge.balance_transaction = book(world, { type: 'charge', amount, fee, currency, source: id }).id;
}

function outcome(decline?: Decline): Fields {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: decline ? '05' : null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.decline_code ?? null,
    risk_level: 'normal',
    risk_score: 8,
    seller_message: decline ? 'The bank did not accept the payment.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

function cardDetails({ intent, method, status, isAuthenticated }: Attempt): Fields {
  const { brand, country, exp_month, exp_year, funding, last4 } = method.card;
  return {
    amount_authorized: status === 'failed' ? null : intent.amount,
    authorization_code: status === 'failed' ? null : '123456',
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country,
    electronic_commerce_indicator: isAuthenticated ? '05' : null,
    exp_month,
    exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: fingerprint(cardByLast4(last4)),
    funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: 'visa',
    network_token: { used: false },
    network_transaction_id: '104557651805572',
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: isAuthenticated ? authenticated() : null,
    transaction_link_id: null,
    wallet: null,
  };
}

function authenticated(): Fields {
  return {
    authentication_flow: 'challenge',
    electronic_commerce_indicator: '05',
    exemption_indicator: null,
    result: 'authenticated',
    result_reason: null,
    transaction_id: 'c9a8b0d4-4f3a-4a3e-9f53-51a6a2f0c6aa',
    version: '2.2.0',
  };
}
