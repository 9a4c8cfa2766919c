import { Injectable } from '@nestjs/common';
import { CatalogBulk } from '#catalog';
import { Config } from '#platform/config/config.js';
import type { Import } from '../domain/import.js';
import type { ImportProblem } from '../domain/import-problem.js';
import { Imports } from '../domain/imports.js';
import { StagedRows, type StagedRow } from '../domain/staged-rows.js';
import { locate, problemOf, readProducts } from './read-products.js';

/** So many products are locked and held in memory at once. */
export const productsOfBatch = 250;

/** Looks at the next products of an import without changing anything in the shop. */
@Injectable()
export class CheckBatch {
  constructor(
    private readonly imports: Imports,
    private readonly rows: StagedRows,
    private readonly catalog: CatalogBulk,
    private readonly config: Config,
  ) {}

  /** Inside the unit of work that has locked the import. */
  async execute(import_: Import): Promise<void> {
    const { id, checkedThrough } = import_.snapshot;
    const { rows, tooLarge } = await this.rows.next(id, checkedThrough, productsOfBatch);
    const last = rows.at(-1);
    if (tooLarge !== undefined) {
      await this.imports.addProblems(id, [problemOf(tooLarge)]);
      import_.checked({ through: tooLarge.slug, rows: tooLarge.rows, errors: 1 });
    } else if (last === undefined) {
      import_.finishChecking();
    } else {
      const found = await this.check(import_, rows);
      await this.imports.addProblems(id, found);
      import_.checked({ through: last.slug, rows: rows.length, errors: found.length });
    }
    await this.imports.save(import_);
  }

  private async check(import_: Import, rows: readonly StagedRow[]): Promise<ImportProblem[]> {
    const { header, createOptions } = import_.snapshot;
    const { products, problems } = readProducts(rows, header, this.config.shop.currency);
    const refused = await this.catalog.check(
      products.map(({ product }) => product),
      { createOptions },
    );
    const found = [...problems, ...(await this.repeated(import_, rows)), ...locate(refused, products)];
    return found.sort((one, other) => one.line - other.line);
  }

  /** In the whole file a SKU stands once, whichever product it is in. */
  private async repeated(import_: Import, rows: readonly StagedRow[]): Promise<ImportProblem[]> {
    const skus = rows.map(({ sku }) => sku).filter((sku) => sku !== undefined);
    const first = await this.rows.repeatedSkus(import_.id, [...new Set(skus)]);
    return rows.flatMap(({ line, sku }) => {
      const before = sku === undefined ? undefined : first.get(sku);
      if (before === undefined || before === line) return [];
      const message = `sku stands in line ${String(before)} already`;
      return [{ line, column: 'sku', code: 'repeated', message }];
    });
  }
}
