import { cardByName, cardByNumber, type TestCard } from './cards.js';
import { invalid, notFound } from './errors.js';
import type { Fields, PaymentMethod } from './objects.js';
import type { Params } from './params.js';
import type { World } from './world.js';

export type KeyKind = 'secret' | 'publishable';

/** The method that the parameters speak of: a test name, the id of a kept one, or (in a browser) a card. */
export function methodFrom(world: World, params: Params, key: KeyKind): PaymentMethod | undefined {
  const name = params.text('payment_method');
  const data = params.hash('payment_method_data');
  if (name) return methodByName(world, name);
  return data ? methodFromCard(world, data, key) : undefined;
}

export function methodByName(world: World, name: string): PaymentMethod {
  const card = cardByName(name);
  if (card) return keepMethod(world, card);
  const kept = world.state.find<PaymentMethod>('payment_method', name);
  if (!kept) throw notFound('PaymentMethod', name, 'payment_method');
  return kept;
}

export function methodFromCard(world: World, params: Params, key: KeyKind): PaymentMethod {
  const type = params.requiredText('type');
  const card = params.hash('card');
  if (type !== 'card' || !card)
    throw invalid({ message: 'The stand-in takes cards only.', param: params.nameOf('type') });
  const number = card.requiredText('number');
  if (key === 'secret') {
    const message =
      'Sending credit card numbers directly to the Stripe API is generally unsafe. ' +
      'To test, use a test payment method such as pm_card_visa.';
    throw invalid({ message, param: card.nameOf('number') });
  }
  const testCard = cardByNumber(number);
  if (testCard) return keepMethod(world, testCard);
  const message = 'Your card number is incorrect.';
  throw invalid({ message, code: 'incorrect_number', param: card.nameOf('number') });
}

export function keepMethod(world: World, card: TestCard): PaymentMethod {
  return world.save<PaymentMethod>({
    id: world.newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: noBillingDetails(),
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: new Date().getUTCFullYear() + 2,
      fingerprint: fingerprint(card),
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  });
}

export function fingerprint(card: TestCard): string {
  return Buffer.from(card.number).toString('base64url').slice(-16);
}

export function noBillingDetails(): Fields {
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email: null, name: null, phone: null, tax_id: null };
}
