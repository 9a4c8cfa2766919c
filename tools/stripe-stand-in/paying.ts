import { type Decline, type TestCard, cardByLast4 } from './cards.js';
import { decideCharge, makeCharge } from './charges.js';
import { openDispute } from './disputes.js';
import { ApiError, described, unexpectedState } from './errors.js';
import type { Charge, Fields, Intent, PaymentMethod } from './objects.js';
import { completeSession, settleSession } from './session-progress.js';
import type { World } from './world.js';

/** Pays with the attached method. Throws Stripe's card error after a decline, which is kept. */
export function pay(world: World, intent: Intent, returnUrl?: string): Intent {
  const { method, card } = attached(world, intent);
  intent.last_payment_error = null;
  if (card.authenticate) return askToAuthenticate(world, intent, returnUrl);
  return charge(world, intent, method, card);
}

/** The customer has answered their bank's question, well or not. */
export function authenticate(world: World, intent: Intent, outcome: 'succeeded' | 'failed'): Intent {
  if (intent.status !== 'requires_action')
    throw unexpectedState('This PaymentIntent does not wait for authentication.', structuredClone(intent));
  const { method, card } = attached(world, intent);
  intent.next_action = null;
  if (outcome === 'succeeded') return charge(world, intent, method, card);
  const code = 'payment_intent_authentication_failure';
  const message =
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
  return failPayment(world, intent, { type: 'invalid_request_error', ...described(code), message }, method);
}

/** Ends `processing`. */
export function settle(world: World, intent: Intent, outcome: 'succeeded' | 'failed'): Intent {
  if (intent.status !== 'processing')
    throw unexpectedState('This PaymentIntent is not processing.', structuredClone(intent));
  const { method } = attached(world, intent);
  const pending = world.get<Charge>('charge', intent.latest_charge ?? '');
  if (outcome === 'succeeded') {
    decideCharge(world, pending);
    succeed(world, intent, pending);
  } else {
    const decline: Decline = {
      code: 'card_declined',
      decline_code: 'generic_decline',
      message: 'Payment failed.',
    };
    decideCharge(world, pending, decline);
    world.emit('charge.failed', pending);
    failPayment(world, intent, cardError(decline, pending.id), method);
  }
  settleSession(world, intent);
  return intent;
}

/** After a restart: what was processing is decided in its time. */
export function resumeProcessing(world: World): void {
  for (const intent of world.state.all<Intent>('payment_intent'))
    if (intent.status === 'processing') settleLater(world, intent);
}

function attached(world: World, intent: Intent): { method: PaymentMethod; card: TestCard } {
  const method = world.get<PaymentMethod>('payment_method', intent.payment_method ?? '');
  return { method, card: cardByLast4(method.card.last4) };
}

function askToAuthenticate(world: World, intent: Intent, returnUrl?: string): Intent {
  const url = `${world.settings.publicUrl}/3ds/${intent.id}?client_secret=${intent.client_secret}`;
  intent.status = 'requires_action';
  intent.next_action = returnUrl
    ? { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' }
    : { type: 'use_stripe_sdk', use_stripe_sdk: { stripe_js: url, type: 'three_d_secure_redirect' } };
  world.emit('payment_intent.requires_action', world.save(intent));
  return intent;
}

function charge(world: World, intent: Intent, method: PaymentMethod, card: TestCard): Intent {
  const { decline, authenticate: isAuthenticated = false } = card;
  const status = decline ? 'failed' : card.settles ? 'pending' : 'succeeded';
  const made = makeCharge(world, { intent, method, status, decline, isAuthenticated });
  intent.latest_charge = made.id;
  if (decline) {
    world.emit('charge.failed', made);
    const error = cardError(decline, made.id);
    failPayment(world, intent, error, method);
    throw new ApiError(402, {
      ...error,
      payment_intent: structuredClone(intent),
      payment_method: structuredClone(method),
    });
  }
  if (card.settles) return startProcessing(world, intent, made);
  return succeed(world, intent, made);
}

function startProcessing(world: World, intent: Intent, pending: Charge): Intent {
  intent.status = 'processing';
  world.emit('charge.pending', pending);
  world.emit('payment_intent.processing', world.save(intent));
  completeSession(world, intent);
  settleLater(world, intent);
  return intent;
}

function settleLater(world: World, intent: Intent): void {
  const outcome = attached(world, intent).card.settles ?? 'succeeded';
  world.later(world.settings.settleMs, () => {
    if (intent.status === 'processing') settle(world, intent, outcome); // Else a test has settled it already.
  });
}

function succeed(world: World, intent: Intent, paid: Charge): Intent {
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, latest_charge: paid.id });
  world.emit('charge.succeeded', paid);
  world.emit('payment_intent.succeeded', world.save(intent));
  completeSession(world, intent);
  if (attached(world, intent).card.disputed) openDispute(world, paid);
  return intent;
}

/** The intent can be tried again with another method; the error stays to be shown. */
function failPayment(world: World, intent: Intent, error: Fields, method: PaymentMethod): Intent {
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = { ...error, payment_method: structuredClone(method) };
  world.emit('payment_intent.payment_failed', world.save(intent));
  return intent;
}

function cardError({ code, decline_code, message }: Decline, charge: string) {
  return { type: 'card_error', ...described(code), charge, decline_code, message };
}
