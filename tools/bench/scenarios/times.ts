import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '#launcher/console.mjs';
import { at } from '../load/latencies.js';
import type { Checkouts } from '../load/protocol.js';
import { median } from '../measure.js';
import type { Started } from '../stage/programs.js';
import type { Stage } from '../stage/stage.js';
import { rssMb } from '../usage.js';
import type { Material } from './material.js';
import { untilQuiet } from './quiet.js';

const starts = 5;

export interface StartUps {
  /** Milliseconds from the API's start to its first 200 at /health/ready. */
  median: number;
  all: number[];
  /** CPU milliseconds until then. */
  cpu: number;
}

/** Each time a new process; the last one stays. */
export async function startUps({ programs, plans }: Stage): Promise<StartUps> {
  const all: Started[] = [];
  for (let time = 0; time < starts; time += 1) {
    await programs.stop('api');
    all.push(await programs.start(plans.api));
  }
  const times = all.map(({ readyMs }) => readyMs);
  return { median: median(times), all: times, cpu: median(all.map(({ readyCpuMs }) => readyCpuMs)) };
}

/** Megabytes, a few seconds after the start and before the first request. */
export async function restMemory({ programs }: Stage): Promise<Record<string, number>> {
  await sleep(5_000);
  return { api: rssMb(programs.pidOf('api')), 'api-cold': rssMb(programs.pidOf('api-cold')) };
}

export async function idleMemory({ programs }: Stage): Promise<Record<'api' | 'worker', number>> {
  await sleep(5_000);
  return { api: rssMb(programs.pidOf('api')), worker: rssMb(programs.pidOf('worker')) };
}

function checkoutsOf(stage: Stage, material: Material, clients: number, seconds: number): Checkouts {
  return {
    ...{ kind: 'checkouts', clients, seconds, maxUnmailed: 100 },
    ...{ port: stage.ports.api, standInPort: stage.ports.standIn },
    databaseUrl: stage.services.database.url,
    variantIds: material.variants.map(({ variantId }) => variantId),
    shippingMethodId: material.shippingMethodId,
  };
}

export interface PaymentToMail {
  mails: number;
  /** Milliseconds from the confirmed payment to the mail row that says "sent". */
  p50: number;
  p95: number;
  max: number;
  /** Milliseconds from an event to its consumption. */
  outboxLag: { p50: number; p99: number };
}

/** Two customers at a time, one purchase after the other: a shop with something to do, not one at its limit. */
export async function paymentToMail(
  stage: Stage,
  material: Material,
  seconds: number,
): Promise<PaymentToMail> {
  const [began] = (await stage.admin.query('SELECT UTC_TIMESTAMP(3) AS now'))[0] as { now: Date }[];
  const { confirmedAt = [] } = await stage.load.run(checkoutsOf(stage, material, 2, seconds));
  await untilQuiet(stage);
  const [rows] = await stage.admin.query(
    "SELECT reference, sent_at FROM mails WHERE kind = 'order-confirmation' AND status = 'sent'",
  );
  const sentAt = new Map(
    (rows as { reference: string; sent_at: Date }[]).map((row) => [row.reference, row.sent_at.getTime()]),
  );
  const waits = confirmedAt.flatMap(([orderId, confirmed]) => {
    const sent = sentAt.get(orderId);
    return sent === undefined ? [] : [sent - confirmed];
  });
  waits.sort((one, other) => one - other);
  const outboxLag = await lagSince(stage, began?.now ?? new Date(0));
  return {
    mails: waits.length,
    p50: at(waits, 0.5),
    p95: at(waits, 0.95),
    max: waits.at(-1) ?? 0,
    outboxLag,
  };
}

/** Of everything that was consumed since then. */
export async function lagSince({ admin }: Stage, since: Date): Promise<PaymentToMail['outboxLag']> {
  const [rows] = await admin.query(
    `SELECT TIMESTAMPDIFF(MICROSECOND, o.occurred_at, c.consumed_at) / 1000 AS lag
     FROM outbox_consumptions c
     JOIN outbox o ON o.id = c.event_id
     WHERE c.consumed_at >= ?
     ORDER BY lag`,
    [since],
  );
  const lags = (rows as { lag: number | string }[]).map(({ lag }) => Number(lag));
  return { p50: at(lags, 0.5), p99: at(lags, 0.99) };
}

export interface Recovery {
  /** Seconds from the moment Redis answers again to the mail of the order that was paid meanwhile. */
  orderOfTheOutage: number;
  /** Seconds until the mail of an order that began after Redis was back. */
  orderAfterwards: number;
}

/** Redis is killed, somebody buys all the same, Redis comes back. */
export async function recovery(stage: Stage, material: Material): Promise<Recovery> {
  const { server } = stage.services.redis;
  await server.kill();
  await sleep(3_000);
  say('  Redis is away; somebody buys …');
  const meanwhile = await buyOnce(stage, material);
  await server.start();
  const back = Date.now();
  const afterwards = await buyOnce(stage, material);
  return {
    orderOfTheOutage: (await mailedAt(stage, meanwhile, back)) / 1_000,
    orderAfterwards: (await mailedAt(stage, afterwards, back)) / 1_000,
  };
}

async function buyOnce(stage: Stage, material: Material): Promise<string> {
  const { confirmedAt = [], failed } = await stage.load.run({
    ...checkoutsOf(stage, material, 1, 60),
    atMost: 1,
  });
  const orderId = confirmedAt[0]?.[0];
  if (orderId === undefined) throw new Error(`Nobody could buy: ${Object.keys(failed).join(', ')}`);
  return orderId;
}

/** @returns milliseconds after `since` */
async function mailedAt({ admin }: Stage, orderId: string, since: number): Promise<number> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const [rows] = await admin.query(
      "SELECT sent_at FROM mails WHERE kind = 'order-confirmation' AND reference = ? AND status = 'sent'",
      [orderId],
    );
    const [mail] = rows as { sent_at: Date }[];
    if (mail !== undefined) return Math.max(0, mail.sent_at.getTime() - since);
    await sleep(20);
  }
  return NaN;
}
