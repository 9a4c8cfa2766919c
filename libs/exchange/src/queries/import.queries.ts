import { Injectable } from '@nestjs/common';
import { PageRequest, type Page } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { bytesToId, textToIdBytes } from '#platform/database/id-column.js';
import { Import, type ImportId } from '../domain/import.js';
import { ImportNotFound } from '../domain/import.errors.js';
import type { ImportStatus } from '../domain/import-status.js';
import type { ImportErrorView, ImportView } from './import.views.js';

interface ImportRow {
  id: Buffer;
  actor: string;
  applied_by: string | null;
  status: ImportStatus;
  apply_it: number;
  create_options: number;
  row_count: number;
  checked_rows: number;
  applied_rows: number;
  error_count: number;
  products_created: number;
  products_changed: number;
  products_unchanged: number;
  created_at: Date;
  updated_at: Date;
}

const columns = `
  id, actor, applied_by, status, apply_it, create_options, row_count, checked_rows, applied_rows, error_count,
  products_created, products_changed, products_unchanged, created_at, updated_at`;

/** What staff see of imports. */
@Injectable()
export class ImportQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. */
  async list(page: PageRequest): Promise<Page<ImportView>> {
    const [rows, counted] = await Promise.all([
      this.database.query<ImportRow>(
        `SELECT ${columns} FROM imports ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset`,
        { limit: String(page.limit), offset: String(page.offset) },
      ),
      this.database.queryOne<{ total: number }>('SELECT COUNT(*) AS total FROM imports'),
    ]);
    return page.of(rows.map(viewOf), counted?.total ?? 0);
  }

  /** @throws ImportNotFound */
  async one(id: string): Promise<ImportView> {
    const bytes = textToIdBytes(id);
    const row =
      bytes === undefined
        ? undefined
        : await this.database.queryOne<ImportRow>(`SELECT ${columns} FROM imports WHERE id = :id`, {
            id: bytes,
          });
    if (row === undefined) throw new ImportNotFound();
    return viewOf(row);
  }

  /** In the order of the file. @throws ImportNotFound */
  async errors(id: string, page: PageRequest): Promise<Page<ImportErrorView>> {
    await this.one(id);
    const importId = textToIdBytes(id) ?? Buffer.alloc(16);
    const [rows, counted] = await Promise.all([
      this.database.query<ImportErrorView>(
        `SELECT line, column_name AS \`column\`, code, message
         FROM import_errors
         WHERE import_id = :importId
         ORDER BY line, id
         LIMIT :limit OFFSET :offset`,
        { importId, limit: String(page.limit), offset: String(page.offset) },
      ),
      this.database.queryOne<{ total: number }>(
        'SELECT COUNT(*) AS total FROM import_errors WHERE import_id = :importId',
        { importId },
      ),
    ]);
    return page.of(rows, counted?.total ?? 0);
  }
}

function viewOf(row: ImportRow): ImportView {
  const import_ = Import.from({
    id: bytesToId<ImportId>(row.id),
    actor: row.actor,
    appliedBy: row.applied_by,
    header: [],
    createOptions: row.create_options === 1,
    status: row.status,
    apply: row.apply_it === 1,
    rows: row.row_count,
    checkedRows: row.checked_rows,
    appliedRows: row.applied_rows,
    checkedThrough: null,
    appliedThrough: null,
    errors: row.error_count,
    created: row.products_created,
    changed: row.products_changed,
    unchanged: row.products_unchanged,
  });
  const { rows, checkedRows, appliedRows, errors, created, changed, unchanged } = import_.snapshot;
  return {
    id: import_.id,
    status: row.status,
    apply: row.apply_it === 1,
    createOptions: row.create_options === 1,
    progress: import_.progress,
    rows,
    checked: checkedRows,
    applied: appliedRows,
    errors,
    products: { created, changed, unchanged },
    actor: row.actor,
    appliedBy: row.applied_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
