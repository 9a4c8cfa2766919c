import { bytesToId } from '#platform/database/id-column.js';
import type { StockState } from '../domain/stock-state.js';
import type { CategoryLink, OptionValueView, OptionView, VariantView } from './catalog.views.js';
import { imageView } from './image-url.js';
import type { ImageView } from './image.views.js';
import type { CardRow } from './product-card.js';
import type { RatingRow } from './review-rows.js';

/** One for each category of the product, with its first picture, and one for each other picture; with nulls where there is none of these. */
export interface ProductRow extends CardRow, RatingRow {
  /** Null beside other pictures than the first one. */
  description: string | null;
  published_at: Date;
  /** Ids of products, one after the other. */
  bought_together: Buffer | null;
  image_position: number | null;
  image: string;
  image_alt: string;
  category_id: Buffer;
  category_slug: string | null;
  category_name: string;
  category_position: number;
  department_id: Buffer;
  department_slug: string;
  department_name: string;
  department_position: number;
}

/** One for each option that a variant has a value of; one with nulls for a variant without options. */
export interface ChoiceRow {
  id: Buffer;
  position: number;
  sku: string;
  name: string;
  price_amount: number;
  /** Null unless it holds now. */
  sale_price_amount: number | null;
  /** Null for a sale without an end. */
  sale_ends_at: Date | null;
  stock_state: StockState;
  option_code: string | null;
  option_name: string;
  option_position: number;
  value_code: string;
  value_name: string;
  value_position: number;
}

export function descriptionIn(rows: readonly ProductRow[]): string {
  return rows.find(({ description }) => description !== null)?.description ?? '';
}

export function images(rows: readonly ProductRow[]): ImageView[] {
  const byPosition = new Map<number, ImageView>();
  for (const { image_position: position, image, image_alt } of rows) {
    if (position !== null) byPosition.set(position, imageView(image, image_alt));
  }
  return [...byPosition].sort(([one], [other]) => one - other).map(([, image]) => image);
}

export function categoryLinks(rows: readonly ProductRow[]): CategoryLink[] {
  const bySlug = new Map<string, CategoryLink>();
  for (const row of inShelfOrder(rows)) {
    const { category_slug: slug, category_name: name, department_slug, department_name } = row;
    bySlug.set(slug, { slug, name, department: { slug: department_slug, name: department_name } });
  }
  return [...bySlug.values()];
}

/** Whose best sellers stand beside the product: of several, the one that is shown first. */
export function firstCategory(rows: readonly ProductRow[]): string | undefined {
  const [first] = inShelfOrder(rows);
  return first === undefined ? undefined : bytesToId(first.category_id);
}

export function shelfIds(rows: readonly ProductRow[]): string[] {
  const ids = rows
    .filter(isPlaced)
    .flatMap((row) => [bytesToId(row.category_id), bytesToId(row.department_id)]);
  return [...new Set(ids)];
}

type PlacedRow = ProductRow & { category_slug: string };

function isPlaced(row: ProductRow): row is PlacedRow {
  return row.category_slug !== null;
}

function inShelfOrder(rows: readonly ProductRow[]): PlacedRow[] {
  return rows
    .filter(isPlaced)
    .toSorted(
      (one, other) =>
        one.department_position - other.department_position ||
        one.category_position - other.category_position,
    );
}

/** The options that the variants differ in, each with the values that there are. */
export function options(rows: readonly ChoiceRow[]): OptionView[] {
  const inOrder = rows.toSorted(
    (one, other) => one.option_position - other.option_position || one.value_position - other.value_position,
  );
  const byCode = new Map<string, { name: string; values: Map<string, OptionValueView> }>();
  for (const row of inOrder) {
    if (row.option_code === null) continue;
    const option = byCode.get(row.option_code) ?? {
      name: row.option_name,
      values: new Map<string, OptionValueView>(),
    };
    option.values.set(row.value_code, { code: row.value_code, name: row.value_name });
    byCode.set(row.option_code, option);
  }
  return Array.from(byCode, ([code, { name, values }]) => ({ code, name, values: [...values.values()] }));
}

/** In the order of the shop, their choices in the order of the options. */
export function variants(rows: readonly ChoiceRow[], currency: string): VariantView[] {
  const inOrder = rows.toSorted(
    (one, other) => one.position - other.position || one.option_position - other.option_position,
  );
  const bySku = new Map<string, VariantView>();
  for (const row of inOrder) {
    const variant = bySku.get(row.sku) ?? variantView(row, currency);
    bySku.set(row.sku, variant);
    if (row.option_code !== null) variant.choices.push({ option: row.option_code, value: row.value_code });
  }
  return [...bySku.values()];
}

function variantView(row: ChoiceRow, currency: string): VariantView {
  const { price_amount: price, sale_price_amount: salePrice } = row;
  const saleEndsAt = salePrice === null ? null : row.sale_ends_at;
  return {
    id: bytesToId(row.id),
    sku: row.sku,
    name: row.name,
    price: { amount: salePrice ?? price, currency },
    listPrice: { amount: price, currency },
    salePrice: salePrice === null ? null : { amount: salePrice, currency },
    saleEndsAt: saleEndsAt?.toISOString() ?? null,
    stockState: row.stock_state,
    choices: [],
  };
}
