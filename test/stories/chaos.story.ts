import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Report } from '../../tools/chaos/report.js';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tradepost-chaos-story-'));
const file = join(folder, 'report.json');

const faults: readonly [number, string][] = [
  [1, 'the API is killed during checkouts'],
  [2, 'the worker is killed in the middle of its jobs'],
  [4, 'Redis forgets everything between order and mail'],
  [6, 'every webhook comes three times and out of order'],
  [8, 'Stripe charges and its answer is lost'],
  [13, 'the mail server takes the mail and its answer is lost'],
];

// The short form of `npm run chaos`, on the built programs, with a database and a Redis of its own.
describe('nothing is lost, sold twice, charged twice or left untold', () => {
  let chaos: ChildProcess | undefined;
  let output = '';

  beforeAll(async () => {
    const args = ['dist/tools/chaos/main.js', '--short', '--report', file];
    const running = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    chaos = running;
    for (const stream of [running.stdout, running.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    await new Promise((ended) => running.once('close', ended));
  }, 420_000);

  afterAll(() => {
    chaos?.kill('SIGTERM');
    rmSync(folder, { recursive: true });
  });

  const report = (): Report => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Report;
    } catch (error) {
      throw new Error(`The chaos run came to no end:\n${output}`, { cause: error });
    }
  };

  it.each(faults)('fault %i: when %s', (number) => {
    const result = report().faults.find((fault) => fault.number === number);
    expect(result?.violations).toEqual([]);
    expect(result?.hits.count).toBeGreaterThan(0);
    expect(result?.counts.paid).toBeGreaterThan(0);
    expect(result?.counts.mails).toBeGreaterThanOrEqual(result?.counts.paid ?? Infinity);
  });

  it('and still so when everything that was late has come', () => {
    expect(report().afterwards).toEqual([]);
  });
});
