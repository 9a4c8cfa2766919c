import type { Duel } from '../duel.js';
import type { Replay, Task } from '../load/protocol.js';
import { jsonRequest, requestText } from '../load/wire.js';
import type { ScenarioName } from '../options.js';
import type { Stage } from '../stage/stage.js';
import { makeCarts, pick, type Material } from './material.js';
import { untilQuiet } from './quiet.js';

/** More carts than a turn can use up, in carts for each second. */
const cartsPerSecond = 2_500;

const address = {
  ...{ name: 'Ada Byron', line1: '12 Elm Street', city: 'Springfield' },
  ...{ region: 'CA', postalCode: '90210', country: 'US' },
};

type Make = (stage: Stage, material: Material, clients: number) => Omit<Duel, 'scenario' | 'clients'>;

/** What ours is asked, and what the baseline is asked to do the same. */
export const duels: Readonly<Record<Exclude<ScenarioName, 'times'>, Make>> = {
  list: (stage, { categories }, clients) => ({
    ...reads(stage, clients, categories, {
      ours: categoryPage,
      baseline: (slug) => `/list?category=${slug}`,
    }),
    aim: 0.8,
  }),
  'list-page': (stage, { categories }, clients) =>
    reads(stage, clients, categories, {
      ours: categoryPage,
      baseline: (slug) => `/list-page?category=${slug}`,
    }),
  detail: (stage, { slugs }, clients) => ({
    ...reads(stage, clients, slugs, {
      ours: (slug) => `/v1/products/${slug}`,
      baseline: (slug) => `/detail/${slug}`,
    }),
    aim: 0.8,
  }),
  search: (stage, { searches }, clients) =>
    reads(stage, clients, searches, {
      ours: (text) => `/v1/products/search?q=${encodeURIComponent(text)}`,
      baseline: (text) => `/search?q=${encodeURIComponent(everyWord(text))}`,
    }),
  cart: addToCart,
  order: placeOrder,
  checkout: completeCheckout,
};

const categoryPage = (slug: string): string => `/v1/products?category=${slug}&limit=20`;

/** The last word may be unfinished, as in ours. */
const everyWord = (text: string): string => `${text.replace(/(^| )/g, '$1+')}*`;

function reads(
  { ports }: Stage,
  clients: number,
  subjects: readonly string[],
  paths: Record<'ours' | 'baseline', (subject: string) => string>,
): Omit<Duel, 'scenario' | 'clients'> {
  const side = (port: number, pathOf: (subject: string) => string) => {
    const requests = subjects.map((subject) => requestText('GET', pathOf(subject)));
    return (seconds: number): Promise<Task> =>
      Promise.resolve({ kind: 'replay', use: 'again', status: 200, port, clients, seconds, requests });
  };
  return { ours: side(ports.api, paths.ours), baseline: side(ports.baseline, paths.baseline) };
}

/** Into a cart that holds one thing already; a cart is used once, so that no cart grows. */
function addToCart(
  stage: Stage,
  { variants }: Material,
  clients: number,
): Omit<Duel, 'scenario' | 'clients'> {
  const half = variants.length / 2;
  const task = async (port: number, seconds: number, of: (cart: Cart, variantId: string) => string) => {
    const carts = await makeCarts(stage, seconds * cartsPerSecond, 1, variants.slice(0, half));
    const others = variants.slice(half);
    const requests = carts.map((cart, index) => of(cart, pick(others, index).variantId));
    return writes({ port, clients, seconds, requests });
  };
  return {
    ours: (seconds) =>
      task(stage.ports.api, seconds, ({ token }, variantId) =>
        jsonRequest('POST', '/v1/cart/items', { variantId, quantity: 1 }, { 'cart-token': token }),
      ),
    baseline: (seconds) =>
      task(stage.ports.baseline, seconds, ({ id }, variantId) =>
        jsonRequest('POST', '/cart', { cartId: id, variantId }),
      ),
  };
}

type Cart = Awaited<ReturnType<typeof makeCarts>>[number];

function placeOrder(stage: Stage, material: Material, clients: number): Omit<Duel, 'scenario' | 'clients'> {
  const { variants, shippingMethodId } = material;
  return {
    aim: 0.3,
    ours: async (seconds) => {
      const carts = await makeCarts(stage, seconds * cartsPerSecond, 2, variants);
      const requests = carts.map(({ id, token }) =>
        jsonRequest(
          'POST',
          '/v1/orders',
          { email: 'ada@example.test', shippingAddress: address, shippingMethodId },
          { 'cart-token': token, 'idempotency-key': id },
        ),
      );
      return writes({ port: stage.ports.api, clients, seconds, requests });
    },
    baseline: bareOrder(stage, material, clients),
    settle: () => untilQuiet(stage),
  };
}

function completeCheckout(
  stage: Stage,
  material: Material,
  clients: number,
): Omit<Duel, 'scenario' | 'clients'> {
  const { variants, shippingMethodId } = material;
  const variantIds = variants.map(({ variantId }) => variantId);
  const { api, standIn } = stage.ports;
  return {
    aim: 0.1,
    ours: (seconds) =>
      Promise.resolve({
        ...{ kind: 'checkouts', port: api, standInPort: standIn, clients, variantIds, shippingMethodId },
        ...{ databaseUrl: stage.services.database.url, maxUnmailed: 100 },
        // A checkout is long: a short turn would measure its beginning and its end.
        seconds: seconds * 2,
      }),
    baseline: bareOrder(stage, material, clients),
    settle: () => untilQuiet(stage),
  };
}

function bareOrder({ ports }: Stage, { variants }: Material, clients: number): Duel['baseline'] {
  const requests = variants.map(({ variantId }, index) =>
    jsonRequest('POST', '/orders', {
      ...{ email: 'ada@example.test', shippingAddress: address },
      lines: [
        { variantId, quantity: 1 },
        { variantId: pick(variants, index + 1).variantId, quantity: 1 },
      ],
    }),
  );
  return (seconds) =>
    Promise.resolve(writes({ port: ports.baseline, clients, seconds, requests, use: 'again' }));
}

function writes(
  task: Pick<Replay, 'port' | 'clients' | 'seconds' | 'requests'> & { use?: Replay['use'] },
): Replay {
  return { kind: 'replay', status: 201, use: 'once', ...task };
}
