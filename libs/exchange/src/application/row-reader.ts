import type { BulkProduct, BulkVariant } from '#catalog';
import { CLEAR, choiceCell, dateCell, listCell, moneyCell, stockCell, textCell, type Cell } from './cells.js';
import type { ImportProblem } from '../domain/import-problem.js';
import { variantColumns, type Column } from '../domain/columns.js';
import type { StagedRow } from '../domain/staged-rows.js';
import { unguardFormula } from '../domain/cell-text.js';
import { mostRowsOfProduct, type ReadProduct } from './read-product.js';

const statuses = ['draft', 'published', 'archived'] as const;
const longestDescription = 16_000;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reads the cells of one file: each column has its place and its form. */
export class RowReader {
  private readonly places: ReadonlyMap<string, number>;
  private readonly optionPlaces: readonly { code: string; column: string; place: number }[];

  constructor(
    header: readonly string[],
    private readonly currency: string,
  ) {
    this.places = new Map(header.map((name, place) => [name, place]));
    this.optionPlaces = header.flatMap((column, place) =>
      column.startsWith('option:') ? [{ code: column.slice('option:'.length), column, place }] : [],
    );
  }

  /** @param rows all of one product, at least one */
  read(rows: readonly StagedRow[]): ReadProduct | { problems: ImportProblem[] } {
    const reading = new ProductReading(rows);
    if (rows.length > mostRowsOfProduct) {
      const message = `a product has at most ${String(mostRowsOfProduct)} rows`;
      reading.problem(rows[mostRowsOfProduct]?.line ?? 0, 'product_slug', { code: 'too-many-rows', message });
      return { problems: reading.problems };
    }
    for (const row of rows) {
      this.readProduct(reading, row);
      this.readVariant(reading, row);
    }
    return reading.result;
  }

  private readProduct(reading: ProductReading, row: StagedRow): void {
    const { product } = reading;
    const take = <Value>(column: Column, cell: Cell<Value>, set: (value: Value) => void): void => {
      reading.takeOnce(row.line, column, this.text(row, column), cell, set);
    };
    const text = (column: Column, max: number): Cell<string> => textCell(this.text(row, column), max);
    take('product_name', text('product_name', 200), (value) => (product.name = value.trim()));
    take('description', text('description', longestDescription), (value) => (product.description = value));
    take('tax_class', text('tax_class', 32), (value) => (product.taxClass = value.trim()));
    take('categories', listCell(this.text(row, 'categories')), (value) => (product.categories = value));
    take('status', choiceCell(this.text(row, 'status'), statuses), (value) => (product.status = value));
    take('images', listCell(this.text(row, 'images')), (value) => (reading.images = value));
  }

  private readVariant(reading: ProductReading, row: StagedRow): void {
    if (row.sku === undefined) {
      this.refuseVariantWithoutSku(reading, row);
      return;
    }
    const variant: Mutable<BulkVariant> = { sku: row.sku };
    const take = <Value>(column: Column, cell: Cell<Value>, set: (value: Value) => void): void => {
      reading.take(row.line, column, cell, set);
    };
    const { currency } = this;
    take(
      'variant_name',
      textCell(this.text(row, 'variant_name'), 200),
      (value) => (variant.name = value.trim()),
    );
    take('price', moneyCell(this.text(row, 'price'), currency), (value) => {
      if (value === null)
        reading.problem(row.line, 'price', { code: 'required', message: "can't be taken away" });
      else variant.price = value;
    });
    take(
      'sale_price',
      moneyCell(this.text(row, 'sale_price'), currency),
      (value) => (variant.salePrice = value),
    );
    take(
      'sale_starts_at',
      dateCell(this.text(row, 'sale_starts_at')),
      (value) => (variant.saleStartsAt = value),
    );
    take('sale_ends_at', dateCell(this.text(row, 'sale_ends_at')), (value) => (variant.saleEndsAt = value));
    take('stock', stockCell(this.text(row, 'stock')), (quantity) => {
      reading.stock.push({ sku: variant.sku, quantity });
    });
    const options = this.options(row);
    if (options !== undefined) variant.options = options;
    reading.addVariant(row.line, variant);
  }

  private options({ cells }: StagedRow): Record<string, string> | undefined {
    const given = this.optionPlaces
      .map(({ code, place }) => [code, (cells[place] ?? '').trim()] as const)
      .filter(([, value]) => value !== '');
    if (given.length === 0) return undefined;
    return Object.fromEntries(
      given.filter(([, value]) => value !== CLEAR).map(([code, value]) => [code, unguardFormula(value)]),
    );
  }

  /** Such a row speaks of the product; whoever fills in a price has forgotten the SKU. */
  private refuseVariantWithoutSku(reading: ProductReading, row: StagedRow): void {
    const saysMore = [
      ...variantColumns.filter((column) => column !== 'sku'),
      ...this.optionPlaces.map(({ column }) => column),
    ].find((column) => this.text(row, column).trim() !== '');
    if (saysMore === undefined) return;
    reading.problem(row.line, 'sku', { code: 'required', message: `must be given with ${saysMore}` });
  }

  private text({ cells }: StagedRow, column: string): string {
    const place = this.places.get(column);
    return place === undefined ? '' : (cells[place] ?? '');
  }
}

/** One product while its rows are read. */
class ProductReading {
  readonly problems: ImportProblem[] = [];
  readonly product: Mutable<Omit<BulkProduct, 'variants' | 'images'>>;
  readonly stock: { sku: string; quantity: number }[] = [];
  images?: readonly string[];
  private readonly variants: BulkVariant[] = [];
  private readonly skus = new Map<string, number>();
  private readonly said = new Map<string, { line: number; text: string }>();

  constructor(private readonly rows: readonly StagedRow[]) {
    this.product = { slug: rows[0]?.slug ?? '' };
  }

  /** A cell that speaks of the product: several rows may say it, but the same. */
  takeOnce<Value>(
    line: number,
    column: Column,
    text: string,
    cell: Cell<Value>,
    set: (value: Value) => void,
  ): void {
    if (cell === undefined) return;
    const before = this.said.get(column);
    if (before === undefined) {
      this.said.set(column, { line, text });
      this.take(line, column, cell, set);
    } else if (before.text !== text) {
      this.problem(line, column, {
        code: 'contradiction',
        message: `says something else than line ${String(before.line)}`,
      });
    }
  }

  take<Value>(line: number, column: Column, cell: Cell<Value>, set: (value: Value) => void): void {
    if (cell === undefined) return;
    if ('value' in cell) set(cell.value);
    else this.problem(line, column, cell);
  }

  addVariant(line: number, variant: BulkVariant): void {
    this.skus.set(variant.sku, line);
    this.variants.push(variant);
  }

  problem(line: number, column: string, { code, message }: { code: string; message: string }): void {
    this.problems.push({ line, column, code, message: `${column} ${message}` });
  }

  get result(): ReadProduct | { problems: ImportProblem[] } {
    if (this.problems.length > 0) return { problems: this.problems };
    const { product, images, variants, stock, skus } = this;
    const alt = product.name ?? product.slug;
    return {
      product: {
        ...product,
        ...(images === undefined ? {} : { images: images.map((file) => ({ file, alt })) }),
        variants,
      },
      stock,
      lines: {
        first: this.rows[0]?.line ?? 0,
        columns: new Map([...this.said].map(([column, { line }]) => [column, line])),
        skus,
      },
    };
  }
}
