import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { MovementKind } from '../domain/stock.js';

const kinds: MovementKind[] = ['received', 'reserved', 'released', 'sold', 'adjusted', 'returned'];

/** The stock of one variant, in pieces. */
export class StockView {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54' })
  variantId!: string;
  @ApiProperty({ type: String, nullable: true, example: 'DESK-LAMP-BRASS' })
  sku!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null, as are sku and names, for stock of an article that the catalogue has deleted.',
  })
  productId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Desk lamp' })
  productName!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Brass' })
  variantName!: string | null;
  @ApiProperty({ description: 'The catalogue sells it no more.' })
  archived!: boolean;
  @ApiProperty({ example: 4, description: 'What can be sold now.' })
  available!: number;
  @ApiProperty({ example: 2, description: 'What unpaid orders hold, on top of `available`.' })
  reserved!: number;
  @ApiProperty({ example: 17, description: 'Grows with each change of `available`; the ETag.' })
  version!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null if it never had stock.',
  })
  updatedAt!: string | null;
}

export class StockPage {
  @ApiProperty({ type: [StockView], description: 'Those with the fewest pieces first.' })
  items!: StockView[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 31 })
  total!: number;
  @ApiProperty({
    enum: ['exact', 'at-least'],
    description:
      'Beyond a thousand the total is no longer counted: then it says at least how many there are.',
  })
  totalRelation!: 'exact' | 'at-least';
}

/** One entry of the ledger. Nothing is ever changed or taken out of it. */
export class MovementView {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54' })
  id!: string;
  @ApiProperty({ enum: kinds, example: 'adjusted' })
  kind!: MovementKind;
  @ApiProperty({ example: -3, description: 'Signed: what goes to an order (reserved, sold) is negative.' })
  quantity!: number;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'The order that it was for.' })
  orderId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'broken in the store room' })
  reason!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The account or process that did it; null where an order did.',
  })
  actor!: string | null;
  @ApiProperty({ type: String, format: 'date-time' })
  occurredAt!: string;
}

export class MovementList {
  @ApiProperty({ type: [MovementView], description: 'Newest first.' })
  items!: MovementView[];
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiPropertyOptional({ description: 'Send it as `cursor` to read on. Missing at the end.' })
  nextCursor?: string;
}
