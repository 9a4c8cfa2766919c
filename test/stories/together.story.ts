import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Schedules } from '../../apps/worker/src/schedules.js';
import { CleanUpCarts } from '#cart';
import { RedisConnection } from '#platform/redis/redis.module.js';
import { HttpClient, type Problem } from '../support/http.js';
import { Shop } from '../support/shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2, workers: 2, variables: { RATE_LIMIT_PER_MINUTE: '40' } });
});

afterAll(() => shop.close());

/** A new minute begins: one that ends among the requests would let more of them pass. */
async function forgetLimits(): Promise<void> {
  const { client } = shop.apis[0]!.get(RedisConnection, { strict: false });
  const keys = await client.keys(`${shop.config.redis.prefix}:limit:*`);
  if (keys.length > 0) await client.del(...keys);
}

describe('two APIs and two workers', () => {
  it('share carts, sessions and orders, and mail once', async () => {
    const [thing] = await shop.thingsInStock(1);
    const here = shop.shopper('Here', { api: 0 });
    await here.joins();
    await here.puts(thing!.variantId);
    const there = new HttpClient(shop.urls[1]!);
    Object.assign(there.headers, here.client.headers);
    expect(await there.get('/v1/cart')).toMatchObject({ lines: [{ sku: thing!.sku }] });
    const order = await here.checksOut();
    expect(await there.get(`/v1/orders/${order.id}`)).toMatchObject({ number: order.number });
    await here.paysBy(await here.startsPayment(order));
    await here.seesOrder(order.id, 'paid');
    await here.receives(/order/i);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await here.mails(/order/i)).toHaveLength(1);
  });

  it('run a schedule once, although both are told to', async () => {
    const end = Promise.withResolvers<undefined>();
    const jobs = shop.workers.map((worker) =>
      jest.spyOn(worker.get(CleanUpCarts, { strict: false }), 'execute').mockImplementation(async () => {
        await end.promise; // so that it is still running when the other worker comes
        return 0;
      }),
    );
    const runs = shop.workers.map((worker) => worker.get(Schedules).runNow('clean-up-carts'));
    expect(await Promise.race(runs)).toBe(false);
    end.resolve(undefined);
    expect((await Promise.all(runs)).filter(Boolean)).toHaveLength(1);
    expect(jobs.reduce((sum, job) => sum + job.mock.calls.length, 0)).toBe(1);
    for (const job of jobs) job.mockRestore();
  });

  it('count limits together', async () => {
    await forgetLimits();
    const clients = shop.urls.map((url) => new HttpClient(url));
    const answers = [];
    for (let turn = 0; turn < 60; turn += 1) {
      answers.push(await clients[turn % 2]!.send<Problem>('POST', '/v1/cart/items', {}));
    }
    const refused = answers.filter(({ status }) => status === 429);
    // Forty of the sixty pass, whichever process they came to.
    expect(refused).toHaveLength(20);
    expect(refused[0]!.body).toMatchObject({ code: 'http.too-many-requests', status: 429 });
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
