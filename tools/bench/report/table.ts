import { say } from '#launcher/console.mjs';
import type { ContestResult, RivalResult } from '../contest.js';
import type { Turn } from '../measure.js';

// prettier-ignore
const columns: readonly (readonly [title: string, of: (turn: Turn, server: string) => string])[] = [
  ['requests/s', (turn) => number(turn.perSecond)],
  ['p50 ms', (turn) => turn.p50.toFixed(1)],
  ['p95 ms', (turn) => turn.p95.toFixed(1)],
  ['p99 ms', (turn) => turn.p99.toFixed(1)],
  ['server µs', (turn, server) => number(turn.cpu[server] ?? 0)],
  ['worker µs', (turn) => number(turn.cpu['worker'] ?? 0)],
  ['database µs', (turn) => number(turn.cpu['database'] ?? 0)],
  ['load µs', (turn) => number(turn.cpu['load'] ?? 0)],
  ['statements', (turn) => turn.statements.toFixed(1)],
];

const nameWidth = 38;

export function printHead(products: number): void {
  say(
    `\n${`${number(products)} products`.padEnd(nameWidth)}${columns.map(([title]) => cell(title)).join('')}`,
  );
}

export function printContest({
  scenario,
  clients,
  server,
  ours,
  aimP95,
  keys,
  cache,
  rivals,
}: ContestResult): void {
  say(line(`${scenario}, ${String(clients)} clients`, ours, server));
  if (cache !== undefined)
    say(
      `  ${number(keys ?? 0)} different keys; hit rate ${percent(cache.hitRate)} (memory ${percent(cache.memory / cache.all)}, Redis ${percent(cache.shared / cache.all)})`,
    );
  if (aimP95 !== undefined)
    say(`  p95 ${ours.p95.toFixed(1)} ms, aim under ${String(aimP95)} ${ours.p95 < aimP95 ? '✓' : '✗'}`);
  for (const rival of rivals) printRival(rival);
  for (const { name, turn } of [{ name: 'ours', turn: ours }, ...rivals])
    for (const [what, times] of Object.entries(turn.failed)) say(`  ${name}: ${String(times)} × ${what}`);
}

function printRival({ name, server, turn, aim, ratio, ratios, cpuRatio }: RivalResult): void {
  say(line(`  ${name}`, turn, server));
  const rounds = ratios.map((each) => each.toFixed(2)).join(' ');
  const verdict = aim === undefined ? '' : `, aim ${aim.toFixed(2)} ${ratio >= aim ? '✓' : '✗'}`;
  say(`  ratio ${ratio.toFixed(2)} (rounds ${rounds}; by CPU ${cpuRatio.toFixed(2)})${verdict}`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function line(name: string, turn: Turn, server: string): string {
  return `${name.padEnd(nameWidth)}${columns.map(([, of]) => cell(of(turn, server))).join('')}`;
}

function cell(text: string): string {
  return text.padStart(12);
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
