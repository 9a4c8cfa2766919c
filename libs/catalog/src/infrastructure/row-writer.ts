import { Injectable } from '@nestjs/common';
import type { SqlRow } from '#platform/database/named-parameters.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { namedRefusal } from './refusals.js';

/** A table whose rows are written by us, with the first columns as its key. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly keyLength: number;
}

/** Rows in a statement: more gain nothing. */
const rowsPerStatement = 2_000;

/** And bytes, about: long descriptions would meet max_allowed_packet (16 MB on MariaDB). */
const bytesPerStatement = 2_000_000;

/**
 * Writes many rows in one statement. Through TypeORM's manager: a refusal that it answers with is a business rule (a slug is taken), which
 * the caller is told; one of Database's would end the run with the driver's words.
 */
@Injectable()
export class RowWriter {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws what the database's refusal means: SlugTaken, SkuTaken, CategoryNotFound, … */
  insert({ name, columns }: Table, rows: readonly SqlRow[]): Promise<void> {
    return this.inParts(name, rows, `INSERT INTO ${name} (${columns.join(', ')}) VALUES ?`);
  }

  /** Rows that are there, found by their keys. @throws the same */
  update(
    { name, columns, keyLength }: Table,
    rows: readonly SqlRow[],
    alsoSet: readonly string[] = [],
  ): Promise<void> {
    // VALUES(): MariaDB does not know the row alias that MySQL prefers by now.
    const changing = columns.slice(keyLength).map((column) => `${column} = VALUES(${column})`);
    return this.inParts(
      name,
      rows,
      `INSERT INTO ${name} (${columns.join(', ')})
       VALUES ?
       ON DUPLICATE KEY UPDATE ${[...alsoSet, ...changing].join(', ')}`,
    );
  }

  /** Rows with these keys. @throws the same */
  async remove({ name, columns, keyLength }: Table, rows: readonly SqlRow[]): Promise<void> {
    const key = columns.slice(0, keyLength);
    const keys = rows.map((row) => row.slice(0, keyLength));
    await this.inParts(name, keys, `DELETE FROM ${name} WHERE (${key.join(', ')}) IN (?)`);
  }

  private async inParts(table: string, rows: readonly SqlRow[], sql: string): Promise<void> {
    for (const part of statementsOf(rows)) {
      try {
        await this.unitOfWork.manager.query(sql, [part]);
      } catch (error) {
        throw namedRefusal(error, table);
      }
    }
  }
}

function* statementsOf(rows: readonly SqlRow[]): Generator<SqlRow[]> {
  let part: SqlRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (part.length === rowsPerStatement || (part.length > 0 && bytes + size > bytesPerStatement)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(row);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function sizeOf(row: SqlRow): number {
  return row.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? Buffer.byteLength(value) : 40),
    0,
  );
}
