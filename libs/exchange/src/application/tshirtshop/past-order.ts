import type { ProductKey, VariantKey } from '#catalog';
import type { PastOrder, PastOrderLine } from '#ordering';
import { countryCalled } from '../../domain/tshirtshop/countries.js';
import type { ImportReport } from '../../domain/tshirtshop/import-report.js';
import { daysIn, skuFrom } from '../../domain/tshirtshop/names.js';
import {
  dateOf,
  statusHere,
  wordsOfAttributes,
  type StatusScheme,
} from '../../domain/tshirtshop/old-order.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import type { AttributeValues } from './import-options.js';
import { text } from './import-run.js';
import { basisPointsOf } from './import-shipping.js';
import { phonesOf } from './import-customers.js';
import { priceOf } from './product-draft.js';

/** What the orders of one page refer to, by the numbers of the dump. */
export interface OrderReferences {
  readonly scheme: StatusScheme;
  readonly currency: string;
  readonly values: AttributeValues;
  readonly customers: ReadonlyMap<string, ShopRow<'customer'>>;
  /** Accounts here. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly methods: ReadonlyMap<string, ShopRow<'shipping'>>;
  readonly methodIds: ReadonlyMap<string, string>;
  readonly taxes: ReadonlyMap<string, ShopRow<'tax'>>;
  /** Products here. */
  readonly products: ReadonlyMap<string, ProductKey>;
  readonly variants: ReadonlyMap<string, VariantKey>;
}

/** The order as it will stand here; undefined without a line that can be read. */
export function pastOrderOf(
  row: ShopRow<'orders'>,
  details: readonly ShopRow<'order_detail'>[],
  references: OrderReferences,
  report: ImportReport,
): PastOrder | undefined {
  const { currency, scheme } = references;
  const lines = details.flatMap((detail) => lineOf(detail, references) ?? []);
  if (lines.length === 0) return undefined;
  const sourceCustomer = text(row.customer_id);
  const customer = references.customers.get(sourceCustomer);
  const status = statusHere(
    {
      status: Number(row.status),
      isShipped: dateOf(row.shipped_on) !== undefined,
      hasAuthorisation: text(row.auth_code) !== '',
    },
    scheme,
  );
  remarks(row, { lines, status, hasCustomer: references.accounts.has(sourceCustomer), currency }, report);
  return {
    customerId: references.accounts.get(sourceCustomer) ?? null,
    email: text(customer?.email ?? null),
    status: status === 'unfinished' ? 'cancelled' : status,
    placedAt: dateOf(row.created_on) ?? new Date(0),
    fulfilledAt: dateOf(row.shipped_on) ?? null,
    currency,
    lines,
    shipping: shippingOf(row, references),
    tax: taxOf(row, references),
    shippingAddress: addressOf(customer),
    note: noteOf(row),
  };
}

function lineOf(row: ShopRow<'order_detail'>, references: OrderReferences): PastOrderLine | undefined {
  const { currency, products, variants } = references;
  const quantity = Number(row.quantity);
  const amount = priceOf(row.unit_cost, currency);
  if (!Number.isSafeInteger(quantity) || quantity < 1 || amount === undefined) return undefined;
  const product = products.get(text(row.product_id));
  const sku = skuOfLine(row, references.values);
  const variant = variants.get(sku);
  return {
    variantId: variant?.variantId,
    productId: product?.productId,
    productSlug: product?.slug ?? '',
    sku: sku.slice(0, 64),
    name: text(row.product_name),
    variantName: variant?.name ?? text(row.attributes).slice(0, 200),
    imageUrl: product?.imageUrl ?? null,
    quantity,
    unitPrice: { amount, currency },
  };
}

/** An order names what was chosen in words, so the variant is the one whose values stand among them. */
export function skuOfLine(row: ShopRow<'order_detail'>, values: AttributeValues): string {
  const words = wordsOfAttributes(text(row.attributes));
  const chosen = [...values.values()].filter(({ name }) => words.includes(name.toLowerCase()));
  const byAttribute = new Map(chosen.map((value) => [value.attributeId, value]));
  const inOrder = [...byAttribute.values()].sort(
    (one, other) => Number(one.attributeId) - Number(other.attributeId),
  );
  return skuFrom(
    text(row.product_id),
    inOrder.map(({ skuCode }) => skuCode),
  );
}

function shippingOf(
  row: ShopRow<'orders'>,
  { methods, methodIds, currency }: OrderReferences,
): PastOrder['shipping'] {
  const id = text(row.shipping_id);
  const method = methods.get(id);
  const name = text(method?.shipping_type ?? null) || 'Not known';
  const amount = priceOf(method?.shipping_cost ?? '0', currency) ?? 0;
  const { minDays, maxDays } = daysIn(name) ?? { minDays: 1, maxDays: 30 };
  return { methodId: methodIds.get(id), name, minDays, maxDays, price: { amount, currency } };
}

function taxOf(row: ShopRow<'orders'>, { taxes }: OrderReferences): PastOrder['tax'] {
  const tax = taxes.get(text(row.tax_id));
  const label = text(tax?.tax_type ?? null).slice(0, 80) || 'No tax';
  return { label, basisPoints: basisPointsOf(tax?.tax_percentage ?? '0') ?? 0 };
}

/** The customer's own, as the other shop kept no other. Not checked: it is history. */
function addressOf(customer: ShopRow<'customer'> | undefined): PastOrder['shippingAddress'] {
  const field = (value: string | null | undefined): string => text(value ?? null);
  return {
    name: field(customer?.name),
    company: null,
    line1: field(customer?.address_1),
    line2: field(customer?.address_2) || null,
    city: field(customer?.city),
    region: field(customer?.region) || null,
    postalCode: field(customer?.postal_code),
    // ISO 3166-1 leaves ZZ to its users; CLDR calls it "unknown region".
    country: countryCalled(field(customer?.country)) ?? 'ZZ',
    phone: (customer === undefined ? undefined : phonesOf(customer)[0]) ?? null,
  };
}

function noteOf(row: ShopRow<'orders'>): string {
  const reference = text(row.reference);
  const parts = [`Order ${text(row.order_id)} of the earlier shop.`];
  if (reference !== '') parts.push(`Payment reference ${reference}.`);
  return [...parts, text(row.comments)].join(' ').trim();
}

function remarks(
  row: ShopRow<'orders'>,
  order: { lines: readonly PastOrderLine[]; status: string; hasCustomer: boolean; currency: string },
  report: ImportReport,
): void {
  const sum = order.lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice.amount, 0);
  if (sum !== priceOf(row.total_amount, order.currency))
    report.remark('orders whose total_amount is not the sum of their lines: the lines count');
  if (order.status === 'unfinished')
    report.remark('orders that the other shop never finished: taken as cancelled');
  if (!order.hasCustomer) report.remark("orders of nobody's account");
  if (dateOf(row.created_on) === undefined) report.remark('orders without a date: taken as of 1970-01-01');
  const unknown = order.lines.filter(({ variantId }) => variantId === undefined).length;
  report.remark('lines of orders whose variant is not there: taken with the words of the order', unknown);
}
