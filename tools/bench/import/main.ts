import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Failure, main, say, step } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { capture } from '#launcher/process.mjs';
import { readOptions } from '../options.js';
import { openStage, type Stage } from '../stage/stage.js';
import { cpuMs, PeakMemory, rssMb } from '../usage.js';
import { productFile } from './product-file.js';

const variantsEach = 4;
/** A folder of data of its own: what is imported would change the catalogue that the bench asks about. */
const products = 999;
const names = ['stand-in', 'mailbox', 'api', 'worker'] as const;

interface ImportView {
  id: string;
  status: string;
  rows: number;
  products: { created: number; changed: number; unchanged: number };
}

// How long an import takes, what it costs, and how much memory: node tools/launcher/run.mjs bench/import --rows 100000
await main(async () => {
  const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  const options = readOptions(['--products', String(products), '--fresh']);
  if (options === undefined || !Number.isInteger(rows) || rows < variantsEach)
    throw new Failure(`--rows wants a whole number from ${String(variantsEach)}.`);
  const stage = await openStage(options, products);
  try {
    for (const name of names) await stage.programs.start(stage.plans[name]);
    const staff = await signIn(stage);
    const categories = await categoriesOf(stage);
    const file = productFile({ products: Math.floor(rows / variantsEach), variantsEach, categories });
    await timed(stage, staff, file, 'new products');
    await timed(stage, staff, file, 'the same file again, which changes nothing');
    await timedExport(stage, staff);
  } finally {
    await step('Stopping everything', () => stage.close());
  }
  return 0;
});

async function signIn(stage: Stage): Promise<string> {
  const email = 'owner@example.test';
  const password = randomBytes(18).toString('base64');
  const { env } = stage.plans.api;
  const words = ['dist/apps/cli/src/main.js', 'create-owner', '--email', email];
  const { code, output } = await capture(process.execPath, words, {
    cwd: root,
    env: { ...env, OWNER_PASSWORD: password },
  });
  if (code !== 0) throw new Failure(`The staff account could not be made:\n${output}`);
  const answer = await fetch(`${urlOf(stage)}/v1/auth/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function categoriesOf({ admin }: Stage): Promise<string[]> {
  const [rows] = await admin.query('SELECT slug FROM categories ORDER BY slug LIMIT 24');
  return (rows as { slug: string }[]).map(({ slug }) => slug);
}

async function timed(stage: Stage, token: string, file: Buffer, what: string): Promise<void> {
  const pids = { api: stage.programs.pidOf('api'), worker: stage.programs.pidOf('worker') };
  const before = { api: rssMb(pids.api), worker: rssMb(pids.worker) };
  const cpu = { api: cpuMs(pids.api), worker: cpuMs(pids.worker) };
  const memory = new PeakMemory(() => pids);
  const began = performance.now();
  const { id } = await send(stage, token, file);
  const staged = performance.now();
  const { rows, products: outcome, appliedFrom } = await untilApplied(stage, token, id);
  const ended = performance.now();
  await untilProjected(stage);
  memory.stop();
  say(`
${what}: ${String(rows)} rows, ${(file.length / 1e6).toFixed(1)} MB; ${JSON.stringify(outcome)}
  taken in ${seconds(staged - began)}, checked ${seconds(appliedFrom - staged)}, applied ${seconds(ended - appliedFrom)}; ${seconds(ended - began)} in all
  and ${seconds(performance.now() - ended)} until the lists show the last stock
  CPU: api ${seconds(cpuMs(pids.api) - cpu.api)}, worker ${seconds(cpuMs(pids.worker) - cpu.worker)}
  memory before and at most: ${(['api', 'worker'] as const).map((name) => `${name} ${before[name].toFixed(0)} → ${(memory.peaks[name] ?? 0).toFixed(0)} MB`).join(', ')}`);
}

async function send(stage: Stage, token: string, file: Buffer): Promise<ImportView> {
  const answer = await fetch(`${urlOf(stage)}/v1/admin/imports?createOptions=true`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${token}` },
    body: new Uint8Array(file),
  });
  if (answer.status !== 202) throw new Failure(`The import was refused: ${await answer.text()}`);
  return (await answer.json()) as ImportView;
}

async function untilApplied(
  stage: Stage,
  token: string,
  id: string,
): Promise<ImportView & { appliedFrom: number }> {
  let appliedFrom: number | undefined;
  for (;;) {
    const answer = await fetch(`${urlOf(stage)}/v1/admin/imports/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const found = (await answer.json()) as ImportView;
    if (['applying', 'applied'].includes(found.status)) appliedFrom ??= performance.now();
    if (found.status === 'applied') return { ...found, appliedFrom: appliedFrom ?? performance.now() };
    if (['refused', 'stopped', 'cancelled'].includes(found.status))
      throw new Failure(`The import has ended as ${found.status}.`);
    await sleep(250);
  }
}

async function untilProjected({ admin }: Stage): Promise<void> {
  for (;;) {
    const [rows] = await admin.query(
      'SELECT 1 FROM outbox WHERE done_at IS NULL AND dead_at IS NULL LIMIT 1',
    );
    if ((rows as unknown[]).length === 0) return;
    await sleep(100);
  }
}

async function timedExport(stage: Stage, token: string): Promise<void> {
  const began = performance.now();
  const answer = await fetch(`${urlOf(stage)}/v1/admin/exports/products.csv`, {
    headers: { authorization: `Bearer ${token}` },
  });
  let bytes = 0;
  for await (const part of answer.body ?? []) bytes += (part as Uint8Array).length;
  say(`\nexport: ${(bytes / 1e6).toFixed(1)} MB in ${seconds(performance.now() - began)}`);
}

function urlOf({ ports }: Stage): string {
  return `http://127.0.0.1:${String(ports.api)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
