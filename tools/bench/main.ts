import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { main, say, step } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { fight } from './duel.js';
import { pidsOf } from './measure.js';
import { readOptions, type BenchOptions } from './options.js';
import { keep, printEnd, printTimes, type Report, type Times } from './report/report.js';
import { printDuel, printHead } from './report/table.js';
import { duels } from './scenarios/duels.js';
import { gather, type Material } from './scenarios/material.js';
import { idleMemory, lagSince, paymentToMail, recovery, startUps } from './scenarios/times.js';
import { openStage, programNames, type Stage } from './stage/stage.js';
import { PeakMemory } from './usage.js';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopping.abort(new Error('stopped'));
  });

await main(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return 0;
  const stage = await openStage(options);
  try {
    return await Promise.race([run(stage, options), untilStopped()]);
  } finally {
    await step('Stopping everything', () => stage.close());
  }
});

function untilStopped(): Promise<number> {
  return new Promise((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve(130);
    });
  });
}

async function run(stage: Stage, options: BenchOptions): Promise<number> {
  const { programs, plans, admin } = stage;
  await step('Starting API, worker, baseline, stand-in and mail box', async () => {
    for (const name of programNames) await programs.start(plans[name]);
  });
  const material = await gather(stage);
  const memory = new PeakMemory(() => pidsOf(stage));
  const began = new Date();
  const report: Report = {
    ...{ options, database: await versionOf(stage), duels: [] },
    ...{ peakMb: memory.peaks, outboxLag: { p50: 0, p99: 0 } },
  };
  if (options.only.includes('times')) {
    report.times = await step('Measuring start-up, payment to mail and recovery', () =>
      timesOf(stage, material, options),
    );
    printTimes(report.times);
  }
  await runDuels(stage, material, options, report);
  memory.stop();
  report.outboxLag = await lagSince(stage, began);
  printEnd(report);
  await admin.ping();
  say(`\nFigures: ${relative(root, keep(report))}`);
  return 0;
}

async function timesOf(stage: Stage, material: Material, { seconds }: BenchOptions): Promise<Times> {
  const startUp = await startUps(stage);
  const idleMb = await idleMemory(stage);
  const mails = await paymentToMail(stage, material, seconds * 2);
  return { startUp, idleMb, paymentToMail: mails, recovery: await recovery(stage, material) };
}

async function runDuels(
  stage: Stage,
  material: Material,
  options: BenchOptions,
  report: Report,
): Promise<void> {
  const chosen = options.only.filter((name) => name !== 'times');
  if (chosen.length > 0) printHead();
  for (const scenario of chosen) {
    for (const clients of options.clients) {
      stopping.signal.throwIfAborted();
      const duel = { scenario, clients, ...duels[scenario](stage, material, clients) };
      const result = await fight(stage, duel, options);
      report.duels.push(result);
      printDuel(result);
      await sleep(200);
    }
  }
}

async function versionOf({ admin }: Stage): Promise<string> {
  const [rows] = await admin.query('SELECT VERSION() AS version');
  return (rows as { version: string }[])[0]?.version ?? '';
}
