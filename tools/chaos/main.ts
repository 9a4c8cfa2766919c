import { writeFileSync } from 'node:fs';
import { main, say, step } from '#launcher/console.mjs';
import { temporaryFolder } from '#launcher/temporary.mjs';
import { doseOf } from './dose.js';
import { chooseFaults } from './faults/index.js';
import { begun, endAll } from './last-moment.js';
import { readOptions, usage, type Options } from './options.js';
import { printReport, violationCount, type Report } from './report.js';
import type { FaultResult } from './result.js';
import { ChaosRun } from './run.js';
import { World } from './world.js';

// Whatever ends this process, and however early: nothing that it started goes on.
process.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    say(`\n${signal}: ending everything`);
    process.exit(130);
  });
}

await main(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    say(usage);
    return 0;
  }
  const report = await run(options);
  printReport(report);
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(report, undefined, 2)}\n`);
  return violationCount(report) === 0 ? 0 : 1;
});

async function run(options: Options): Promise<Report> {
  const makers = chooseFaults(options.faults);
  const since = Date.now();
  const folder = (begun.folder = await temporaryFolder());
  const shop = (begun.world = await World.open(folder));
  // Whoever looks for the cause of a failure or a violation needs the logs and the rows.
  let keep = true;
  try {
    await shop.start();
    const chaos = new ChaosRun(shop, doseOf(options));
    const faults: FaultResult[] = [];
    for (const make of makers) faults.push(await chaos.withFault(make));
    const afterwards = await step('A last look', () => chaos.afterwards());
    const report = { faults, afterwards, seconds: (Date.now() - since) / 1_000 };
    keep = options.keep || violationCount(report) > 0;
    return report;
  } finally {
    if (keep) say(`  Data and logs are kept until the next run: ${shop.dir}`);
    await shop.close({ keep });
  }
}
