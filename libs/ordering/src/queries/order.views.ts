import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { MoneyJson } from '#shared-kernel';
import { orderStatuses, type OrderStatus } from '../domain/order-status.js';

export class OrderTotalsView {
  @ApiProperty({ type: MoneyView, example: { amount: 5998, currency: 'USD' } })
  subtotal!: MoneyJson;
  @ApiProperty({ type: MoneyView, example: { amount: 0, currency: 'USD' } })
  discount!: MoneyJson;
  @ApiProperty({ type: MoneyView, example: { amount: 599, currency: 'USD' } })
  shipping!: MoneyJson;
  @ApiProperty({
    type: MoneyView,
    example: { amount: 435, currency: 'USD' },
    description: "The lines' and the shipping's.",
  })
  tax!: MoneyJson;
  @ApiProperty({
    type: MoneyView,
    example: { amount: 7032, currency: 'USD' },
    description: 'subtotal - discount + shipping + tax',
  })
  total!: MoneyJson;
}

export class OrderLineView {
  @ApiProperty({ example: '019b8b74-1800-7310-90a4-231c660f7531' })
  variantId!: string;
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54' })
  productId!: string;
  @ApiProperty({ example: 'harbour-fisherman-sweater', description: 'As it was when the order was placed.' })
  productSlug!: string;
  @ApiProperty({ example: 'HFIS-OCE-M' })
  sku!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  name!: string;
  @ApiProperty({ example: 'Ocean / M', description: 'Empty if the product has only one variant.' })
  variantName!: string;
  @ApiProperty({ type: String, nullable: true, example: '/images/sweater-ocean-1.svg' })
  imageUrl!: string | null;
  @ApiProperty({ example: 2 })
  quantity!: number;
  @ApiProperty({ type: MoneyView, description: 'Before tax.' })
  unitPrice!: MoneyJson;
  @ApiProperty({ type: MoneyView, example: { amount: 0, currency: 'USD' } })
  discount!: MoneyJson;
  @ApiProperty({
    type: MoneyView,
    example: { amount: 3998, currency: 'USD' },
    description: 'After the discount, before tax.',
  })
  lineTotal!: MoneyJson;
  @ApiProperty({ type: MoneyView, example: { amount: 290, currency: 'USD' } })
  tax!: MoneyJson;
  @ApiProperty({ example: 'Sales tax (California)' })
  taxLabel!: string;
}

export class OrderAddressView {
  @ApiProperty({ example: 'Ada Byron' })
  name!: string;
  @ApiProperty({ type: String, nullable: true, example: null })
  company!: string | null;
  @ApiProperty({ example: '12 Elm Street' })
  line1!: string;
  @ApiProperty({ type: String, nullable: true, example: null })
  line2!: string | null;
  @ApiProperty({ example: 'Springfield' })
  city!: string;
  @ApiProperty({ type: String, nullable: true, example: 'CA', description: 'State or province.' })
  region!: string | null;
  @ApiProperty({ example: '90210' })
  postalCode!: string;
  @ApiProperty({ example: 'US', description: 'ISO 3166-1, two letters.' })
  country!: string;
  @ApiProperty({ type: String, nullable: true, example: null })
  phone!: string | null;
}

export class ChosenShippingView {
  @ApiProperty({ example: '019b8b74-1800-7346-9df8-625c5e23ba63' })
  id!: string;
  @ApiProperty({ example: 'Standard' })
  name!: string;
  @ApiProperty({ example: 3, description: 'Working days.' })
  minDays!: number;
  @ApiProperty({ example: 5, description: 'Working days.' })
  maxDays!: number;
}

/** One order in a list. */
export class OrderSummary {
  @ApiProperty({ example: '019b8b7c-1000-7abc-8def-0123456789ab' })
  id!: string;
  @ApiProperty({ example: 'TP-7K3M-9QXD', description: 'What people say on the telephone.' })
  number!: string;
  @ApiProperty({ enum: orderStatuses, example: 'pending' })
  status!: OrderStatus;
  @ApiProperty({ example: '2026-03-01T09:00:00.000Z', format: 'date-time' })
  placedAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: null })
  paidAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    example: '2026-03-01T09:30:00.000Z',
    description: 'Until when the goods wait for the payment; null when they do not.',
  })
  holdExpiresAt!: string | null;
  @ApiProperty({ example: 3, description: 'Pieces, over all lines.' })
  itemCount!: number;
  @ApiProperty()
  totals!: OrderTotalsView;
}

export class OrderView extends OrderSummary {
  @ApiProperty({ example: 'ada@example.test' })
  email!: string;
  @ApiProperty({ type: [OrderLineView] })
  lines!: OrderLineView[];
  @ApiProperty()
  shippingAddress!: OrderAddressView;
  @ApiProperty()
  shippingMethod!: ChosenShippingView;
  @ApiProperty({ type: String, nullable: true, example: 'Please ring twice.' })
  note!: string | null;
  @ApiPropertyOptional({
    example: '019b8b7c-1000-7abc-8def-0123456789ab.kX2…',
    description: 'For guests, told once: sent as Order-Token it opens the order and pays it.',
  })
  orderToken?: string;
}

export class OrderPage {
  @ApiProperty({ type: [OrderSummary] })
  items!: OrderSummary[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 3, description: 'Of all pages.' })
  total!: number;
}
