import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { say } from '#launcher/console.mjs';
import type { ContestResult } from '../contest.js';
import type { BenchOptions } from '../options.js';
import type { Attacks } from '../scenarios/sign-in-attack.js';
import type { PaymentToMail, Recovery, StartUps } from '../scenarios/times.js';
import { benchDir } from '../stage/stage.js';

export interface Times {
  startUp: StartUps;
  idleMb: Record<string, number>;
  paymentToMail: PaymentToMail;
  recovery: Recovery;
}

export interface Report {
  options: BenchOptions;
  products: number;
  database: string;
  contests: ContestResult[];
  /** Resident megabytes a few seconds after the start. */
  restMb: Record<string, number>;
  times?: Times;
  attacks?: Attacks;
  /** Largest resident memory of each process during the run, in megabytes. */
  peakMb: Record<string, number>;
  /** Of all events since the start, in milliseconds. */
  outboxLag: { p50: number; p99: number };
}

export function printTimes({ startUp, idleMb, paymentToMail, recovery }: Times): void {
  const mb = (name: string): string => `${(idleMb[name] ?? 0).toFixed(0)} MB`;
  const { p50, p95, max, mails, outboxLag } = paymentToMail;
  say('');
  say(
    `API start-up            ${startUp.median.toFixed(0)} ms (aim 1,500), CPU ${startUp.cpu.toFixed(0)} ms (each: ${startUp.all.map((ms) => ms.toFixed(0)).join(' ')})`,
  );
  say(`Memory, idle            API ${mb('api')}, worker ${mb('worker')}`);
  say(
    `Payment to sent mail    p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, max ${max.toFixed(0)} ms (${String(mails)} mails)`,
  );
  say(`Outbox lag meanwhile    p50 ${outboxLag.p50.toFixed(0)} ms, p99 ${outboxLag.p99.toFixed(0)} ms`);
  say(
    `Redis is back           mail of the outage's order after ${recovery.orderOfTheOutage.toFixed(1)} s, of the next one after ${recovery.orderAfterwards.toFixed(1)} s`,
  );
}

const apiMb = 300;

export function printEnd({ restMb, peakMb, outboxLag }: Report): void {
  const mb = (of: Record<string, number>, name: string): string => `${(of[name] ?? 0).toFixed(0)} MB`;
  const largest = Math.max(peakMb['api'] ?? 0, peakMb['api-cold'] ?? 0);
  say('');
  say(`Memory, at rest         API ${mb(restMb, 'api')}, with its cache off ${mb(restMb, 'api-cold')}`);
  say(
    `Memory, peak            API ${mb(peakMb, 'api')}, with its cache off ${mb(peakMb, 'api-cold')} (aim under ${String(apiMb)} ${largest < apiMb ? '✓' : '✗'}), worker ${mb(peakMb, 'worker')}, baseline ${mb(peakMb, 'baseline')}`,
  );
  say(`Outbox lag, whole run   p50 ${outboxLag.p50.toFixed(0)} ms, p99 ${outboxLag.p99.toFixed(0)} ms`);
}

const mayLose = 1 / 3;

/** What the cold reads lose from the smallest to the largest shop. */
export function printLoss(reports: readonly Report[]): void {
  const [small, large] = [reports[0], reports.at(-1)];
  if (small === undefined || large === undefined || small === large) return;
  say('');
  for (const before of small.contests.filter(({ server }) => server === 'api-cold')) {
    const after = large.contests.find(
      ({ scenario, clients }) => scenario === before.scenario && clients === before.clients,
    );
    if (after === undefined) continue;
    const loss = 1 - after.ours.perSecond / before.ours.perSecond;
    const limited = /^(list|detail), /.test(before.scenario);
    const verdict = limited ? `, aim under ${percent(mayLose)} ${loss < mayLose ? '✓' : '✗'}` : '';
    const sizes = [small, large].map(({ products }) => products.toLocaleString('en-US')).join(' to ');
    say(
      `${before.scenario}, ${String(before.clients)} clients: from ${sizes} products loses ${percent(loss)}${verdict}`,
    );
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

export function keep(reports: readonly Report[]): string {
  mkdirSync(benchDir, { recursive: true });
  const date = new Date().toISOString();
  const file = join(benchDir, `${date.slice(0, 19).replaceAll(':', '-')}.json`);
  const machine = {
    ...{ cpu: cpus()[0]?.model, cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) },
    ...{ node: process.version, load: loadavg() },
  };
  writeFileSync(file, `${JSON.stringify({ date, machine, reports }, null, 2)}\n`);
  return file;
}
