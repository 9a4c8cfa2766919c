import { checkAmount, checkCurrency } from './amounts.js';
import { invalid, missing, notFound, unexpectedState } from './errors.js';
import type { Intent, IntentStatus, PaymentMethod } from './objects.js';
import type { Params } from './params.js';
import { pay } from './paying.js';
import { type KeyKind, methodFrom } from './payment-methods.js';
import { sessionOf } from './session-progress.js';
import type { World } from './world.js';

const CONFIRMABLE: IntentStatus[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];
const CANCELABLE = CONFIRMABLE;
const CANCELLATION_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'];

export function createIntent(world: World, params: Params): Intent {
  const intent = newIntent(world, readIntent(world, params));
  const method = methodFrom(world, params, 'secret');
  if (method) attach(intent, method);
  // Stripe refuses before it makes the intent, so nothing is left of a confirmation that could not start.
  if (params.flag('confirm')) {
    if (!method) throw missing('payment_method');
    checkReturnUrl(intent, params);
  }
  world.emit('payment_intent.created', world.save(intent));
  return params.flag('confirm') ? pay(world, intent, params.text('return_url')) : intent;
}

export function updateIntent(world: World, intent: Intent, params: Params): Intent {
  const isOpen = CONFIRMABLE.includes(intent.status) && intent.status !== 'requires_action';
  const closed = params.names.filter(
    (name) => !['metadata', 'description', 'receipt_email', 'expand'].includes(name),
  );
  if (!isOpen && closed.length > 0) {
    const message =
      `This PaymentIntent's ${closed.join(', ')} could not be updated because it has a status of ${intent.status}. ` +
      'You may only update it when it is requires_payment_method or requires_confirmation.';
    throw unexpectedState(message, structuredClone(intent));
  }
  const currency = checkCurrency(params.text('currency') ?? intent.currency, 'currency');
  const amount = checkAmount(params.integer('amount') ?? intent.amount, currency, 'amount');
  const metadata = params.metadata(intent.metadata);
  const method = methodFrom(world, params, 'secret');
  Object.assign(intent, { amount, currency, metadata });
  if (params.has('description')) intent.description = params.text('description') ?? null;
  if (params.has('receipt_email')) intent.receipt_email = params.text('receipt_email') ?? null;
  if (method) attach(intent, method);
  return world.save(intent);
}

export function confirmIntent(world: World, intent: Intent, params: Params, key: KeyKind): Intent {
  if (sessionOf(world, intent))
    throw invalid({ message: 'You cannot confirm a PaymentIntent that was created by a Checkout Session.' });
  if (!CONFIRMABLE.includes(intent.status)) {
    const message = `You cannot confirm this PaymentIntent because it has already ${
      intent.status === 'succeeded'
        ? 'succeeded after being previously confirmed'
        : `a status of ${intent.status}`
    }.`;
    throw unexpectedState(message, structuredClone(intent));
  }
  const method = methodFrom(world, params, key);
  if (!method && !intent.payment_method) {
    const message =
      "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a " +
      'payment method, or give one when confirming it.';
    throw unexpectedState(message, structuredClone(intent));
  }
  if (key === 'secret') checkReturnUrl(intent, params);
  if (method) attach(intent, method);
  return pay(world, intent, params.text('return_url'));
}

export function cancelIntent(world: World, intent: Intent, params: Params): Intent {
  const reason = params.oneOf('cancellation_reason', CANCELLATION_REASONS) ?? null;
  if (!CANCELABLE.includes(intent.status)) {
    const message =
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
      `one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`;
    throw unexpectedState(message, structuredClone(intent));
  }
  if (sessionOf(world, intent)) {
    const message =
      'You cannot cancel the PaymentIntent of a Checkout Session. Expire the Checkout Session instead.';
    throw unexpectedState(message, structuredClone(intent));
  }
  return cancel(world, intent, reason);
}

export function cancel(world: World, intent: Intent, reason: string | null): Intent {
  const canceled = {
    status: 'canceled',
    canceled_at: world.now(),
    cancellation_reason: reason,
    next_action: null,
  };
  Object.assign(intent, canceled);
  world.emit('payment_intent.canceled', world.save(intent));
  return intent;
}

export function attach(intent: Intent, method: PaymentMethod): void {
  intent.payment_method = method.id;
  intent.status = 'requires_confirmation';
  intent.next_action = null;
}

export type IntentData = Pick<Intent, 'amount' | 'currency' | 'customer' | 'description' | 'metadata'> &
  Partial<Pick<Intent, 'automatic_payment_methods' | 'receipt_email' | 'shipping'>>;

export function newIntent(world: World, data: IntentData): Intent {
  const id = world.newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_${world.newId('secret', 25)}`,
    confirmation_method: 'automatic',
    created: world.now(),
    customer_account: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
    ...data,
  };
}

function readIntent(world: World, params: Params): IntentData {
  const amount = params.integer('amount');
  if (amount === undefined) throw missing('amount');
  const currency = checkCurrency(params.requiredText('currency'), 'currency');
  if (
    (params.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic') === 'manual'
  )
    throw invalid({ message: 'The stand-in does not capture by hand.', param: 'capture_method' });
  const customer = params.text('customer') ?? null;
  if (customer && !world.state.find('customer', customer)) throw notFound('customer', customer, 'customer');
  return {
    amount: checkAmount(amount, currency, 'amount'),
    currency,
    customer,
    description: params.text('description') ?? null,
    metadata: params.metadata(),
    receipt_email: params.text('receipt_email') ?? null,
    shipping: params.asGiven('shipping'),
    automatic_payment_methods: automaticMethods(params),
  };
}

function automaticMethods(params: Params): Intent['automatic_payment_methods'] {
  const given = params.hash('automatic_payment_methods');
  if (given) {
    const allow_redirects = given.oneOf('allow_redirects', ['always', 'never']) ?? 'always';
    return given.flag('enabled') ? { allow_redirects, enabled: true } : null;
  }
  // They are on unless the caller names the types.
  return params.has('allowed_payment_method_types') ? null : { allow_redirects: 'always', enabled: true };
}

function checkReturnUrl(intent: Intent, params: Params): void {
  if (intent.automatic_payment_methods?.allow_redirects !== 'always' || params.has('return_url')) return;
  const message =
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
    'payment methods might redirect your customer off of your page, you must provide a `return_url`. If you do not ' +
    'want them, set `automatic_payment_methods[allow_redirects]` to `never` when you create the PaymentIntent.';
  throw invalid({ message, param: 'return_url' });
}
