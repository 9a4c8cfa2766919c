import { Injectable } from '@nestjs/common';
import type { SqlRow, SqlValue } from '#platform/database/named-parameters.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Table } from './product-rows.js';
import { namedRefusal } from './product-refusals.js';

/** Rows in a statement: what is longer meets max_allowed_packet, and gains nothing. */
const rowsPerStatement = 2_000;

/**
 * Writes many rows in one statement. Through TypeORM's manager: a refusal that it answers with is a business rule (a slug is taken), which
 * the caller is told; one of Database's would end the run with the driver's words.
 */
@Injectable()
export class ProductWriter {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws SlugTaken, SkuTaken, CategoryNotFound, InvalidProduct */
  insert(table: Table, rows: readonly SqlRow[]): Promise<void> {
    return this.inParts(rows, `INSERT INTO ${table.name} (${table.columns.join(', ')}) VALUES ?`);
  }

  /** Rows that are there, found by their keys. @throws the same */
  update(table: Table, rows: readonly SqlRow[], alsoSet: readonly string[] = []): Promise<void> {
    // VALUES(): MariaDB does not know the row alias that MySQL prefers by now.
    const changing = table.columns.slice(table.keyLength).map((column) => `${column} = VALUES(${column})`);
    return this.inParts(
      rows,
      `INSERT INTO ${table.name} (${table.columns.join(', ')})
       VALUES ?
       ON DUPLICATE KEY UPDATE ${[...alsoSet, ...changing].join(', ')}`,
    );
  }

  async remove(table: Table, rows: readonly SqlRow[]): Promise<void> {
    const key = table.columns.slice(0, table.keyLength);
    const keys = rows.map((row) => row.slice(0, table.keyLength));
    await this.inParts(keys, `DELETE FROM ${table.name} WHERE (${key.join(', ')}) IN (?)`);
  }

  private async inParts(rows: readonly SqlRow[], sql: string): Promise<void> {
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      const part = rows.slice(start, start + rowsPerStatement) as SqlValue[][];
      try {
        await this.unitOfWork.manager.query(sql, [part]);
      } catch (error) {
        throw namedRefusal(error);
      }
    }
  }
}
