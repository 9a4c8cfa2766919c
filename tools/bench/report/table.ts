import { say } from '#launcher/console.mjs';
import type { DuelResult } from '../duel.js';
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

const nameWidth = 26;

export function printHead(): void {
  say(`\n${''.padEnd(nameWidth)}${columns.map(([title]) => cell(title)).join('')}`);
}

export function printDuel({ scenario, clients, aim, ours, baseline, ratio, ratios }: DuelResult): void {
  say(line(`${scenario}, ${String(clients)} clients`, ours, 'api'));
  say(line('  baseline', baseline, 'baseline'));
  const rounds = ratios.map((each) => each.toFixed(2)).join(' ');
  const verdict = aim === undefined ? '' : `, aim ${aim.toFixed(2)} ${ratio >= aim ? '✓' : '✗'}`;
  say(`  ratio ${ratio.toFixed(2)} (rounds ${rounds})${verdict}`);
  for (const [side, { failed }] of [
    ['ours', ours],
    ['baseline', baseline],
  ] as const)
    for (const [what, times] of Object.entries(failed)) say(`  ${side}: ${String(times)} × ${what}`);
}

function line(name: string, turn: Turn, server: string): string {
  return `${name.padEnd(nameWidth)}${columns.map(([, of]) => cell(of(turn, server))).join('')}`;
}

function cell(text: string): string {
  return text.padStart(13);
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
