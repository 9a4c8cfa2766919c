import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { CartStatus } from '../domain/cart.js';

const statuses: CartStatus[] = ['open', 'checked-out', 'closed'];
const noteCodes = ['price-changed', 'not-available', 'no-longer-sold'] as const;

/** Something that the shopper should know before ordering. */
export class CartNote {
  @ApiProperty({ enum: noteCodes, example: 'price-changed' })
  code!: (typeof noteCodes)[number];
  @ApiPropertyOptional({
    type: MoneyView,
    description: 'With price-changed: what the shopper saw when the line was last put in or changed.',
  })
  previousUnitPrice?: MoneyView;
  @ApiPropertyOptional({
    example: 2,
    description: 'With not-available: how many pieces there are; fewer than the line asks for.',
  })
  available?: number;
}

export class CartLineView {
  @ApiProperty({ example: '019b8b74-1800-7310-90a4-231c660f7531' })
  variantId!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '019b8b74-1800-7074-8e59-ef8d8981cf54',
    description: 'Null when it is no longer sold.',
  })
  productId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'harbour-fisherman-sweater',
    description: 'Null when it is no longer sold.',
  })
  productSlug!: string | null;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  productName!: string;
  @ApiProperty({ example: 'Ocean / M', description: 'Empty if the product has one variant.' })
  variantName!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'HFIS-OCE-M',
    description: 'Null when it is no longer sold.',
  })
  sku!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '/images/sweater-ocean-1.svg',
    description: "A path below the shop's address.",
  })
  imageUrl!: string | null;
  @ApiProperty({ example: 2 })
  quantity!: number;
  @ApiProperty({ description: 'What one piece costs now.' })
  unitPrice!: MoneyView;
  @ApiProperty({ description: 'What one piece costs when it is not on sale.' })
  listPrice!: MoneyView;
  @ApiProperty({ description: 'unitPrice times quantity; nothing for what is no longer sold.' })
  lineTotal!: MoneyView;
  @ApiProperty({ type: [CartNote] })
  notes!: CartNote[];
}

/** The totals of carts and orders have the same shape everywhere. */
export class CartTotalsView {
  @ApiProperty({ description: 'The sum of the lines.' })
  subtotal!: MoneyView;
  @ApiProperty()
  discount!: MoneyView;
  @ApiProperty({ description: 'Zero until an address is known: POST /v1/checkout/quotes.' })
  shipping!: MoneyView;
  @ApiProperty({ description: 'Zero until an address is known.' })
  tax!: MoneyView;
  @ApiProperty()
  total!: MoneyView;
}

export class CartView {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60',
    description: 'Null for a customer who has not put anything in yet.',
  })
  id!: string | null;
  @ApiProperty({ enum: statuses, example: 'open', description: 'Only an open cart can be changed.' })
  status!: CartStatus;
  @ApiProperty({ example: 'USD' })
  currency!: string;
  @ApiProperty({ type: [CartLineView] })
  lines!: CartLineView[];
  @ApiProperty({
    type: [CartLineView],
    description: 'Put aside: neither in the totals nor part of an order.',
  })
  savedForLater!: CartLineView[];
  @ApiProperty()
  totals!: CartTotalsView;
}
