import { createCustomer } from './customers.js';
import { closeDispute } from './disputes.js';
import { createEndpoint, withoutSecret } from './endpoints.js';
import { ApiError, invalid, notFound, secretKeyRequired } from './errors.js';
import { cancelIntent, confirmIntent, createIntent, updateIntent } from './intents.js';
import { expand, lineItems, page } from './lists.js';
import type {
  Charge,
  Customer,
  Dispute,
  Endpoint,
  Fields,
  Intent,
  PaymentMethod,
  Refund,
  Session,
  Stored,
  StripeEvent,
} from './objects.js';
import { accepted } from './parameters.js';
import type { Params } from './params.js';
import { type KeyKind, methodFromCard } from './payment-methods.js';
import { createRefund } from './refunds.js';
import { createSession, expireSession } from './sessions.js';
import type { World } from './world.js';

export type Call = { world: World; id: string; params: Params; key: KeyKind; url: string };

type Route = {
  method: 'DELETE' | 'GET' | 'POST';
  path: RegExp;
  /** As it is named in faults and in parameters.ts. */
  operation: keyof typeof accepted;
  answer: (call: Call) => Fields;
  /** Open to a browser, which has the publishable key and the client secret of one intent. */
  browser?: boolean;
};

const intent = ({ world, id }: Call) => world.get<Intent>('payment_intent', id, 'intent');

const routes: Route[] = [
  post('customers', 'customers.create', ({ world, params }) => createCustomer(world, params)),
  get('customers', 'customers.list', list<Customer>('customer', 'email')),
  get('customers/:id', 'customers.retrieve', ({ world, id }) => world.get<Customer>('customer', id)),

  {
    ...post('payment_methods', 'payment_methods.create', ({ world, params, key }) =>
      methodFromCard(world, params, key),
    ),
    browser: true,
  },
  get('payment_methods/:id', 'payment_methods.retrieve', ({ world, id }) =>
    world.get<PaymentMethod>('payment_method', id),
  ),

  post('payment_intents', 'payment_intents.create', ({ world, params }) => createIntent(world, params)),
  get('payment_intents', 'payment_intents.list', list<Intent>('payment_intent', 'customer')),
  { ...get('payment_intents/:id', 'payment_intents.retrieve', retrieveIntent), browser: true },
  post('payment_intents/:id', 'payment_intents.update', (call) =>
    updateIntent(call.world, intent(call), call.params),
  ),
  { ...post('payment_intents/:id/confirm', 'payment_intents.confirm', confirm), browser: true },
  post('payment_intents/:id/cancel', 'payment_intents.cancel', (call) =>
    cancelIntent(call.world, intent(call), call.params),
  ),

  get('charges', 'charges.list', list<Charge>('charge', 'payment_intent', 'customer')),
  get('charges/:id', 'charges.retrieve', ({ world, id }) => world.get<Charge>('charge', id)),
  get(
    'balance_transactions',
    'balance_transactions.list',
    list<Stored>('balance_transaction', 'type', 'source', 'currency'),
  ),
  get('balance_transactions/:id', 'balance_transactions.retrieve', ({ world, id }) =>
    world.get<Stored>('balance_transaction', id),
  ),

  post('refunds', 'refunds.create', ({ world, params }) => createRefund(world, params)),
  get('refunds', 'refunds.list', list<Refund>('refund', 'payment_intent', 'charge')),
  get('refunds/:id', 'refunds.retrieve', ({ world, id }) => world.get<Refund>('refund', id)),

  get('disputes', 'disputes.list', list<Dispute>('dispute', 'payment_intent', 'charge')),
  get('disputes/:id', 'disputes.retrieve', ({ world, id }) => world.get<Dispute>('dispute', id)),
  post('disputes/:id/close', 'disputes.close', ({ world, id }) =>
    closeDispute(world, world.get<Dispute>('dispute', id), 'lost'),
  ),

  post('checkout/sessions', 'checkout.sessions.create', ({ world, params }) => createSession(world, params)),
  get(
    'checkout/sessions',
    'checkout.sessions.list',
    list<Session>('checkout.session', 'payment_intent', 'customer', 'status'),
  ),
  get('checkout/sessions/:id', 'checkout.sessions.retrieve', ({ world, id }) =>
    world.get<Session>('checkout.session', id, 'session'),
  ),
  get('checkout/sessions/:id/line_items', 'checkout.sessions.listLineItems', ({ world, id }) =>
    lineItems(world, world.get<Session>('checkout.session', id, 'session').id),
  ),
  post('checkout/sessions/:id/expire', 'checkout.sessions.expire', ({ world, id }) =>
    expireSession(world, world.get<Session>('checkout.session', id, 'session')),
  ),

  get('events', 'events.list', listEvents),
  get('events/:id', 'events.retrieve', ({ world, id }) => world.get<StripeEvent>('event', id)),

  post('webhook_endpoints', 'webhook_endpoints.create', ({ world, params }) => createEndpoint(world, params)),
  get('webhook_endpoints', 'webhook_endpoints.list', listEndpoints),
  {
    method: 'DELETE',
    path: pattern('webhook_endpoints/:id'),
    operation: 'webhook_endpoints.delete',
    answer: deleteEndpoint,
  },
];

export type Match = { route: Route; id: string };

export function findRoute(method: string, path: string): Match {
  for (const route of routes) {
    const found = route.method === method && route.path.exec(path);
    if (found) return { route, id: found[1] ?? '' };
  }
  const message = `Unrecognized request URL (${method}: ${path}).`;
  throw new ApiError(404, { type: 'invalid_request_error', message });
}

/** Refuses before anything is done: the wrong key, a parameter that this API version does not know. */
export function checkCall({ route }: Match, { params, key, world, id }: Call): void {
  if (key === 'publishable') checkBrowser(route, params, world, id);
  const known = accepted[route.operation].split(' ');
  const unknown = params.names.filter(
    (name) => !known.includes(name) && !(route.browser && name === 'client_secret'),
  );
  if (unknown.length === 0) return;
  const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`;
  throw invalid({ message, code: 'parameter_unknown', param: unknown[0] });
}

export function answer({ route }: Match, call: Call): Fields {
  const result = expand(call.world, route.answer(call), call.params);
  return call.key === 'publishable' && result.object === 'payment_intent' ? forBrowser(result) : result;
}

function checkBrowser(route: Route, params: Params, world: World, id: string): void {
  if (!route.browser) throw secretKeyRequired();
  if (!id) return;
  const { client_secret } = world.get<Intent>('payment_intent', id, 'intent');
  if (params.text('client_secret') === client_secret) return;
  throw notFound('payment_intent', id, 'intent');
}

function retrieveIntent(call: Call): Fields {
  return intent(call);
}

function confirm(call: Call): Fields {
  return confirmIntent(call.world, intent(call), call.params, call.key);
}

/** A list of one kind of object; each of `fields` can be asked for by a parameter of its name. */
function list<T extends Stored>(kind: T['object'], ...fields: string[]) {
  return ({ world, params, url }: Call): Fields => {
    const wanted = fields.flatMap((field) =>
      params.text(field) === undefined ? [] : [[field, params.text(field)] as const],
    );
    const keep = (object: Stored) => wanted.every(([field, value]) => object[field] === value);
    return page(world.state.all<T>(kind), { url, params, keep });
  };
}

function listEvents({ world, params, url }: Call): Fields {
  const type = params.text('type');
  const types = type === undefined ? params.texts('types') : [type];
  const delivered = params.has('delivery_success') ? params.flag('delivery_success') : undefined;
  const keep = (event: StripeEvent) =>
    (types.length === 0 || types.some((wanted) => isOfType(event.type, wanted))) &&
    (delivered === undefined || (event.pending_webhooks === 0) === delivered);
  return page(world.state.all<StripeEvent>('event'), { url, params, keep });
}

/** `charge.*` asks for all events of charges. */
function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function listEndpoints({ world, params, url }: Call): Fields {
  return page(
    world.state.all<Endpoint>('webhook_endpoint').map((endpoint) => withoutSecret(endpoint) as Stored),
    { url, params },
  );
}

function deleteEndpoint({ world, id }: Call): Fields {
  world.state.remove(world.get<Endpoint>('webhook_endpoint', id));
  return { id, object: 'webhook_endpoint', deleted: true };
}

/** What a browser may see of an intent: nothing of the shop's own. */
function forBrowser(whole: Fields): Fields {
  const visible = [
    'id', 'object', 'amount', 'amount_details', 'automatic_payment_methods', 'canceled_at', 'cancellation_reason',
    'capture_method', 'client_secret', 'confirmation_method', 'created', 'currency', 'description', 'last_payment_error',
    'livemode', 'next_action', 'payment_method', 'payment_method_types', 'processing', 'receipt_email',
    'setup_future_usage', 'shipping', 'source', 'status',
  ]; // prettier-ignore
  return Object.fromEntries(visible.map((name) => [name, whole[name]]));
}

function get(path: string, operation: Route['operation'], answerCall: Route['answer']): Route {
  return { method: 'GET', path: pattern(path), operation, answer: answerCall };
}

function post(path: string, operation: Route['operation'], answerCall: Route['answer']): Route {
  return { method: 'POST', path: pattern(path), operation, answer: answerCall };
}

function pattern(path: string): RegExp {
  return new RegExp(`^/v1/${path.replace(':id', '([A-Za-z0-9_]+)')}$`);
}
