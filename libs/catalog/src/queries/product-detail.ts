import { bytesToId } from '#platform/database/id-column.js';
import type { StockState } from '../domain/stock-state.js';
import type { CategoryLink, ImageView, OptionView, VariantView } from './catalog.views.js';
import { imageUrlOf } from './image-url.js';
import type { CardRow } from './product-card.js';

/** One for each category of the product. */
export interface ProductRow extends CardRow {
  description: string;
  published_at: Date;
  category_slug: string | null;
  category_name: string;
  department_slug: string;
  department_name: string;
}

interface VariantRow {
  id: Buffer;
  position: number;
  code: string;
  name: string;
  price_amount: number;
  sale_price_amount: number | null;
  stock_state: StockState;
}

/** One for each option that the variant has a value of. */
interface ChoiceRow extends VariantRow {
  option_code: string;
  option_name: string;
  option_position: number;
  value_code: string;
  value_name: string;
  value_position: number;
}

interface ImageRow {
  id: null;
  position: number;
  code: string;
  name: string;
}

export type PartRow = ChoiceRow | (VariantRow & { option_code: null }) | ImageRow;

export function images(rows: readonly PartRow[]): ImageView[] {
  return rows
    .filter((row) => row.id === null)
    .sort(byPosition)
    .map(({ code, name }) => ({ url: imageUrlOf(code), alt: name }));
}

export function categoryLinks(rows: readonly ProductRow[]): CategoryLink[] {
  return rows.flatMap(({ category_slug, category_name, department_slug, department_name }) =>
    category_slug === null
      ? []
      : [
          {
            slug: category_slug,
            name: category_name,
            department: { slug: department_slug, name: department_name },
          },
        ],
  );
}

/** The options that the variants differ in, each with the values that there are. */
export function options(rows: readonly PartRow[]): OptionView[] {
  const choices = rows
    .filter(isChoice)
    .sort(
      (one, other) =>
        one.option_position - other.option_position || one.value_position - other.value_position,
    );
  const byCode = new Map<string, OptionView & { seen: Set<string> }>();
  for (const row of choices) {
    const option = byCode.get(row.option_code) ?? {
      code: row.option_code,
      name: row.option_name,
      values: [],
      seen: new Set(),
    };
    byCode.set(row.option_code, option);
    if (option.seen.has(row.value_code)) continue;
    option.seen.add(row.value_code);
    option.values.push({ code: row.value_code, name: row.value_name });
  }
  return Array.from(byCode.values(), ({ code, name, values }) => ({ code, name, values }));
}

export function variants(rows: readonly PartRow[], currency: string): VariantView[] {
  const bySku = new Map<string, VariantView>();
  for (const row of rows.filter(isVariant).sort(byPosition)) {
    const variant = bySku.get(row.code) ?? variantView(row, currency);
    bySku.set(row.code, variant);
    if (isChoice(row)) variant.choices.push({ option: row.option_code, value: row.value_code });
  }
  return [...bySku.values()];
}

function variantView(row: VariantRow, currency: string): VariantView {
  const { price_amount: price, sale_price_amount: salePrice } = row;
  return {
    id: bytesToId(row.id),
    sku: row.code,
    name: row.name,
    price: { amount: salePrice ?? price, currency },
    listPrice: { amount: price, currency },
    salePrice: salePrice === null ? null : { amount: salePrice, currency },
    stockState: row.stock_state,
    choices: [],
  };
}

function isVariant(row: PartRow): row is ChoiceRow | (VariantRow & { option_code: null }) {
  return row.id !== null;
}

function isChoice(row: PartRow): row is ChoiceRow {
  return row.id !== null && row.option_code !== null;
}

function byPosition(one: { position: number }, other: { position: number }): number {
  return one.position - other.position;
}
