import { EntitySchema } from 'typeorm';
import { bigintColumn, idColumn, jsonColumn } from '#platform/database/id-column.js';
import type { OrderStatus } from '../domain/order-status.js';
import { OrderLine } from '../domain/order-line.js';
import { Order } from '../domain/order.js';
import type { ChosenShipping, ShippingAddress } from '../domain/shipping.js';

// The aggregate's private fields are columns too, so these shapes are the tables', not the classes'.
export interface OrderShape {
  id: string;
  number: string;
  version: number;
  currentStatus: OrderStatus;
  customerId: string | null;
  cartId: string;
  email: string;
  locale: string;
  currency: string;
  subtotalAmount: number;
  discountAmount: number;
  shippingAmount: number;
  taxAmount: number;
  totalAmount: number;
  shippingTaxAmount: number;
  shippingTaxBasisPoints: number;
  itemCount: number;
  shippingAddress: ShippingAddress;
  shippingMethod: ChosenShipping;
  note: string | null;
  paidBy: string | null;
  attention: string | null;
  attentionPaymentId: string | null;
  refusedPayments: readonly string[];
  placedAt: Date;
  currentHold: Date | null;
  paidOn: Date | null;
  endedOn: Date | null;
  lines: unknown;
}

export interface OrderLineShape {
  orderId: string;
  position: number;
  variantId: string;
  productId: string;
  productSlug: string;
  sku: string;
  name: string;
  variantName: string;
  imageUrl: string | null;
  quantity: number;
  currency: string;
  unitPriceAmount: number;
  discountAmount: number;
  lineTotalAmount: number;
  taxAmount: number;
  taxBasisPoints: number;
  taxLabel: string;
  /** TypeORM wants the way back to the root; the class knows the order by its id. */
  order?: unknown;
}

const time = (name: string) => ({ name, type: 'datetime', precision: 3 }) as const;

export const orderMapping = new EntitySchema<OrderShape>({
  name: 'Order',
  target: Order,
  tableName: 'orders',
  columns: {
    id: idColumn({ primary: true }),
    number: { type: 'varchar', length: 16 },
    version: { type: 'int' },
    currentStatus: { name: 'status', type: 'varchar', length: 24 },
    customerId: idColumn({ name: 'customer_id', nullable: true }),
    cartId: idColumn({ name: 'cart_id' }),
    email: { type: 'varchar', length: 254 },
    locale: { type: 'varchar', length: 35 },
    currency: { type: 'char', length: 3 },
    subtotalAmount: bigintColumn({ name: 'subtotal_amount' }),
    discountAmount: bigintColumn({ name: 'discount_amount' }),
    shippingAmount: bigintColumn({ name: 'shipping_amount' }),
    taxAmount: bigintColumn({ name: 'tax_amount' }),
    totalAmount: bigintColumn({ name: 'total_amount' }),
    shippingTaxAmount: bigintColumn({ name: 'shipping_tax_amount' }),
    shippingTaxBasisPoints: { name: 'shipping_tax_basis_points', type: 'int' },
    itemCount: { name: 'item_count', type: 'int' },
    shippingAddress: jsonColumn({ name: 'shipping_address' }),
    shippingMethod: jsonColumn({ name: 'shipping_method' }),
    note: { type: 'varchar', length: 500, nullable: true },
    paidBy: idColumn({ name: 'payment_id', nullable: true }),
    attention: { type: 'varchar', length: 40, nullable: true },
    attentionPaymentId: idColumn({ name: 'attention_payment_id', nullable: true }),
    refusedPayments: jsonColumn({ name: 'refused_payments' }),
    placedAt: time('placed_at'),
    currentHold: { ...time('hold_expires_at'), nullable: true },
    paidOn: { ...time('paid_at'), nullable: true },
    endedOn: { ...time('ended_at'), nullable: true },
  },
  relations: { lines: { type: 'one-to-many', target: 'OrderLine', inverseSide: 'order' } },
});

export const orderLineMapping = new EntitySchema<OrderLineShape>({
  name: 'OrderLine',
  target: OrderLine,
  tableName: 'order_line_items',
  columns: {
    orderId: idColumn({ name: 'order_id', primary: true }),
    position: { type: 'smallint', primary: true },
    variantId: idColumn({ name: 'variant_id' }),
    productId: idColumn({ name: 'product_id' }),
    productSlug: { name: 'product_slug', type: 'varchar', length: 160 },
    sku: { type: 'varchar', length: 64 },
    name: { type: 'varchar', length: 200 },
    variantName: { name: 'variant_name', type: 'varchar', length: 200 },
    imageUrl: { name: 'image_url', type: 'varchar', length: 255, nullable: true },
    quantity: { type: 'int' },
    currency: { type: 'char', length: 3 },
    unitPriceAmount: bigintColumn({ name: 'unit_price_amount' }),
    discountAmount: bigintColumn({ name: 'discount_amount' }),
    lineTotalAmount: bigintColumn({ name: 'line_total_amount' }),
    taxAmount: bigintColumn({ name: 'tax_amount' }),
    taxBasisPoints: { name: 'tax_basis_points', type: 'int' },
    taxLabel: { name: 'tax_label', type: 'varchar', length: 80 },
  },
  relations: {
    order: { type: 'many-to-one', target: 'Order', joinColumn: { name: 'order_id' }, inverseSide: 'lines' },
  },
});
