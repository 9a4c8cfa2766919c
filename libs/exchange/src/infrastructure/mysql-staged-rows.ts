import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ImportId } from '../domain/import.js';
import { StagedRows, type StagedBatch, type StagedRow } from '../domain/staged-rows.js';

interface RowOfFile {
  line: number;
  product_slug: string;
  sku: string | null;
  cells: string;
}

interface ProductOfFile {
  product_slug: string;
  line: number;
  row_count: number;
  bytes: string;
}

/** A batch ends before the product that would make it longer than this, so that its memory and its locks are bounded. */
const rowsOfBatch = 1_000;
/** Nor may it be much longer than this: what it writes must fit into what a server takes in one piece. */
const bytesOfBatch = 2_000_000;
/** A product is applied as a whole or not at all; the text of one that could be is far shorter. */
const bytesOfProduct = 16_000_000;
const deletedAtOnce = 2_000;

@Injectable()
export class MysqlStagedRows extends StagedRows {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  override async add(id: ImportId, rows: readonly StagedRow[]): Promise<void> {
    if (rows.length === 0) return;
    const importId = idToBytes(id);
    await this.unitOfWork.run(() =>
      this.database.write(
        `INSERT INTO import_rows (import_id, line, product_slug, sku, cells)
         VALUES :rows`,
        {
          rows: rows.map(({ line, slug, sku, cells }) => [
            importId,
            line,
            slug,
            sku ?? null,
            JSON.stringify(cells),
          ]),
        },
      ),
    );
  }

  override async next(id: ImportId, after: string | null, products: number): Promise<StagedBatch> {
    const { first, last } = await this.batch(id, after, products);
    if (first === undefined || last === undefined) return { rows: [] };
    if (Number(first.bytes) > bytesOfProduct)
      return { rows: [], tooLarge: { slug: first.product_slug, line: first.line, rows: first.row_count } };
    // Index import_rows_product gives range and order. One more than a batch can have: a product that is longer is not read to its end.
    const rows = await this.database.query<RowOfFile>(
      `SELECT line, product_slug, sku, cells
       FROM import_rows FORCE INDEX (import_rows_product)
       WHERE import_id = :id AND product_slug > :after AND product_slug <= :last
       ORDER BY product_slug, line
       LIMIT ${String(rowsOfBatch + 1)}`,
      { id: idToBytes(id), after: after ?? '', last },
    );
    return { rows: rows.map(stagedRowOf) };
  }

  override async repeatedSkus(id: ImportId, skus: readonly string[]): Promise<Map<string, number>> {
    if (skus.length === 0) return new Map();
    const rows = await this.database.query<{ sku: string; line: number }>(
      `SELECT sku, MIN(line) AS line
       FROM import_rows
       WHERE import_id = :id AND sku IN (:skus)
       GROUP BY sku
       HAVING COUNT(*) > 1`,
      { id: idToBytes(id), skus },
    );
    return new Map(rows.map(({ sku, line }) => [sku, line]));
  }

  override async oldImports({
    days,
    hoursOfUpload,
  }: {
    days: number;
    hoursOfUpload: number;
  }): Promise<ImportId[]> {
    // One that is being applied is never old: whatever holds it up, it has to be gone on with.
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM imports
       WHERE (updated_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY AND status <> 'applying')
          OR (updated_at < UTC_TIMESTAMP(3) - INTERVAL :hours HOUR AND status = 'staging')`,
      { days, hours: hoursOfUpload },
    );
    return rows.map(({ id }) => bytesToId<ImportId>(id));
  }

  override async deleteImport(id: ImportId): Promise<void> {
    for (const table of ['import_rows', 'import_errors']) {
      for (;;) {
        const { affectedRows } = await this.database.writeAlone(
          `DELETE FROM ${table} WHERE import_id = :id LIMIT ${String(deletedAtOnce)}`,
          { id: idToBytes(id) },
        );
        if (affectedRows < deletedAtOnce) break;
      }
    }
    await this.database.writeAlone('DELETE FROM imports WHERE id = :id', { id: idToBytes(id) });
  }

  /** The product with which the next batch begins, and the slug with which it ends. */
  private async batch(
    id: ImportId,
    after: string | null,
    products: number,
  ): Promise<{ first?: ProductOfFile; last?: string }> {
    const counts = await this.database.query<ProductOfFile>(
      `SELECT product_slug, MIN(line) AS line, COUNT(*) AS row_count, SUM(OCTET_LENGTH(cells)) AS bytes
       FROM import_rows FORCE INDEX (import_rows_product)
       WHERE import_id = :id AND product_slug > :after
       GROUP BY product_slug
       ORDER BY product_slug
       LIMIT ${String(products)}`,
      { id: idToBytes(id), after: after ?? '' },
    );
    let rows = 0;
    let bytes = 0;
    let last: string | undefined;
    for (const product of counts) {
      rows += product.row_count;
      bytes += Number(product.bytes);
      if (last !== undefined && (rows > rowsOfBatch || bytes > bytesOfBatch)) break;
      last = product.product_slug;
    }
    return { first: counts[0], last };
  }
}

function stagedRowOf({ line, product_slug: slug, sku, cells }: RowOfFile): StagedRow {
  return { line, slug, sku: sku ?? undefined, cells: JSON.parse(cells) as string[] };
}
