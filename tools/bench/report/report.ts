import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { say } from '#launcher/console.mjs';
import type { DuelResult } from '../duel.js';
import type { BenchOptions } from '../options.js';
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
  database: string;
  duels: DuelResult[];
  times?: Times;
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

export function printEnd({ peakMb, outboxLag }: Report): void {
  const api = peakMb['api'] ?? 0;
  say('');
  say(
    `Memory, peak            API ${api.toFixed(0)} MB (aim under 200 ${api < 200 ? '✓' : '✗'}), worker ${(peakMb['worker'] ?? 0).toFixed(0)} MB, baseline ${(peakMb['baseline'] ?? 0).toFixed(0)} MB`,
  );
  say(`Outbox lag, whole run   p50 ${outboxLag.p50.toFixed(0)} ms, p99 ${outboxLag.p99.toFixed(0)} ms`);
}

export function keep(report: Report): string {
  mkdirSync(benchDir, { recursive: true });
  const date = new Date().toISOString();
  const file = join(benchDir, `${date.slice(0, 19).replaceAll(':', '-')}.json`);
  const machine = {
    ...{ cpu: cpus()[0]?.model, cores: cpus().length, memoryMb: Math.round(totalmem() / 2 ** 20) },
    ...{ node: process.version, load: loadavg() },
  };
  writeFileSync(file, `${JSON.stringify({ date, machine, ...report }, null, 2)}\n`);
  return file;
}
