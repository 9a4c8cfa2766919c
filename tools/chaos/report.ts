import { say } from '#launcher/console.mjs';
import { checked } from './invariants/index.js';
import type { Violation } from './invariants/violation.js';
import type { FaultResult } from './result.js';

export interface Report {
  readonly faults: readonly FaultResult[];
  /** Found by the last look, when all faults were over. */
  readonly afterwards: readonly Violation[];
  readonly seconds: number;
}

const examples = 5;

export function violationCount({ faults, afterwards }: Report): number {
  return faults.reduce((sum, { violations }) => sum + violations.length, afterwards.length);
}

export function printReport(report: Report): void {
  say();
  printTable([head, ...report.faults.map(rowOf)]);
  for (const fault of report.faults) printDetails(fault);
  if (report.afterwards.length > 0) printViolations('afterwards', report.afterwards);
  say();
  say(`Checked after each fault and at the end: ${checked.join(', ')}. I9: n/a (there are no coupons yet).`);
  const violations = violationCount(report);
  say(`${report.faults.length} faults, ${violations} violations, ${Math.round(report.seconds)} s`);
}

const head = [
  ...['fault', 'tried', 'acknowledged', 'placed', 'paid', 'expired', 'cancelled', 'refunded', 'declined'],
  ...['mails', 'hits', 'violations', 'quiet after', 'in all'],
];

function rowOf({ number, counts, hits, violations, quietAfterSeconds, seconds }: FaultResult): string[] {
  const { tried, acknowledged, placed, paid, expired, cancelled, refunded, declined, mails } = counts;
  const figures = [tried, acknowledged, placed, paid, expired, cancelled, refunded, declined, mails];
  return [
    ...[number, ...figures, hits.count, violations.length].map(String),
    `${quietAfterSeconds.toFixed(1)} s`,
    `${seconds.toFixed(1)} s`,
  ];
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) say(row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

function printDetails({ number, title, hits, encounters, violations }: FaultResult): void {
  say();
  say(`${number}  ${title}`);
  say(`    hits: ${list(hits.detail)}`);
  const { cut, unavailable, inFlight, replayed, retries } = encounters;
  const met = { 'requests cut off': cut, 503: unavailable, 'key in flight': inFlight, retries, replayed };
  say(`    shoppers met: ${list(met)}`);
  if (violations.length > 0) printViolations('    ', violations);
}

function printViolations(indent: string, violations: readonly Violation[]): void {
  for (const [invariant, all] of Map.groupBy(violations, (each) => each.invariant)) {
    say(`${indent}${invariant} violated ${all.length} times`);
    for (const { what } of all.slice(0, examples)) say(`${indent}  ${what}`);
    if (all.length > examples) say(`${indent}  … and ${all.length - examples} more`);
  }
}

function list(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
