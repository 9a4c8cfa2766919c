import type { BulkProblem } from '#catalog';
import type { ImportProblem } from '../domain/import-problem.js';
import type { StagedRow, TooLargeProduct } from '../domain/staged-rows.js';
import { columnOf } from './product-fields.js';
import type { ReadProduct } from './read-product.js';
import { RowReader } from './row-reader.js';

/** The rows of a batch as products. Those with a problem are left out, since the rest of them can't be judged. */
export interface ReadBatch {
  readonly products: readonly ReadProduct[];
  readonly problems: readonly ImportProblem[];
}

/** @param rows whole products, one behind the other */
export function readProducts(
  rows: readonly StagedRow[],
  header: readonly string[],
  currency: string,
): ReadBatch {
  const products: ReadProduct[] = [];
  const problems: ImportProblem[] = [];
  const reader = new RowReader(header, currency);
  for (const ofProduct of bySlug(rows)) {
    const read = reader.read(ofProduct);
    if ('problems' in read) problems.push(...read.problems);
    else products.push(read);
  }
  return { products, problems };
}

/** What the catalogue refuses, as cells of the file. */
export function locate(problems: readonly BulkProblem[], products: readonly ReadProduct[]): ImportProblem[] {
  const lines = new Map(products.map((each) => [each.product.slug, each.lines]));
  return problems.map(({ slug, sku, field, code, message }) => {
    const column = columnOf(field, sku !== undefined);
    const of = lines.get(slug);
    const line = (sku === undefined ? of?.columns.get(column) : of?.skus.get(sku)) ?? of?.first ?? 0;
    return { line, column, code, message };
  });
}

export function problemOf({ line }: TooLargeProduct): ImportProblem {
  const message = 'the rows of this product are more than 16 MB: say what is the same of all in one of them';
  return { line, column: 'product_slug', code: 'too-large-product', message };
}

function bySlug(rows: readonly StagedRow[]): StagedRow[][] {
  const groups = new Map<string, StagedRow[]>();
  for (const row of rows) {
    const group = groups.get(row.slug);
    if (group === undefined) groups.set(row.slug, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}
