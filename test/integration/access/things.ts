import { randomUUID } from 'node:crypto';
import { bytesToId } from '#platform/database/id-column.js';
import { asked, type Person } from '../../../tools/fuzz/people.js';
import { unknownId } from './calls.js';
import type { AccessWorld } from './world.js';

type Headers = Readonly<Record<string, string>>;

/** Somebody whose things others ask for: a customer by their token, a guest by the tokens of cart and order. */
export interface Holder {
  readonly headers: Headers;
  readonly words: readonly string[];
  readonly orderId: string;
}

/** `own`: nobody else's business. `shared`: the id is everybody's, what it stands in is not. */
export type Thing =
  | { readonly is: 'own' | 'shared'; readonly of: (world: AccessWorld, holder: Holder) => Promise<string> }
  | { readonly is: 'public' }
  | { readonly is: 'staff'; readonly of: (world: AccessWorld, holder: Holder) => Promise<string> };

const nothing = (): Promise<string> => Promise.resolve(unknownId);
const row =
  (sql: string) =>
  async ({ shop }: AccessWorld): Promise<string> => {
    const [first] = await shop.database.query<{ id: Buffer }>(sql);
    return first === undefined ? unknownId : bytesToId(first.id);
  };

/** Where a path leads, up to and with a parameter, and how somebody comes to have what it names. */
export const things: Readonly<Record<string, Thing>> = {
  '/v1/products/{idOrSlug}': { is: 'public' },
  '/v1/departments/{slug}': { is: 'public' },
  '/v1/categories/{slug}': { is: 'public' },
  '/images/{file}': { is: 'public' },
  '/v1/auth/{provider}': { is: 'public' },
  '/v1/cart/items/{variantId}': { is: 'shared', of: variantInCart },
  '/v1/orders/{id}': { is: 'own', of: (_, { orderId }) => Promise.resolve(orderId) },
  '/v1/me/addresses/{addressId}': { is: 'own', of: address },
  '/v1/me/reviews/{reviewId}': { is: 'own', of: review },
  '/v1/me/sessions/{sessionId}': { is: 'own', of: session },
  '/v1/me/phone-numbers/{phoneNumberId}': { is: 'own', of: phoneNumber },
  '/v1/me/identities/{provider}': { is: 'shared', of: () => Promise.resolve('google') },
  '/v1/admin/imports/{id}': { is: 'staff', of: nothing },
  '/v1/admin/stock/{variantId}': { is: 'staff', of: row('SELECT variant_id AS id FROM stock LIMIT 1') },
  '/v1/admin/products/{productId}': { is: 'staff', of: row('SELECT id FROM products LIMIT 1') },
  '/v1/admin/products/{productId}/images/{file}': { is: 'staff', of: nothing },
  '/v1/admin/variants/{variantId}': { is: 'staff', of: row('SELECT id FROM variants LIMIT 1') },
  '/v1/admin/departments/{departmentId}': { is: 'staff', of: row('SELECT id FROM departments LIMIT 1') },
  '/v1/admin/categories/{categoryId}': { is: 'staff', of: row('SELECT id FROM categories LIMIT 1') },
  '/v1/admin/options/{optionId}': { is: 'staff', of: row('SELECT id FROM options LIMIT 1') },
  '/v1/admin/options/{optionId}/values/{valueId}': {
    is: 'staff',
    of: row('SELECT id FROM option_values LIMIT 1'),
  },
  '/v1/admin/reviews/{reviewId}': { is: 'staff', of: review },
  '/v1/admin/orders/{id}': { is: 'staff', of: (_, { orderId }) => Promise.resolve(orderId) },
  '/v1/admin/customers/{id}': { is: 'staff', of: row('SELECT id FROM customers LIMIT 1') },
  '/v1/admin/customers/{customerId}': { is: 'staff', of: row('SELECT id FROM customers LIMIT 1') },
  '/v1/admin/staff/{id}': {
    is: 'staff',
    of: row("SELECT id FROM customers WHERE role <> 'customer' LIMIT 1"),
  },
  '/v1/admin/staff/invitations/{id}': { is: 'staff', of: nothing },
  '/v1/admin/api-keys/{id}': { is: 'staff', of: row('SELECT id FROM api_keys LIMIT 1') },
};

/** Bodies that reach the look-up, of routes where what the document offers is refused before. */
export const bodies: Readonly<Record<string, unknown>> = {
  'POST /v1/orders/{id}/payments': { method: 'payment_intent' },
};

/** @throws Error with what to do about it */
export function thingAt(prefix: string): Thing {
  const thing = things[prefix];
  if (thing === undefined)
    throw new Error(
      `Nobody has said whose ${prefix} is: add it to "things" in test/integration/access/things.ts, with the way how a customer gets one.`,
    );
  return thing;
}

// --- how somebody gets one ---

export const home = {
  line1: '12 Elm Street',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
};

async function address({ wire }: AccessWorld, { headers, words }: Holder): Promise<string> {
  const body = { ...home, name: `Home of ${words.join(' ')}` };
  return (await asked<{ id: string }>(wire, 'POST', '/v1/me/addresses', body, headers)).id;
}

async function review({ wire }: AccessWorld, { headers, words }: Holder): Promise<string> {
  const { items } = await asked<{ items: { slug: string }[] }>(wire, 'GET', '/v1/products?limit=1');
  const mine = await asked<{ items: { id: string }[] }>(wire, 'GET', '/v1/me/reviews', undefined, headers);
  if (mine.items[0] !== undefined) return mine.items[0].id;
  const body = { rating: 5, title: 'Mine', body: `A secret of ${words.join(' ')} until it is published.` };
  const path = `/v1/products/${String(items[0]?.slug)}/reviews`;
  return (await asked<{ id: string }>(wire, 'POST', path, body, headers)).id;
}

async function session({ wire }: AccessWorld, { headers }: Holder): Promise<string> {
  const list = '/v1/me/sessions';
  const { items } = await asked<{ items: { id: string }[] }>(wire, 'GET', list, undefined, headers);
  return items[0]!.id;
}

async function phoneNumber({ wire }: AccessWorld, { headers }: Holder): Promise<string> {
  const list = '/v1/me/phone-numbers';
  const mine = await asked<{ items: { id: string }[] }>(wire, 'GET', list, undefined, headers);
  if (mine.items[0] !== undefined) return mine.items[0].id;
  return (await asked<{ id: string }>(wire, 'POST', list, { number: '+14155550123' }, headers)).id;
}

async function variantInCart({ shop, wire }: AccessWorld, { headers }: Holder): Promise<string> {
  const [{ variantId } = { variantId: '' }] = await shop.thingsInStock(1);
  await asked(wire, 'POST', '/v1/cart/items', { variantId, quantity: 2 }, headers);
  return variantId;
}

/** Buys something and keeps a cart. */
export async function holderOf(world: AccessWorld, words: string[], person?: Person): Promise<Holder> {
  const { wire, shop } = world;
  const [one, other] = await shop.thingsInStock(2);
  const cart = await asked<{ token?: string }>(
    ...[wire, 'POST', '/v1/cart/items', { variantId: one!.variantId, quantity: 1 }, person?.headers ?? {}],
  );
  const withCart = { ...person?.headers, ...(cart.token === undefined ? {} : { 'cart-token': cart.token }) };
  const methods = await asked<{ items: { id: string }[] }>(
    wire,
    'GET',
    '/v1/shipping-methods?country=US&region=CA',
  );
  const wanted = {
    ...(person === undefined ? { email: `${words.join('-')}@example.test` } : {}),
    shippingAddress: { ...home, name: `House of ${words.join(' ')}` },
    shippingMethodId: methods.items[0]?.id,
  };
  const headers = { ...withCart, 'idempotency-key': randomUUID() };
  const order = await asked<{ id: string; orderToken?: string }>(wire, 'POST', '/v1/orders', wanted, headers);
  const second = await asked<{ token?: string }>(
    ...[wire, 'POST', '/v1/cart/items', { variantId: other!.variantId, quantity: 1 }, person?.headers ?? {}],
  );
  return {
    words: [...words, order.id],
    orderId: order.id,
    headers: {
      ...person?.headers,
      ...(second.token === undefined ? {} : { 'cart-token': second.token }),
      ...(order.orderToken === undefined ? {} : { 'order-token': order.orderToken }),
    },
  };
}
