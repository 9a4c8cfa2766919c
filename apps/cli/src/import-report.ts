import type { ImportReport, TableLine } from '#exchange';

/** What became of the dump, for people: one line a table, and below it whatever needs words. */
export function reportText(
  report: ImportReport,
  { file, dryRun }: { file: string; dryRun: boolean },
): string {
  const { statements, tables, made, remarks, failures } = report.toJSON();
  const skipped = [...Object.entries(statements.skipped)].map(
    ([what, count]) => `  ${counted(count)} ${what}`,
  );
  return [
    `${file}: ${counted(statements.executed).trim()} statements loaded into a scratch schema, which is gone again.`,
    ...(skipped.length === 0 ? [] : ['', 'Not carried out', ...skipped]),
    '',
    head,
    ...tables.map(tableLine),
    ...section('Skipped rows', tables.flatMap(skippedLines)),
    ...section('Made of them', lines(made)),
    ...section('To be known', lines(remarks)),
    ...section('Failed', lines(failures)),
    '',
    lastLine(report, dryRun),
  ].join('\n');
}

const widths = { table: 20, number: 11 } as const;
const columns = ['rows', 'created', 'updated', 'unchanged'] as const;
const head = [
  'table'.padEnd(widths.table),
  ...[...columns, 'skipped'].map((name) => name.padStart(widths.number)),
].join('');

function tableLine(line: TableLine): string {
  const skipped = Object.values(line.skipped).reduce((sum, rows) => sum + rows, 0);
  const numbers = [...columns.map((column) => line[column]), skipped];
  return [line.table.padEnd(widths.table), ...numbers.map((each) => counted(each, widths.number))].join('');
}

function skippedLines({ table, skipped }: TableLine): string[] {
  return Object.entries(skipped).map(([reason, rows]) => `  ${counted(rows)} ${table}: ${reason}`);
}

function lines(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).map(([what, count]) => `  ${counted(count)} ${what}`);
}

function section(title: string, content: readonly string[]): string[] {
  return content.length === 0 ? [] : ['', title, ...content];
}

function counted(count: number, width = 7): string {
  return count.toLocaleString('en').padStart(width);
}

function lastLine(report: ImportReport, dryRun: boolean): string {
  if (dryRun) return 'This was a dry run: nothing of it has been kept.';
  return report.hasChangedSomething
    ? 'Done. A second run with the same file changes nothing.'
    : 'Nothing has changed: the shop has all of this already.';
}
