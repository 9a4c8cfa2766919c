import { createHash } from 'node:crypto';
import type { SqlRow } from '#platform/database/named-parameters.js';
import type { Table } from './row-writer.js';

/** The rows of one table, by their keys. */
export type RowsByKey = ReadonlyMap<string, { row: SqlRow; print: string }>;

/** What has to be written so that a table holds the rows that it should hold. */
export interface RowChanges {
  readonly added: SqlRow[];
  readonly changed: SqlRow[];
  readonly removed: SqlRow[];
}

export function byKey({ keyLength }: Pick<Table, 'keyLength'>, rows: readonly SqlRow[]): RowsByKey {
  return new Map(rows.map((row) => [printOf(row.slice(0, keyLength)), { row, print: printOf(row) }]));
}

export function changesBetween(before: RowsByKey, after: RowsByKey): RowChanges {
  const changes: RowChanges = { added: [], changed: [], removed: [] };
  for (const [key, { row, print }] of after) {
    const known = before.get(key);
    if (known === undefined) changes.added.push(row);
    else if (known.print !== print) changes.changed.push(row);
  }
  for (const [key, { row }] of before) if (!after.has(key)) changes.removed.push(row);
  return changes;
}

/** The same text for the same values. Long ones (descriptions) by their hash: the rows of hundreds of products are kept for a moment. */
function printOf(values: SqlRow): string {
  return values.map(textOf).join('\u0000');
}

function textOf(value: SqlRow[number]): string {
  if (value === null) return '\u0001';
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (value instanceof Date) return value.toISOString();
  const text = String(value);
  return text.length <= 200 ? text : createHash('sha1').update(text).digest('base64');
}
