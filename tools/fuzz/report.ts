import { say } from '#launcher/console.mjs';
import type { Check } from './judge.js';
import type { WireAnswer, WireRequest } from './wire.js';

export interface Find {
  readonly check: Check;
  readonly route: string;
  readonly detail: string;
  readonly asker: string;
  /** As small as it got. */
  readonly curl: string;
  readonly answer: string;
}

export interface Report {
  readonly seed: number;
  readonly requests: number;
  readonly seconds: number;
  readonly finds: readonly Find[];
  /** Route → status → how often. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export function printReport(report: Report): void {
  say(`\n${tableOf(report)}`);
  for (const [index, find] of report.finds.entries()) {
    const { check, route, detail, asker, curl, answer } = find;
    say(
      `\n${String(index + 1)}. ${check}: ${detail}\n   ${route}, asked by ${asker}\n   ${curl}\n   → ${answer}`,
    );
  }
  const { seed, requests, seconds, finds } = report;
  const pace = `${String(requests)} requests in ${seconds.toFixed(0)} s`;
  say(
    `\n${pace}, ${String(finds.length)} finds. Again: npm run fuzz -- --seed ${String(seed)} --requests ${String(requests)}`,
  );
}

function tableOf({ table }: Report): string {
  const statuses = [...new Set(Object.values(table).flatMap((counts) => Object.keys(counts)))].sort();
  const width = Math.max(...Object.keys(table).map((route) => route.length), 5);
  const line = (first: string, cells: readonly string[]): string =>
    `${first.padEnd(width)} ${cells.map((cell) => cell.padStart(6)).join('')}`;
  const rows = Object.entries(table).sort(([one], [other]) => (pathOf(one) < pathOf(other) ? -1 : 1));
  return [
    line('route', statuses),
    ...rows.map(([route, counts]) =>
      line(
        route,
        statuses.map((status) => String(counts[status] ?? '.')),
      ),
    ),
  ].join('\n');
}

function pathOf(route: string): string {
  return route.split(' ').reverse().join(' ');
}

/** A line for the shell that sends the same bytes, unless they are so many that nobody would read it. */
export function curlOf(baseUrl: string, { method, path, headers, body }: WireRequest): string {
  const parts = [`curl -sS --path-as-is --globoff -X ${method} ${quoted(`${baseUrl}${shortened(path)}`)}`];
  for (const [name, value] of Object.entries(headers))
    if (name !== 'x-forwarded-for') parts.push(`-H ${quoted(`${name}: ${shortened(value)}`)}`);
  if (body === undefined) return parts.join(' ');
  const text = body.toString();
  if (/^[\x20-\x7e\n]*$/.test(text)) return `${parts.join(' ')} --data-binary ${quoted(shortened(text))}`;
  const bytes = shortened(body.toString('base64'));
  return `echo ${bytes} | base64 -d | ${parts.join(' ')} --data-binary @-`;
}

function shortened(text: string): string {
  return text.length <= 1_500 ? text : `${text.slice(0, 1_400)}…(${String(text.length)} in all)`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export function shown({ status, text, headers }: WireAnswer): string {
  const more = text.length > 400 ? `${text.slice(0, 400)}…` : text;
  return `${String(status)} ${headers['content-type'] ?? ''} ${more}`;
}
