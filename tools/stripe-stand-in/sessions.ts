import { checkAmount, checkCurrency } from './amounts.js';
import { impossible, invalid, missing, notFound } from './errors.js';
import { attach, cancel, newIntent } from './intents.js';
import type { Customer, Fields, Intent, LineItem, PaymentMethod, Session, SessionPlan } from './objects.js';
import type { Params } from './params.js';
import { pay } from './paying.js';
import { link } from './session-progress.js';
import type { World } from './world.js';

const HALF_AN_HOUR = 30 * 60;
const A_DAY = 24 * 3600;
// A few seconds of grace for a caller's clock and for the way here.
const GRACE = 60;

export function createSession(world: World, params: Params): Session {
  refuseUnknownFeatures(params);
  const items = readItems(world, params);
  const currency = items[0]?.currency ?? '';
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  checkAmount(total, currency, 'line_items');
  const session = newSession(world, params, { currency, total });
  const data = params.hash('payment_intent_data');
  world.save<SessionPlan>({
    id: session.id,
    object: 'session_plan',
    created: session.created,
    items,
    description: data?.text('description') ?? null,
    metadata: data?.metadata() ?? {},
    receipt_email: data?.text('receipt_email') ?? null,
    shipping: data?.asGiven('shipping') ?? null,
  });
  return world.save(session);
}

export function expireSession(world: World, session: Session): Session {
  if (session.status !== 'open') {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`;
    throw impossible({ message });
  }
  session.status = 'expired';
  session.url = null;
  world.emit('checkout.session.expired', world.save(session));
  const intent = session.payment_intent && world.state.find<Intent>('payment_intent', session.payment_intent);
  if (intent && intent.status !== 'canceled') cancel(world, intent, 'automatic');
  return session;
}

/** Sessions whose time is up. Cheap enough for a timer: only open ones are looked at. */
export function expireOverdue(world: World): void {
  for (const session of world.state.all<Session>('checkout.session'))
    if (session.status === 'open' && session.expires_at <= world.now()) expireSession(world, session);
}

/** The customer presses the button on the page. The first press makes the intent, a decline leaves it for the next. */
export function paySession(world: World, session: Session, method: PaymentMethod, email?: string): Intent {
  if (session.status !== 'open') throw impossible({ message: `This Checkout Session is ${session.status}.` });
  const intent = intentOf(world, session);
  session.customer_details = customerDetails(email ?? session.customer_email);
  world.save(session);
  attach(intent, method);
  return pay(world, intent, `${world.settings.publicUrl}/c/return/${session.id}`);
}

function intentOf(world: World, session: Session): Intent {
  const kept = session.payment_intent && world.state.find<Intent>('payment_intent', session.payment_intent);
  if (kept) return kept;
  const plan = world.get<SessionPlan>('session_plan', session.id);
  const { description, metadata, receipt_email, shipping } = plan;
  const { amount_total: amount, currency, customer } = session;
  const data = { amount, currency, customer, description, metadata, receipt_email, shipping };
  const intent = newIntent(world, data);
  world.emit('payment_intent.created', world.save(intent));
  link(world, intent, session);
  return intent;
}

/** Better refused than accepted and not done: each of these would change what is charged or how. */
function refuseUnknownFeatures(params: Params): void {
  const given = [
    'discounts', 'shipping_options', 'optional_items', 'subscription_data', 'setup_intent_data',
  ].find((name) => params.has(name)); // prettier-ignore
  if (given) throw invalid({ message: `The stand-in does not do ${given}.`, param: given });
  if (params.hash('adaptive_pricing')?.flag('enabled'))
    throw invalid({
      message: 'The stand-in charges in the currency of the items.',
      param: 'adaptive_pricing',
    });
  if (params.hash('automatic_tax')?.flag('enabled'))
    throw invalid({ message: 'The stand-in does not compute tax.', param: 'automatic_tax' });
  if (params.requiredText('mode') !== 'payment')
    throw invalid({ message: 'The stand-in does payment mode only.', param: 'mode' });
  if ((params.text('ui_mode') ?? 'hosted_page') !== 'hosted_page')
    throw invalid({ message: 'The stand-in has hosted pages only.', param: 'ui_mode' });
}

function readItems(world: World, params: Params): LineItem[] {
  const items = params.list('line_items').map((item) => readItem(world, item));
  if (items.length === 0) throw missing('line_items');
  if (new Set(items.map(({ currency }) => currency)).size > 1)
    throw invalid({ message: 'All line items must have the same currency.', param: 'line_items' });
  return items;
}

function readItem(world: World, item: Params): LineItem {
  const price = item.hash('price_data');
  if (!price) {
    if (item.has('price')) throw notFound('price', item.requiredText('price'), item.nameOf('price'));
    throw missing(item.nameOf('price_data'));
  }
  const quantity = item.integer('quantity') ?? 0;
  if (quantity < 1) throw missing(item.nameOf('quantity'));
  const currency = checkCurrency(price.requiredText('currency'), price.nameOf('currency'));
  const unit = price.integer('unit_amount');
  if (unit === undefined) throw missing(price.nameOf('unit_amount'));
  if (unit < 0)
    throw invalid({
      message: 'Invalid non-negative integer',
      code: 'parameter_invalid_integer',
      param: price.nameOf('unit_amount'),
    });
  const product = price.hash('product_data');
  if (!product) throw missing(price.nameOf('product_data'));
  const name = product.requiredText('name');
  return lineItem(world, { name, currency, unit, quantity, metadata: item.metadata() });
}

type Item = {
  name: string;
  currency: string;
  unit: number;
  quantity: number;
  metadata: Record<string, string>;
};

function lineItem(world: World, { name, currency, unit, quantity, metadata }: Item): LineItem {
  const price = {
    id: world.newId('price'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: world.now(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: world.newId('prod', 14),
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  };
  return {
    id: world.newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: unit * quantity,
    amount_tax: 0,
    amount_total: unit * quantity,
    currency,
    description: name,
    metadata,
    price,
    quantity,
  };
}

function newSession(
  world: World,
  params: Params,
  { currency, total }: { currency: string; total: number },
): Session {
  const id = world.newId('cs_test', 58);
  const customer = params.text('customer') ?? null;
  const known = customer ? world.get<Customer>('customer', customer, 'customer') : undefined;
  const email = params.text('customer_email') ?? null;
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.text('cancel_url') ?? null,
    client_reference_id: params.text('client_reference_id') ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: email || known ? customerDetails(email ?? known?.email ?? null) : null,
    customer_email: email,
    discounts: [],
    expires_at: expiry(world, params),
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.text('locale') ?? null,
    managed_payments: null,
    metadata: params.metadata(),
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.text('submit_type') ?? null,
    subscription: null,
    success_url: successUrl(params),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${world.settings.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

function successUrl(params: Params): string {
  const url = params.requiredText('success_url');
  for (const name of ['success_url', 'cancel_url']) {
    const given = params.text(name);
    if (given !== undefined && !/^https?:\/\//.test(given))
      throw invalid({
        message: 'Invalid URL: An explicit scheme (such as https) must be provided.',
        code: 'url_invalid',
        param: name,
      });
  }
  return url;
}

function expiry(world: World, params: Params): number {
  const now = world.now();
  const at = params.integer('expires_at') ?? now + A_DAY;
  const isTooSoon = at < now + HALF_AN_HOUR - GRACE;
  if (!isTooSoon && at <= now + A_DAY + GRACE) return at;
  const limit = isTooSoon ? 'at least 30 minutes' : 'less than 24 hours';
  const message = `The \`expires_at\` timestamp must be ${limit} from Checkout Session creation.`;
  throw invalid({ message, param: 'expires_at' });
}

function customerDetails(email: string | null): Fields {
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}
