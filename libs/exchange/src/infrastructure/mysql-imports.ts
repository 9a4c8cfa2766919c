import { Injectable } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import { Import, type ImportId } from '../domain/import.js';
import { ImportNotFound } from '../domain/import.errors.js';
import { mostProblemsKept, type ImportProblem } from '../domain/import-problem.js';
import type { ImportStatus } from '../domain/import-status.js';
import { Imports } from '../domain/imports.js';

interface ImportRow {
  id: Buffer;
  actor: string;
  applied_by: string | null;
  status: ImportStatus;
  apply_it: number;
  create_options: number;
  header: string;
  row_count: number;
  checked_rows: number;
  applied_rows: number;
  checked_through: string | null;
  applied_through: string | null;
  error_count: number;
  products_created: number;
  products_changed: number;
  products_unchanged: number;
}

@Injectable()
export class MysqlImports extends Imports {
  constructor(private readonly database: Database) {
    super();
  }

  override async add(import_: Import): Promise<void> {
    await this.database.write(
      `INSERT INTO imports (id, actor, applied_by, status, apply_it, create_options, header, row_count, checked_rows, applied_rows, checked_through,
                            applied_through, error_count, products_created, products_changed, products_unchanged, created_at, updated_at)
       VALUES (:id, :actor, :appliedBy, :status, :apply, :createOptions, :header, :rows, :checkedRows, :appliedRows, :checkedThrough,
               :appliedThrough, :errors, :created, :changed, :unchanged, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      parametersOf(import_),
    );
  }

  override async get(id: ImportId): Promise<Import> {
    const row = await this.database.queryOne<ImportRow>('SELECT * FROM imports WHERE id = :id FOR UPDATE', {
      id: idToBytes(id),
    });
    if (row === undefined) throw new ImportNotFound();
    return importOf(row);
  }

  override async save(import_: Import): Promise<void> {
    await this.database.writeLater(
      `UPDATE imports
       SET status = :status, applied_by = :appliedBy, apply_it = :apply, row_count = :rows, checked_rows = :checkedRows, applied_rows = :appliedRows,
           checked_through = :checkedThrough, applied_through = :appliedThrough, error_count = :errors,
           products_created = :created, products_changed = :changed, products_unchanged = :unchanged,
           updated_at = UTC_TIMESTAMP(3)
       WHERE id = :id`,
      parametersOf(import_),
    );
  }

  override async addProblems(id: ImportId, problems: readonly ImportProblem[]): Promise<void> {
    if (problems.length === 0) return;
    const importId = idToBytes(id);
    const counted = await this.database.queryOne<{ kept: number }>(
      'SELECT COUNT(*) AS kept FROM import_errors WHERE import_id = :importId',
      { importId },
    );
    const kept = problems.slice(0, mostProblemsKept - (counted?.kept ?? 0));
    if (kept.length === 0) return;
    await this.database.writeLater(
      `INSERT INTO import_errors (id, import_id, line, column_name, code, message)
       VALUES :rows`,
      {
        rows: kept.map(({ line, column, code, message }) => [
          idToBytes(newId()),
          importId,
          line,
          column.slice(0, 80),
          code,
          message.slice(0, 500),
        ]),
      },
    );
  }

  override async forgetProblems(id: ImportId): Promise<void> {
    await this.database.writeLater('DELETE FROM import_errors WHERE import_id = :id', { id: idToBytes(id) });
  }
}

function parametersOf(import_: Import): Record<string, SqlValue> {
  const { id, header, apply, createOptions, ...rest } = import_.snapshot;
  return {
    ...rest,
    id: idToBytes(id),
    header: JSON.stringify(header),
    apply: apply ? 1 : 0,
    createOptions: createOptions ? 1 : 0,
  };
}

function importOf(row: ImportRow): Import {
  return Import.from({
    id: bytesToId<ImportId>(row.id),
    actor: row.actor,
    appliedBy: row.applied_by,
    status: row.status,
    apply: row.apply_it === 1,
    createOptions: row.create_options === 1,
    header: JSON.parse(row.header) as string[],
    rows: row.row_count,
    checkedRows: row.checked_rows,
    appliedRows: row.applied_rows,
    checkedThrough: row.checked_through,
    appliedThrough: row.applied_through,
    errors: row.error_count,
    created: row.products_created,
    changed: row.products_changed,
    unchanged: row.products_unchanged,
  });
}
