import { Injectable } from '@nestjs/common';
import { CatalogBulk, type ExportedProduct, type ExportedVariant } from '#catalog';
import { InventoryFacade } from '#inventory';
import { guardFormula } from '../domain/cell-text.js';
import { productColumns, variantColumns, type Column } from '../domain/columns.js';
import { CsvWriter } from '../domain/csv-writer.js';
import { moneyText } from '../domain/money-text.js';

type Cells = Readonly<Partial<Record<string, string>>>;

/** The whole catalogue in the columns that an import reads: putting it back changes nothing. */
@Injectable()
export class ExportProducts {
  constructor(
    private readonly catalog: CatalogBulk,
    private readonly inventory: InventoryFacade,
    private readonly writer: CsvWriter,
  ) {}

  /** Text of the file, part by part; the next one is made when it is asked for. */
  async *execute(): AsyncGenerator<string> {
    const codes = await this.catalog.optionCodes();
    const options = codes.map((code) => `option:${code}`);
    const header = [...productColumns, ...variantColumns.slice(0, 2), ...options, ...variantColumns.slice(2)];
    yield this.writer.write([header]);
    for await (const products of this.catalog.export()) {
      const variants = products.flatMap((product) => product.variants);
      const stock = await this.inventory.stockOf(variants.map(({ variantId }) => variantId));
      const rows = products.flatMap((product) => rowsOf(product, stock));
      yield this.writer.write(rows.map((row) => header.map((column) => row[column] ?? '')));
    }
  }
}

function rowsOf(product: ExportedProduct, stock: ReadonlyMap<string, number>): Cells[] {
  const ofProduct = productCells(product);
  // Its own row for a product that has nothing to sell yet.
  if (product.variants.length === 0) return [ofProduct];
  return product.variants.map((variant) => ({
    ...ofProduct,
    ...variantCells(variant),
    stock: stock.get(variant.variantId)?.toString() ?? '',
  }));
}

function productCells(product: ExportedProduct): Record<(typeof productColumns)[number], string> {
  return {
    product_slug: product.slug,
    product_name: guardFormula(product.name),
    description: guardFormula(product.description),
    tax_class: product.taxClass,
    categories: product.categories.join('|'),
    status: product.status,
    images: product.images.join('|'),
  };
}

function variantCells(variant: ExportedVariant): Cells {
  const cells: Partial<Record<Column, string>> = {
    sku: variant.sku,
    variant_name: guardFormula(variant.name),
    price: moneyText(variant.price.amount, variant.price.currency),
    sale_price:
      variant.salePrice === null ? '' : moneyText(variant.salePrice.amount, variant.salePrice.currency),
    sale_starts_at: variant.saleStartsAt?.toISOString() ?? '',
    sale_ends_at: variant.saleEndsAt?.toISOString() ?? '',
  };
  const options = Object.entries(variant.options).map(([code, value]) => [
    `option:${code}`,
    guardFormula(value),
  ]);
  return { ...cells, ...(Object.fromEntries(options) as Cells) };
}
