import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startPrivateRedis } from '#launcher/private-services.mjs';
import { findSources } from '#launcher/services/sources.mjs';
import { HttpClient } from '../support/http.js';
import { Program } from '../support/programs.js';
import { Shop } from '../support/shop.js';
import { Shopkeeper, type ShopkeeperProduct } from '../support/shopkeeper.js';

type PrivateRedis = Awaited<ReturnType<typeof startPrivateRedis>>;

interface DetailView {
  price: { amount: number };
  stockState: string;
  variants: { id: string; sku: string; stockState: string }[];
}

interface PageView {
  items: { slug: string; price: { amount: number }; stockState: string }[];
}

/** From the answer to whoever changed something until everybody sees it. */
const promiseMs = 1_000;

const dir = mkdtempSync(join(tmpdir(), 'tradepost-fresh-'));
let redis: PrivateRedis;
let shop: Shop;
let grace: Shopkeeper;
let readers: Program[];
let worker: Program;
let sold = 0;

beforeAll(async () => {
  redis = await startPrivateRedis(dir, (await findSources(dir)).redis, { durable: false });
  // The staff's API is in this process; who reads, and the worker, are processes of their own.
  shop = await Shop.open({ workers: 0, variables: { CACHE: 'on', REDIS_URL: redis.url } });
  grace = await Shopkeeper.of(shop);
  readers = await Promise.all([Program.start('api', shop), Program.start('api', shop)]);
  worker = await Program.start('worker', shop);
}, 180_000);

afterAll(async () => {
  await Promise.all([...readers, worker].map((program) => program.stop()));
  await shop.close();
  await redis.server.remove();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

async function see<View>(reader: Program, path: string): Promise<{ view: View; from: string | null }> {
  const { body, headers } = await new HttpClient(reader.url).send<View>('GET', path);
  return { view: body, from: headers.get('cache-status') };
}

/** Everybody has it, and answers it from memory. */
async function everybodyKeeps(paths: readonly string[]): Promise<void> {
  const end = Date.now() + 10_000;
  for (const reader of readers)
    for (const path of paths)
      while ((await see(reader, path)).from !== 'tradepost; hit') {
        if (Date.now() > end) throw new Error(`${path} is not kept at ${reader.url}`);
        await sleep(10);
      }
}

/** @returns how long it took until the last of them saw it, in milliseconds */
async function untilAllSee<View>(
  path: string,
  isRight: (view: View) => boolean,
  since: number,
): Promise<number> {
  const times = await Promise.all(
    readers.map(async (reader) => {
      for (;;) {
        const askedAt = performance.now();
        if (isRight((await see<View>(reader, path)).view)) return askedAt - since;
        if (askedAt - since > 10_000) return Infinity;
        await sleep(5);
      }
    }),
  );
  return Math.max(...times);
}

async function somethingOnSale(
  name: string,
  variants = 1,
): Promise<{ product: ShopkeeperProduct; category: string }> {
  sold += 1;
  const label = `${name} ${String(sold)}`;
  const department = await grace.opensDepartment(`Department of ${label}`);
  const category = await grace.opensCategory(`Category of ${label}`, department);
  let product = await grace.writesDown(label, category);
  for (let n = 1; n <= variants; n += 1)
    product = await grace.addsVariant(product, `FRESH-${String(sold)}-${String(n)}`, 20, {});
  product = await grace.publishes(product);
  return { product, category: `category-of-${name.toLowerCase()}-${String(sold)}` };
}

/** What a change is to be seen in: the page, the shelf by SQL, and what the search index finds. */
function pathsOf({
  product,
  category,
}: {
  product: ShopkeeperProduct;
  category: string;
}): [string, string, string] {
  return [
    `/v1/products/${product.slug}`,
    `/v1/products?category=${category}`,
    `/v1/products?category=${category}&priceMin=1`,
  ];
}

async function priceChanges(): Promise<void> {
  const thing = await somethingOnSale('Mug');
  const paths = pathsOf(thing);
  await everybodyKeeps(paths);
  await grace.prices(thing.product, thing.product.variants[0]!.sku, 25);
  const since = performance.now();
  const [detail, ...lists] = paths;
  const times = await Promise.all([
    untilAllSee<DetailView>(detail, ({ price }) => price.amount === 2_500, since),
    ...lists.map((path) =>
      untilAllSee<PageView>(path, ({ items }) => items[0]?.price.amount === 2_500, since),
    ),
  ]);
  for (const time of times) expect(time).toBeLessThan(promiseMs);
}

async function productComesAndGoes(): Promise<void> {
  const thing = await somethingOnSale('Bowl');
  const [detail, ...lists] = pathsOf(thing);
  await everybodyKeeps([detail, ...lists]);
  const withdrawn = await grace.withdraws(thing.product);
  const gone = performance.now();
  const isOff = (path: string): Promise<number> =>
    untilAllSee<PageView>(path, ({ items }) => items.length === 0, gone);
  const times = await Promise.all([
    untilAllSee<Partial<DetailView>>(detail, ({ price }) => price === undefined, gone),
    ...lists.map(isOff),
  ]);
  await grace.publishes(withdrawn);
  const back = performance.now();
  const isOn = (path: string): Promise<number> =>
    untilAllSee<PageView>(path, ({ items }) => items.length === 1, back);
  times.push(
    await untilAllSee<Partial<DetailView>>(detail, ({ price }) => price !== undefined, back),
    ...(await Promise.all(lists.map(isOn))),
  );
  for (const time of times) expect(time).toBeLessThan(promiseMs);
}

async function lastOneIsSold(): Promise<void> {
  const thing = await somethingOnSale('Spoon');
  const { sku, id } = thing.product.variants[0]!;
  await grace.client.ask('PUT', `/v1/admin/stock/${id}`, { available: 1, reason: 'the last one' });
  const [detail, ...lists] = pathsOf(thing);
  const isLow = ({ stockState }: DetailView): boolean => stockState === 'low';
  // Or the end would be seen before it came.
  expect(await untilAllSee(detail, isLow, performance.now())).toBeLessThan(promiseMs);
  await everybodyKeeps([detail, ...lists]);
  const buyer = shop.shopper('Buyer');
  await buyer.puts(id);
  await buyer.checksOut();
  const since = performance.now();
  const times = await Promise.all([
    untilAllSee<DetailView>(
      detail,
      ({ variants }) => variants.find((each) => each.sku === sku)?.stockState === 'sold-out',
      since,
    ),
    ...lists.map((path) =>
      untilAllSee<PageView>(path, ({ items }) => items[0]?.stockState === 'sold-out', since),
    ),
  ]);
  for (const time of times) expect(time).toBeLessThan(promiseMs);
}

async function keysInRedis(): Promise<number> {
  const client = new Redis(redis.url);
  const keys = await client.keys('*:cache:*');
  client.disconnect();
  return keys.length;
}

describe('with Redis, every reader sees within a second', () => {
  it('a price that staff change, though everybody and Redis had the old one', async () => {
    await priceChanges();
    expect(await keysInRedis()).toBeGreaterThan(0);
  });
  it('a product that is withdrawn, and published again', productComesAndGoes);
  it('that the last one was sold', lastOneIsSold);
});

describe('with a Redis that hangs, every reader sees within a second', () => {
  beforeAll(() => redis.server.signal('SIGSTOP'));
  afterAll(() => redis.server.signal('SIGCONT'));

  it('a price that staff change', priceChanges);
  it('that the last one was sold', lastOneIsSold);
});

describe('without Redis, every reader sees within a second', () => {
  beforeAll(() => redis.server.kill());

  it('a price that staff change', priceChanges);
  it('a product that is withdrawn, and published again', productComesAndGoes);
  it('that the last one was sold', lastOneIsSold);
});

describe('with a Redis that came back empty-handed, every reader sees within a second', () => {
  beforeAll(() => redis.server.start());

  it('a price that staff change', priceChanges);
  it('that the last one was sold', lastOneIsSold);
});
