import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { main, say, step } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { hold, type Contest } from './contest.js';
import { pidsOf } from './measure.js';
import { readOptions, type BenchOptions, type ScenarioName } from './options.js';
import { keep, printEnd, printLoss, printTimes, type Report, type Times } from './report/report.js';
import { printContest, printHead } from './report/table.js';
import { catalogContests } from './scenarios/catalog-contests.js';
import { tradeContests } from './scenarios/trade-contests.js';
import { printAttacks, signInAttacks } from './scenarios/sign-in-attack.js';
import { gather, type Material } from './scenarios/material.js';
import { idleMemory, lagSince, paymentToMail, recovery, restMemory, startUps } from './scenarios/times.js';
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
  const reports: Report[] = [];
  for (const products of options.products) {
    const stage = await openStage(options, products);
    try {
      const report = await Promise.race([run(stage, options, products), untilStopped()]);
      if (report === undefined) return 130;
      reports.push(report);
    } finally {
      await step('Stopping everything', () => stage.close());
    }
  }
  printLoss(reports);
  say(`\nFigures: ${relative(root, keep(reports))}`);
  return 0;
});

function untilStopped(): Promise<undefined> {
  return new Promise((resolve) => {
    stopping.signal.addEventListener('abort', () => {
      resolve(undefined);
    });
  });
}

async function run(stage: Stage, options: BenchOptions, products: number): Promise<Report> {
  const { programs, plans, admin } = stage;
  await step('Starting two APIs, worker, baseline, stand-in and mail box', async () => {
    for (const name of programNames) await programs.start(plans[name]);
  });
  const material = await gather(stage, products);
  const restMb = await restMemory(stage);
  const memory = new PeakMemory(() => pidsOf(stage));
  const began = new Date();
  const report: Report = {
    ...{ options, products, database: await versionOf(stage), contests: [], restMb },
    ...{ peakMb: memory.peaks, outboxLag: { p50: 0, p99: 0 } },
  };
  if (options.only.includes('times')) {
    report.times = await step('Measuring start-up, payment to mail and recovery', () =>
      timesOf(stage, material, options),
    );
    printTimes(report.times);
  }
  await runContests(stage, material, options, report);
  // Last: it starts the APIs with other settings.
  if (options.only.includes('sign-in-attack')) {
    report.attacks = await step('Measuring the catalogue while passwords are guessed', () =>
      signInAttacks(stage, material, options),
    );
    printAttacks(report.attacks);
  }
  memory.stop();
  report.outboxLag = await lagSince(stage, began);
  printEnd(report);
  await admin.ping();
  return report;
}

async function timesOf(stage: Stage, material: Material, { seconds }: BenchOptions): Promise<Times> {
  const startUp = await startUps(stage);
  const idleMb = await idleMemory(stage);
  const mails = await paymentToMail(stage, material, seconds * 2);
  return { startUp, idleMb, paymentToMail: mails, recovery: await recovery(stage, material) };
}

async function runContests(
  stage: Stage,
  material: Material,
  options: BenchOptions,
  report: Report,
): Promise<void> {
  const chosen = options.only.filter((name) => name !== 'times' && name !== 'sign-in-attack');
  if (chosen.length > 0) printHead(report.products);
  for (const scenario of chosen) {
    for (const clients of options.clients) {
      for (const contest of await contestsOf(scenario, stage, material, clients)) {
        stopping.signal.throwIfAborted();
        const result = await hold(stage, contest, options);
        report.contests.push(result);
        printContest(result);
        await sleep(200);
      }
    }
  }
}

async function contestsOf(
  scenario: Exclude<ScenarioName, 'times' | 'sign-in-attack'>,
  stage: Stage,
  material: Material,
  clients: number,
): Promise<Contest[]> {
  if (scenario === 'cart' || scenario === 'order' || scenario === 'checkout')
    return [{ scenario, clients, ...tradeContests[scenario](stage, material, clients) }];
  return catalogContests(scenario, stage, material, clients);
}

async function versionOf({ admin }: Stage): Promise<string> {
  const [rows] = await admin.query('SELECT VERSION() AS version');
  return (rows as { version: string }[])[0]?.version ?? '';
}
