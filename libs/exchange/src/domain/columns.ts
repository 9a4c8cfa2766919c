import type { DomainErrorDetail } from '#shared-kernel';
import { WrongColumns } from './import.errors.js';

/** The columns of a file besides `option:<code>`, in the order in which an export writes them. */
export const productColumns = [
  'product_slug',
  'product_name',
  'description',
  'tax_class',
  'categories',
  'status',
  'images',
] as const;
export const variantColumns = [
  'sku',
  'variant_name',
  'price',
  'sale_price',
  'sale_starts_at',
  'sale_ends_at',
  'stock',
] as const;

export type Column = (typeof productColumns)[number] | (typeof variantColumns)[number];

const known: ReadonlySet<string> = new Set([...productColumns, ...variantColumns]);
const required: readonly Column[] = ['product_slug', 'sku'];
const optionColumn = /^option:[a-z0-9]+(?:-[a-z0-9]+)*$/;
const mostColumns = 100;

/** The header as it is meant. @throws WrongColumns naming what is unknown, missing or there twice */
export function headerOf(cells: readonly string[]): string[] {
  const header = cells.map((cell) => cell.trim());
  const problems = [...unknownOf(header), ...missingOf(header), ...repeatedOf(header)];
  if (header.length > mostColumns)
    problems.push(detail('header', 'max', `A file has at most ${String(mostColumns)} columns.`));
  if (problems.length > 0) throw new WrongColumns(problems.slice(0, 20));
  return header;
}

function unknownOf(header: readonly string[]): DomainErrorDetail[] {
  return header
    .filter((name) => !known.has(name) && !(optionColumn.test(name) && name.length <= 67))
    .map((name) => {
      // A whole line as one name: another separator, which is the usual mistake.
      const hint = /[;\t|]/.test(name) ? ' Columns are separated by commas.' : '';
      const shown = name.slice(0, 60);
      return detail(shown, 'unknown-column', `The column '${shown}' is not known.${hint}`);
    });
}

function missingOf(header: readonly string[]): DomainErrorDetail[] {
  return required
    .filter((name) => !header.includes(name))
    .map((name) => detail(name, 'missing-column', `The column '${name}' is missing.`));
}

function repeatedOf(header: readonly string[]): DomainErrorDetail[] {
  return [...new Set(header.filter((name, index) => header.indexOf(name) < index))].map((name) =>
    detail(name.slice(0, 60), 'repeated-column', `The column '${name.slice(0, 60)}' is there twice.`),
  );
}

function detail(field: string, code: string, message: string): DomainErrorDetail {
  return { field, code, message };
}
