import type { Contest, Rival } from '../contest.js';
import type { Replay, Task } from '../load/protocol.js';
import { jsonRequest } from '../load/wire.js';
import type { Stage } from '../stage/stage.js';
import { makeCarts, pick, type Material } from './material.js';
import type { TradeScenario } from './names.js';
import { untilQuiet } from './quiet.js';

/** More carts than a turn can use up, in carts for each second. */
const cartsPerSecond = 2_500;

const address = {
  ...{ name: 'Ada Byron', line1: '12 Elm Street', city: 'Springfield' },
  ...{ region: 'CA', postalCode: '90210', country: 'US' },
};

type Unnamed = Omit<Contest, 'scenario' | 'clients'>;
type Make = (stage: Stage, material: Material, clients: number) => Unnamed;

/** What ours is asked to write, and what the baseline is asked to do the same. */
export const tradeContests: Readonly<Record<TradeScenario, Make>> = {
  cart: addToCart,
  order: placeOrder,
  checkout: completeCheckout,
};

/** Into a cart that holds one thing already; a cart is used once, so that no cart grows. */
function addToCart(stage: Stage, { variants }: Material, clients: number): Unnamed {
  const half = variants.length / 2;
  const task = async (port: number, seconds: number, of: (cart: Cart, variantId: string) => string) => {
    const carts = await makeCarts(stage, seconds * cartsPerSecond, 1, variants.slice(0, half));
    const others = variants.slice(half);
    const requests = carts.map((cart, index) => of(cart, pick(others, index).variantId));
    return writes({ port, clients, seconds, requests });
  };
  return between(
    (seconds) =>
      task(stage.ports.api, seconds, ({ token }, variantId) =>
        jsonRequest('POST', '/v1/cart/items', { variantId, quantity: 1 }, { 'cart-token': token }),
      ),
    (seconds) =>
      task(stage.ports.baseline, seconds, ({ id }, variantId) =>
        jsonRequest('POST', '/cart', { cartId: id, variantId }),
      ),
  );
}

type Cart = Awaited<ReturnType<typeof makeCarts>>[number];

function placeOrder(stage: Stage, material: Material, clients: number): Unnamed {
  const { variants, shippingMethodId } = material;
  return {
    ...between(ours, bareOrder(stage, material, clients), 0.3),
    settle: () => untilQuiet(stage),
  };

  async function ours(seconds: number): Promise<Replay> {
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
  }
}

function completeCheckout(stage: Stage, material: Material, clients: number): Unnamed {
  const { variants, shippingMethodId } = material;
  const variantIds = variants.map(({ variantId }) => variantId);
  const { api, standIn } = stage.ports;
  const ours = (seconds: number): Promise<Task> =>
    Promise.resolve({
      ...{ kind: 'checkouts', port: api, standInPort: standIn, clients, variantIds, shippingMethodId },
      ...{ databaseUrl: stage.services.database.url, maxUnmailed: 100 },
      // A checkout is long: a short turn would measure its beginning and its end.
      seconds: seconds * 2,
    });
  return {
    ...between(ours, bareOrder(stage, material, clients), 0.1),
    settle: () => untilQuiet(stage),
  };
}

function between(ours: Rival['task'], baseline: Rival['task'], aim?: number): Unnamed {
  const rival: Rival = { name: 'baseline', server: 'baseline', task: baseline };
  return { ours: { server: 'api', task: ours }, rivals: [aim === undefined ? rival : { ...rival, aim }] };
}

function bareOrder({ ports }: Stage, { variants }: Material, clients: number): Rival['task'] {
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
