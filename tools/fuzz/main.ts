import { writeFileSync } from 'node:fs';
import { main, say } from '#launcher/console.mjs';
import { temporaryFolder } from '#launcher/temporary.mjs';
import type { Document } from './document.js';
import { readOptions, usage, type Options } from './options.js';
import { printReport, type Report } from './report.js';
import { FuzzRun } from './run.js';
import { endEverything, Stage } from './stage.js';

const begun: { dir?: string; stage?: Stage } = {};

// Whatever ends this process, and however early: nothing that it started goes on.
process.on('exit', () => {
  if (begun.dir !== undefined) endEverything(begun.dir, begun.stage);
});
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
  say(`Seed ${String(options.seed)}`);
  const report = await run(options);
  printReport(report);
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(report, undefined, 2)}\n`);
  return report.finds.length === 0 ? 0 : 1;
});

async function run(options: Options): Promise<Report> {
  const dir = (begun.dir = await temporaryFolder());
  const stage = await Stage.open(dir, (opened) => (begun.stage = opened));
  // Whoever looks for the cause of a find needs the logs.
  let keep = true;
  try {
    const [url = ''] = stage.urls;
    const document = (await (await fetch(`${url}/docs-json`)).json()) as Document;
    const { seed, requests, only } = options;
    const progress = everySeconds(10);
    const { urls, write } = stage;
    const report = await new FuzzRun({ urls, write, document, seed, requests, only, progress }).execute();
    const crashed = stage.crashes.map((detail) => ({
      ...{ check: 'no-answer' as const, route: '-', detail, asker: '-', curl: '-', answer: 'see the logs' },
    }));
    const whole = { ...report, finds: [...report.finds, ...crashed] };
    keep = options.keep || whole.finds.length > 0;
    return whole;
  } finally {
    if (keep) say(`  Data and logs are kept until the next run: ${dir}`);
    await stage.close({ keep });
  }
}

function everySeconds(seconds: number): (requests: number, finds: number) => void {
  let next = Date.now() + seconds * 1_000;
  return (requests, finds) => {
    if (Date.now() < next) return;
    next = Date.now() + seconds * 1_000;
    say(`  ${String(requests)} requests, ${String(finds)} finds`);
  };
}
