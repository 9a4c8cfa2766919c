import { invalid } from './errors.js';
import type { Fields, Json, Refund, SessionPlan, Stored } from './objects.js';
import type { Params } from './params.js';
import type { World } from './world.js';

type Listing<T extends Stored> = { url: string; params: Params; keep?: (object: T) => boolean };

/** Newest first, by pages: `limit`, `starting_after`, `ending_before`, `created[gte]`. */
export function page<T extends Stored>(objects: T[], { url, params, keep = () => true }: Listing<T>): Fields {
  const limit = params.integer('limit') ?? 10;
  if (limit < 1 || limit > 100)
    throw invalid({
      message: 'This value must be between 1 and 100.',
      code: 'parameter_invalid_integer',
      param: 'limit',
    });
  const isInTime = createdFilter(params);
  const found = objects.toReversed().filter((object) => isInTime(object) && keep(object));
  const before = params.text('ending_before');
  const after = params.text('starting_after');
  if (before) {
    const end = position(found, before, 'ending_before');
    return asList(url, found.slice(Math.max(0, end - limit), end), end > limit);
  }
  const start = after ? position(found, after, 'starting_after') + 1 : 0;
  return asList(url, found.slice(start, start + limit), found.length > start + limit);
}

export function asList(url: string, data: object[], has_more = false): Fields {
  return { object: 'list', data: data as Json, has_more, url };
}

function position(found: Stored[], id: string, param: string): number {
  const index = found.findIndex((object) => object.id === id);
  if (index >= 0) return index;
  throw invalid({ message: `No such object in this list: '${id}'`, code: 'resource_missing', param });
}

function createdFilter(params: Params): (object: Stored) => boolean {
  if (!params.has('created')) return () => true;
  if (!params.isHash('created')) {
    const exactly = params.integer('created');
    return ({ created }) => created === exactly;
  }
  const range = params.hash('created');
  const from = Math.max(range?.integer('gte') ?? 0, (range?.integer('gt') ?? -1) + 1);
  const to = Math.min(range?.integer('lte') ?? Infinity, (range?.integer('lt') ?? Infinity) - 1);
  return ({ created }) => created >= from && created <= to;
}

/** Which collection an id belongs to, where `expand` may put the object in its place. */
const KINDS: Record<string, string> = {
  ch: 'charge', cus: 'customer', du: 'dispute', pi: 'payment_intent', pm: 'payment_method', re: 'refund',
  txn: 'balance_transaction',
}; // prettier-ignore

/** `expand[]=latest_charge.balance_transaction`, `expand[]=data.payment_intent`: ids become objects. */
export function expand(world: World, answer: Fields, params: Params): Fields {
  const paths = params.texts('expand');
  if (paths.length === 0) return answer;
  const expanded = structuredClone(answer);
  for (const path of paths) expandPath(world, [expanded], path.split('.'), path);
  return expanded;
}

function expandPath(world: World, holders: Fields[], [name = '', ...rest]: string[], path: string): void {
  for (const holder of holders) {
    include(world, holder, name);
    if (!(name in holder))
      throw invalid({ message: `This property cannot be expanded (${path}).`, param: 'expand' });
    const value = holder[name];
    if (typeof value === 'string') holder[name] = expandedObject(world, value, path);
  }
  if (rest.length === 0) return;
  const inner = holders.flatMap((holder) => holder[name] ?? []);
  expandPath(world, inner as Fields[], rest, path);
}

/** Lists that Stripe leaves out of an object unless they are asked for. */
function include(world: World, holder: Fields, name: string): void {
  const id = typeof holder.id === 'string' ? holder.id : '';
  if (holder.object === 'checkout.session' && name === 'line_items') holder.line_items = lineItems(world, id);
  if (holder.object === 'charge' && name === 'refunds') {
    const refunds = world.state.all<Refund>('refund').filter(({ charge }) => charge === id);
    holder.refunds = asList(`/v1/charges/${id}/refunds`, refunds.toReversed());
  }
}

export function lineItems(world: World, session: string): Fields {
  const { items } = world.get<SessionPlan>('session_plan', session);
  return asList(`/v1/checkout/sessions/${session}/line_items`, items);
}

function expandedObject(world: World, id: string, path: string): Fields {
  const kind = KINDS[id.split('_')[0] ?? ''];
  const object = kind && world.state.find(kind, id);
  if (object) return structuredClone(object);
  throw invalid({ message: `This property cannot be expanded (${path}).`, param: 'expand' });
}
