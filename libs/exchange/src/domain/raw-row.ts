import type { ImportProblem } from './import-problem.js';
import type { StagedRow } from './staged-rows.js';

const longestCell = 20_000;
const slugShape = /^[a-z0-9-]{1,160}$/;
const skuShape = /^[\x21-\x7e]{1,64}$/;

/** What a record must be to be kept at all: a cell for each column, text, and a product that it belongs to. */
export function rawRowOf(
  line: number,
  cells: readonly string[],
  header: readonly string[],
): { row: StagedRow } | { problems: ImportProblem[] } {
  if (cells.length !== header.length) {
    const message = `The row has ${String(cells.length)} cells, the header ${String(header.length)}.`;
    return { problems: [{ line, column: '', code: 'cell-count', message }] };
  }
  const problems: ImportProblem[] = [];
  cells.forEach((cell, index) => {
    const wrong = unusable(cell);
    if (wrong !== undefined) problems.push({ line, column: header[index] ?? '', ...wrong });
  });
  const slug = (cells[header.indexOf('product_slug')] ?? '').trim();
  const sku = (cells[header.indexOf('sku')] ?? '').trim();
  if (!slugShape.test(slug)) problems.push({ line, column: 'product_slug', ...badSlug(slug) });
  if (sku !== '' && !skuShape.test(sku)) {
    const message = 'sku must have 1 to 64 capital letters, digits, hyphens, dots or underscores';
    problems.push({ line, column: 'sku', code: 'matches', message });
  }
  if (problems.length > 0) return { problems };
  return { row: { line, slug, sku: sku === '' ? undefined : sku, cells } };
}

function unusable(cell: string): { code: string; message: string } | undefined {
  if (cell.length > longestCell)
    return { code: 'max-length', message: `A cell has at most ${String(longestCell)} characters.` };
  if (cell.includes('\0')) return { code: 'nul', message: 'The cell holds a NUL character.' };
  // The decoder puts U+FFFD where bytes are no UTF-8; nobody means it.
  if (cell.includes('\uFFFD')) return { code: 'encoding', message: 'The cell is not UTF-8.' };
  return undefined;
}

function badSlug(slug: string): { code: string; message: string } {
  if (slug === '') return { code: 'required', message: 'product_slug must not be empty' };
  return {
    code: 'matches',
    message:
      'product_slug must have at most 160 lower-case letters and digits, with single hyphens between them',
  };
}
