import { bestStockState, stockStateOf } from '#catalog';
import { Draws } from './draws.js';
import { addReviews, type Stars } from './large-reviews.js';
import { saleOf, variantsOf, type Sale, type Variant } from './large-variants.js';
import type { Shelves } from './shelves.js';
import { materials, promises, qualities, things, uses } from './vocabulary.js';

/** What a batch of products puts into each table. */
export const tables = {
  // prettier-ignore
  products: [
    'id', 'slug', 'name', 'description', 'status', 'published_at', 'publish_at', 'next_change_at', 'currency', 'price_from_amount',
    'price_to_amount', 'list_price_amount', 'image_file', 'stock_state', 'popularity', 'rating_sum', 'rating_count',
    'stars_1', 'stars_2', 'stars_3', 'stars_4', 'stars_5', 'created_at', 'updated_at',
  ],
  product_categories: ['product_id', 'category_id'],
  product_images: ['product_id', 'position', 'file', 'alt'],
  // prettier-ignore
  variants: [
    'id', 'product_id', 'sku', 'name', 'position', 'currency', 'price_amount', 'sale_price_amount', 'sale_starts_at', 'sale_ends_at',
    'stock_state', 'stock_version',
  ],
  variant_option_values: ['variant_id', 'option_id', 'option_value_id'],
  // prettier-ignore
  reviews: [
    'id', 'product_id', 'customer_id', 'rating', 'title', 'body', 'author_name', 'status', 'created_at', 'updated_at', 'moderated_at',
  ],
  stock: ['variant_id', 'available', 'reserved', 'version', 'updated_at'],
  stock_movements: ['variant_id', 'id', 'kind', 'quantity', 'reason', 'actor', 'occurred_at'],
} as const;

export type Table = keyof typeof tables;
export type Rows = Record<Table, unknown[][]>;

export function noRows(): Rows {
  return {
    ...{ products: [], product_categories: [], product_images: [], variants: [], variant_option_values: [] },
    ...{ reviews: [], stock: [], stock_movements: [] },
  };
}

const currency = 'USD';
const minute = 60_000;
const firstAt = Date.UTC(2026, 0, 6);
const newest = Date.UTC(2026, 10, 1);
const plannedFor = new Date(Date.UTC(2040, 0, 1));

/** One draft comes with so many published products, on top of them. */
const productsPerDraft = 100;

/** Every table's rows of a product depend on its number alone, so that any part can be made again, and in any order. */
export function addProduct(rows: Rows, number: number, shelves: Shelves): void {
  add(rows, number, shelves, 'published');
  if (number % productsPerDraft === productsPerDraft - 1) add(rows, number, shelves, 'draft');
}

export function productIdOf(number: number): Buffer {
  return new Draws(number * 2).id(firstAt + number);
}

function add(rows: Rows, number: number, shelves: Shelves, status: 'published' | 'draft'): void {
  const isDraft = status === 'draft';
  const draws = new Draws(number * 2 + (isDraft ? 1 : 0));
  const at = firstAt + number;
  const id = draws.id(at, isDraft ? 1 : 0);
  const kind = draws.below(things.length);
  const [thing, shape] = things[kind] as (typeof things)[number];
  const name = `${draws.one(qualities)} ${draws.one(materials)} ${thing}`;
  const sale = saleOf(draws);
  const variants = variantsOf(draws, shelves, sale, (place) => draws.id(at, place + (isDraft ? 64 : 0)));
  // Whole minutes: several products share a time, so that a sort without a tie-breaker would show.
  const createdAt = new Date(newest - draws.below(3 * 365 * 24 * 60) * minute);
  const pictures = picturesOf(draws, shape, name, variants);
  const stars = isDraft
    ? undefined
    : addReviews(rows.reviews, draws, { id, at, since: createdAt, until: newest });
  const tag = `${String(number)}${isDraft ? '-draft' : ''}`;
  // Every second draft waits for its day.
  const publishAt = isDraft && draws.below(2) === 0 ? plannedFor : null;
  // prettier-ignore
  rows.products.push([
    id, `${name.toLowerCase().replaceAll(' ', '-')}-${tag}`, name, descriptionOf(draws, name, thing), status, isDraft ? null : createdAt,
    publishAt, publishAt ?? sale?.nextChangeAt ?? null, currency, ...pricesOf(variants), pictures[0]?.[0],
    bestStockState(variants.map(({ available }) => stockStateOf(available))), isDraft ? 0 : Math.floor(1_000 * draws.next() ** 6),
    ...ratingOf(stars), createdAt, createdAt,
  ]);
  for (const category of categoriesOf(draws, kind, shelves)) rows.product_categories.push([id, category]);
  pictures.forEach(([file, alt], position) => rows.product_images.push([id, position, file, alt]));
  addVariants(rows, draws, { id, at, tag, sale }, variants);
}

function addVariants(
  rows: Rows,
  draws: Draws,
  product: { id: Buffer; at: number; tag: string; sale: Sale | undefined },
  variants: readonly Variant[],
): void {
  const receivedAt = new Date(product.at);
  const { startsAt = null, endsAt = null } = product.sale ?? {};
  variants.forEach(({ id, name, price, salePrice, available, choices }, position) => {
    // prettier-ignore
    rows.variants.push([
      id, product.id, `LRG-${product.tag.padStart(7, '0').toUpperCase()}-${String(position + 1)}`, name, position, currency, price, salePrice,
      startsAt, endsAt, stockStateOf(available), 1,
    ]);
    for (const { option, value } of choices) rows.variant_option_values.push([id, option, value]);
    rows.stock.push([id, available, 0, 1, receivedAt]);
    rows.stock_movements.push([
      ...[id, draws.id(product.at, position), 'received', available],
      ...['opening of the large shop', 'system:seed', receivedAt],
    ]);
  });
}

function descriptionOf(draws: Draws, name: string, thing: string): string {
  const quality = draws.one(qualities).toLowerCase();
  return `${name} ${draws.one(uses)}. A ${quality} ${thing.toLowerCase()} ${draws.one(uses)}. ${draws.one(promises)}`;
}

function picturesOf(
  draws: Draws,
  shape: string,
  name: string,
  variants: readonly Variant[],
): [file: string, alt: string][] {
  const file = `${shape}-${variants[0]?.colour ?? 'moss'}`;
  const look = 1 + draws.below(9);
  return [
    [`${file}-${String(look)}.svg`, name],
    [`${file}-${String(look + 10)}.svg`, `${name}, from near`],
  ];
}

/** What lists show: the lowest and the highest price now, and what the cheapest costs when it is not on sale. */
function pricesOf(variants: readonly Variant[]): [from: number, to: number, list: number] {
  const cheapest = variants.reduce((one, other) => (other.current < one.current ? other : one));
  return [cheapest.current, Math.max(...variants.map(({ current }) => current)), cheapest.price];
}

function ratingOf(stars: Stars = [0, 0, 0, 0, 0]): number[] {
  const sum = stars.reduce((total, count, index) => total + count * (index + 1), 0);
  return [sum, stars.reduce((total, count) => total + count, 0), ...stars];
}

/** Its own, and for three in ten products a second one, maybe of another department. */
function categoriesOf(draws: Draws, kind: number, { categories }: Shelves): Set<Buffer> {
  const own = categories[Math.floor(kind / 2)] as Buffer;
  return new Set(draws.below(10) < 3 ? [own, draws.one(categories)] : [own]);
}
