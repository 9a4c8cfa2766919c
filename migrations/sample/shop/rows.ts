import type { QueryRunner } from 'typeorm';
import { sampleId, sampleNumber } from './ids.js';
import type { SampleProduct } from './parse.js';
import { variantsOf, type SampleVariant } from './variants.js';

const currency = 'USD';
const hour = 3_600_000;
const newest = Date.UTC(2026, 9, 30, 9);

export async function insertRows(
  queryRunner: QueryRunner,
  table: string,
  columns: readonly string[],
  rows: readonly unknown[][],
): Promise<void> {
  await queryRunner.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [rows]);
}

export async function deleteRows(
  queryRunner: QueryRunner,
  table: string,
  column: string,
  ids: readonly Buffer[],
): Promise<void> {
  await queryRunner.query(`DELETE FROM ${table} WHERE ${column} IN (?)`, [ids]);
}

export function productId({ code }: SampleProduct): Buffer {
  return sampleId('product', code);
}

export const productColumns = [
  'id',
  'slug',
  'name',
  'description',
  'status',
  'published_at',
  'currency',
  'price_from_amount',
  'price_to_amount',
  'list_price_amount',
  'image_file',
  'stock_state',
  'popularity',
  'created_at',
  'updated_at',
];

export function productRow(product: SampleProduct): unknown[] {
  const variants = variantsOf(product);
  const cheapest = variants.reduce((one, other) => (current(other) < current(one) ? other : one));
  const publishedAt = new Date(newest - sampleNumber(`published ${product.code}`, 280 * 24) * hour);
  return [
    productId(product),
    product.name
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
    product.name,
    product.description,
    'published',
    publishedAt,
    currency,
    current(cheapest),
    Math.max(...variants.map(current)),
    cheapest.price,
    imagesOf(product)[0]?.file,
    stockState(Math.max(...variants.map(({ available }) => available))),
    sampleNumber(`popularity ${product.code}`, 90),
    publishedAt,
    publishedAt,
  ];
}

export const variantColumns = [
  'id',
  'product_id',
  'sku',
  'name',
  'position',
  'currency',
  'price_amount',
  'sale_price_amount',
  'stock_state',
  'stock_version',
];

export function variantRows(product: SampleProduct): unknown[][] {
  return variantsOf(product).map(({ id, sku, name, price, salePrice, available }, position) => [
    id,
    productId(product),
    sku,
    name,
    position,
    currency,
    price,
    salePrice,
    stockState(available),
    1,
  ]);
}

export const choiceColumns = ['variant_id', 'option_id', 'option_value_id'];

export function choiceRows(product: SampleProduct): unknown[][] {
  return variantsOf(product).flatMap(({ id, choices }) =>
    choices.map(({ option, value }) => [
      id,
      sampleId('option', option),
      sampleId('option value', `${option} ${value}`),
    ]),
  );
}

export const imageColumns = ['product_id', 'position', 'file', 'alt'];

export function imageRows(product: SampleProduct): unknown[][] {
  return imagesOf(product).map(({ file, alt }, position) => [productId(product), position, file, alt]);
}

/** In each colour, and the first one from nearer (numbers from 10 on, see the pictures of the catalogue). */
function imagesOf({ name, shape, colours, look }: SampleProduct): { file: string; alt: string }[] {
  const [first = ''] = colours;
  return [
    { file: `${shape}-${first}-${String(look)}.svg`, alt: name },
    { file: `${shape}-${first}-${String(look + 10)}.svg`, alt: `${name}, from near` },
    ...colours
      .slice(1)
      .map((colour) => ({ file: `${shape}-${colour}-${String(look)}.svg`, alt: `${name} in ${colour}` })),
  ];
}

function current({ price, salePrice }: SampleVariant): number {
  return salePrice ?? price;
}

function stockState(available: number): string {
  if (available === 0) return 'sold-out';
  return available <= 5 ? 'low' : 'in-stock';
}
