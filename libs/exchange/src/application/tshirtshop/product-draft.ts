import type { BulkProduct, BulkVariant } from '#catalog';
import { amountOf } from '../../domain/money-text.js';
import type { ImportReport } from '../../domain/tshirtshop/import-report.js';
import { pictureName, skuFrom } from '../../domain/tshirtshop/names.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import type { AttributeValue } from './import-options.js';
import { hashOf, text } from './import-run.js';

/** A product of the dump with what its link tables say. */
export interface SourceProduct {
  readonly row: ShopRow<'product'>;
  /** Numbers of categories that were taken. */
  readonly categories: readonly string[];
  /** In the order of attributes and values. */
  readonly values: readonly AttributeValue[];
}

/** What the product shall be here, but for its slug; or why it can't be. */
export type ProductDraft =
  | { readonly refused: string }
  | { readonly product: Omit<BulkProduct, 'slug' | 'categories'>; readonly contentHash: string };

const mostVariants = 1_000;
const longestDescription = 16_000;

export function draftOf(source: SourceProduct, currency: string, report: ImportReport): ProductDraft {
  const { row, categories, values } = source;
  const name = text(row.name);
  if (name === '') return { refused: 'it has no name' };
  const price = priceOf(row.price, currency);
  if (price === undefined || price === 0)
    return { refused: `its price is no amount in ${currency} above zero` };
  const combinations = combinationsOf(values);
  if (combinations.length > mostVariants)
    return { refused: `its attributes make more than ${mostVariants.toLocaleString('en')} variants` };
  const salePrice = salePriceOf(row.discounted_price, price, currency, report);
  const prices = {
    price: { amount: price, currency },
    salePrice: salePrice === null ? null : { amount: salePrice, currency },
  };
  const product = {
    name,
    description: text(row.description).slice(0, longestDescription),
    // Where nobody can find it, it would only be in the way of a search.
    status: categories.length === 0 ? ('draft' as const) : ('published' as const),
    images: picturesOf(row, name, report),
    variants: combinations.map((choices) => variantOf(text(row.product_id), choices, prices)),
  };
  if (categories.length === 0) report.remark('products without a category: taken as drafts');
  if (!['', '0'].includes(text(row.display)))
    report.remark(
      'products that stood on the front page or on that of their department (display): not told here',
    );
  return { product, contentHash: hashOf([product, categories]) };
}

/** Zeros behind the currency's digits are none: `20.00` is an amount in yen too. */
export function priceOf(decimal: string | null, currency: string): number | undefined {
  const [whole = '', fraction = ''] = text(decimal).split('.');
  const digits = fraction.replace(/0+$/, '');
  return amountOf(digits === '' ? whole : `${whole}.${digits}`, currency);
}

function salePriceOf(
  decimal: string | null,
  price: number,
  currency: string,
  report: ImportReport,
): number | null {
  const amount = priceOf(decimal, currency);
  if (amount === 0) return null;
  if (amount !== undefined && amount < price) return amount;
  report.remark('discounted prices that are not below the price: left out');
  return null;
}

function variantOf(
  productId: string,
  choices: readonly AttributeValue[],
  prices: Pick<BulkVariant, 'price' | 'salePrice'>,
): BulkVariant {
  return {
    sku: skuFrom(
      productId,
      choices.map(({ skuCode }) => skuCode),
    ),
    name: choices
      .map(({ name }) => name)
      .join(' / ')
      .slice(0, 200),
    options: Object.fromEntries(choices.map(({ option, value }) => [option, value])),
    ...prices,
  };
}

/** Each value of one attribute with each of the others; one empty combination for a product that has none. */
export function combinationsOf(values: readonly AttributeValue[]): AttributeValue[][] {
  let combinations: AttributeValue[][] = [[]];
  for (const ofAttribute of Map.groupBy(values, ({ attributeId }) => attributeId).values()) {
    // Before it grows beyond every bound.
    if (combinations.length * ofAttribute.length > 100_000) return Array.from({ length: 100_000 }, () => []);
    combinations = combinations.flatMap((some) => ofAttribute.map((value) => [...some, value]));
  }
  return combinations;
}

function picturesOf(
  row: ShopRow<'product'>,
  name: string,
  report: ImportReport,
): { file: string; alt: string }[] {
  const named = [row.image, row.image_2, row.thumbnail].filter((file) => text(file) !== '');
  const files = [...new Set(named.map(pictureName))].filter((file) => file !== undefined);
  report.remark(
    'picture names that can not stand in an address: left out',
    named.filter((file) => pictureName(file) === undefined).length,
  );
  return files.map((file, index) => ({
    file,
    alt: index === 0 ? name : `${name}, picture ${String(index + 1)}`,
  }));
}
