import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '#launcher/console.mjs';
import { LoadProcess } from '../load/load-process.js';
import type { LoadResult, Replay } from '../load/protocol.js';
import { jsonRequest, requestText } from '../load/wire.js';
import { median } from '../measure.js';
import type { Stage } from '../stage/stage.js';
import { rssMb } from '../usage.js';
import { firstPages } from './catalog-keys.js';
import { pick, type Material } from './material.js';

type Server = 'api' | 'api-cold';

const attackers = 64;
const shoppers = 8;
/** Between two requests of a shopper: a shop with something to do, not one at its limit. */
const shopperPauseMs = 20;
const warmUpSeconds = 3;
const floodPerSecond = 1_000;
const floodSeconds = 10;
export const aim = 2;

export interface AttackResult {
  server: Server;
  attack: string;
  /** Milliseconds, the median of the rounds; without and with the attack. */
  idle: { p50: number; p95: number };
  attacked: { p50: number; p95: number };
  /** Of p95, round by round, and their median. */
  ratios: number[];
  ratio: number;
  shopperFailures: Record<string, number>;
  /** What the attackers were answered, each second. */
  answered: Record<string, number>;
}

export interface FloodResult {
  sent: number;
  /** By status; `none` for those that had no answer. */
  answered: Record<string, number>;
  catalog: { p50: number; p95: number; failed: Record<string, number> };
  rssMb: { before: number; after: number };
}

export interface Attacks {
  attacks: AttackResult[];
  flood: FloodResult;
}

interface Attack {
  name: string;
  requests: readonly string[];
}

/** What the clients say that a proxy in front has said of them. */
const addressOf = (n: number): string =>
  `10.${String((n >> 16) & 255)}.${String((n >> 8) & 255)}.${String(n & 255)}`;

function signIn(n: number, address: string): string {
  const body = { email: `customer-${String(n)}@example.test`, password: `a guess, number ${String(n)}` };
  return jsonRequest('POST', '/v1/auth/sessions', body, { 'x-forwarded-for': address });
}

/** From one address the limits do the work; from many, each with another account, every guess is hashed. */
const attacks: readonly Attack[] = [
  { name: 'from one address', requests: numbers(1_000).map((n) => signIn(n, '203.0.113.66')) },
  {
    name: 'from many addresses',
    requests: numbers(60_000).map((n) => signIn(n, addressOf(0x80_0000 + n))),
  },
];

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

/** Shoppers who look at pages of the catalogue, with and without somebody who guesses at passwords, in turns. */
export async function signInAttacks(
  stage: Stage,
  material: Material,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<Attacks> {
  const attackLoad = new LoadProcess();
  await behindAProxy(stage);
  try {
    const results: AttackResult[] = [];
    for (const server of ['api-cold', 'api'] as const)
      for (const attack of attacks)
        results.push(await underAttack({ stage, material, attackLoad, server, seconds, rounds }, attack));
    return { attacks: results, flood: await flooded(stage, material, attackLoad) };
  } finally {
    attackLoad.stop();
  }
}

/** The limits as they are, except for the one of all failures together: from many addresses it would spare the hashing after 1,200. */
async function behindAProxy({ programs, plans }: Stage): Promise<void> {
  for (const name of ['api', 'api-cold'] as const) {
    await programs.stop(name);
    const env = {
      ...plans[name].env,
      ...{ TRUSTED_PROXIES: '1', RATE_LIMIT_PER_MINUTE: '600', SIGN_IN_FAILURES_PER_MINUTE: '100000000' },
    };
    await programs.start({ ...plans[name], env });
  }
}

interface Scene {
  stage: Stage;
  material: Material;
  attackLoad: LoadProcess;
  server: Server;
  seconds: number;
  rounds: number;
}

async function underAttack(scene: Scene, { name, requests }: Attack): Promise<AttackResult> {
  const { stage, material, attackLoad, server, seconds, rounds } = scene;
  const shop = (length: number): Promise<LoadResult> =>
    stage.load.run(shopping(stage, material, server, length));
  const guess = (length: number): Promise<LoadResult> =>
    attackLoad.run({
      ...{ kind: 'replay', use: 'again', status: 401, clients: attackers, port: stage.ports[server] },
      ...{ requests, seconds: length },
    });
  // Twice: what is compiled, connected and cached at the first sign-in belongs to neither side.
  await Promise.all([shop(warmUpSeconds), guess(warmUpSeconds)]);
  const idle: LoadResult[] = [];
  const attacked: LoadResult[] = [];
  const guesses: LoadResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await sleep(1_500);
    idle.push(await shop(seconds));
    const attack = guess(seconds + 1);
    await sleep(500);
    attacked.push(await shop(seconds));
    guesses.push(await attack);
  }
  const ratios = attacked.map(({ latency }, round) => latency.p95 / (idle[round]?.latency.p95 ?? NaN));
  return {
    ...{ server, attack: name, ratios, ratio: median(ratios) },
    ...{ idle: middle(idle), attacked: middle(attacked) },
    shopperFailures: total([...idle, ...attacked].map(({ failed }) => failed)),
    answered: total(
      guesses.map(({ done, failed, seconds: took }) => perSecond({ 401: done, ...failed }, took * rounds)),
    ),
  };
}

function shopping(stage: Stage, material: Material, server: Server, seconds: number): Replay {
  const pages = firstPages(material.categories.map(({ slug }) => slug));
  const paths = pages.flatMap((key, n) => [
    `/v1/products?category=${key.category}&sort=${key.sort}&page=1&limit=20`,
    `/v1/products/${pick(material.slugs, n)}`,
  ]);
  return {
    ...{ kind: 'replay', use: 'again', status: 200, clients: shoppers, pauseMs: shopperPauseMs },
    ...{ port: stage.ports[server], seconds },
    // Each time somebody else: nobody meets their own limit.
    requests: numbers(20_000).map((n) =>
      requestText('GET', pick(paths, n), { 'x-forwarded-for': addressOf(n) }),
    ),
  };
}

/** A thousand wrong passwords a second, whatever becomes of them. */
async function flooded(stage: Stage, material: Material, attackLoad: LoadProcess): Promise<FloodResult> {
  const pid = stage.programs.pidOf('api');
  const before = rssMb(pid);
  const [flood, catalog] = await Promise.all([
    attackLoad.run({
      ...{ kind: 'flood', port: stage.ports.api, perSecond: floodPerSecond, seconds: floodSeconds },
      requests: numbers(20_000).map((n) => signIn(n, addressOf(0xc0_0000 + n))),
    }),
    stage.load.run(shopping(stage, material, 'api', floodSeconds)),
  ]);
  await sleep(3_000);
  const { p50, p95 } = catalog.latency;
  return {
    ...{ sent: flood.done, answered: flood.failed, rssMb: { before, after: rssMb(pid) } },
    catalog: { p50, p95, failed: catalog.failed },
  };
}

function middle(results: readonly LoadResult[]): { p50: number; p95: number } {
  return {
    p50: median(results.map(({ latency }) => latency.p50)),
    p95: median(results.map(({ latency }) => latency.p95)),
  };
}

function total(all: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const each of all)
    for (const [name, count] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function perSecond(counts: Record<string, number>, seconds: number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / seconds]));
}

export function printAttacks({ attacks: results, flood }: Attacks): void {
  say(
    `\nSign-in under attack    ${String(attackers)} connections of wrong passwords, ${String(shoppers)} shoppers`,
  );
  for (const { server, attack, idle, attacked, ratio, ratios, answered, shopperFailures } of results) {
    const name = `${server === 'api' ? 'warm' : 'cold'}, ${attack}`.padEnd(28);
    const times = (of: { p50: number; p95: number }): string =>
      `${of.p50.toFixed(1)} / ${of.p95.toFixed(1)} ms`;
    say(
      `  ${name} p50 / p95 idle ${times(idle)}, attacked ${times(attacked)}; p95 × ${ratio.toFixed(2)} (${ratios.map((each) => each.toFixed(2)).join(' ')}), aim ${String(aim)} ${ratio <= aim ? '✓' : '✗'}`,
    );
    say(
      `    attackers were answered each second: ${counts(answered)}; shoppers failed: ${counts(shopperFailures)}`,
    );
  }
  const { sent, answered, catalog, rssMb: memory } = flood;
  say(
    `  ${String(floodPerSecond)} a second for ${String(floodSeconds)} s: ${String(sent)} sent, answered ${counts(answered)}; catalogue p50 / p95 ${catalog.p50.toFixed(1)} / ${catalog.p95.toFixed(1)} ms, failed: ${counts(catalog.failed)}; memory ${memory.before.toFixed(0)} → ${memory.after.toFixed(0)} MB`,
  );
}

function counts(of: Record<string, number>): string {
  const all = Object.entries(of).map(([name, count]) => `${count.toFixed(0)} × ${name}`);
  return all.length === 0 ? 'none' : all.join(', ');
}
