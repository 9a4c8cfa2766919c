import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { ProductStatus } from '../domain/product-status.js';
import type { StockState } from '../domain/stock-state.js';
import { ChoiceView, ShelfLink } from './catalog.views.js';
import { AdminImageView } from './image.views.js';

export const productStatuses: readonly ProductStatus[] = ['draft', 'published', 'archived'];
const stockStates: StockState[] = ['in-stock', 'low', 'sold-out'];
const time = { type: String, format: 'date-time' } as const;

class AdminProductSummary {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54' })
  id!: string;
  @ApiProperty({ example: 'harbour-fisherman-sweater' })
  slug!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  name!: string;
  @ApiProperty({ enum: productStatuses, example: 'published' })
  status!: ProductStatus;
  @ApiProperty({ example: 3, description: 'In quotes it is the ETag.' })
  version!: number;
  @ApiProperty({ description: 'What lists show: what the cheapest variant costs.' })
  priceFrom!: MoneyView;
  @ApiProperty({ enum: stockStates, example: 'in-stock' })
  stockState!: StockState;
  @ApiProperty({ ...time, nullable: true, description: 'When it was published for the first time.' })
  publishedAt!: string | null;
  @ApiProperty({ ...time, nullable: true, description: 'When the draft publishes itself.' })
  publishAt!: string | null;
  @ApiProperty({ ...time, example: '2026-03-01T09:00:00.000Z' })
  updatedAt!: string;
}

export class AdminProductRow extends AdminProductSummary {
  @ApiProperty({ type: String, nullable: true, example: '/images/sweater-ocean-1.svg' })
  imageUrl!: string | null;
  @ApiProperty({ example: 6, description: 'Without archived ones.' })
  variantCount!: number;
}

export class AdminProductPage {
  @ApiProperty({ type: [AdminProductRow] })
  items!: AdminProductRow[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 101 })
  total!: number;
}

export class AdminVariantView {
  @ApiProperty({ example: '019b8b74-1800-7310-90a4-231c660f7531' })
  id!: string;
  @ApiProperty({ example: 'HFIS-OCE-M' })
  sku!: string;
  @ApiProperty({ example: 'Ocean / M' })
  name!: string;
  @ApiProperty({ description: 'What it costs when it is not on sale.' })
  price!: MoneyView;
  @ApiProperty({ type: MoneyView, nullable: true })
  salePrice!: MoneyView | null;
  @ApiProperty({ ...time, nullable: true, description: 'Null: the sale holds already.' })
  saleStartsAt!: string | null;
  @ApiProperty({ ...time, nullable: true, description: 'Null: until further notice.' })
  saleEndsAt!: string | null;
  @ApiProperty({ description: 'What it costs at this moment.' })
  currentPrice!: MoneyView;
  @ApiProperty({ enum: stockStates, example: 'low' })
  stockState!: StockState;
  @ApiProperty({ ...time, nullable: true, description: 'When it was put away; such a one is not sold.' })
  archivedAt!: string | null;
  @ApiProperty({ type: [ChoiceView] })
  choices!: ChoiceView[];
}

export class AdminCategoryLink extends ShelfLink {
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f200' })
  id!: string;
  @ApiProperty()
  department!: ShelfLink;
}

export class AdminProductView extends AdminProductSummary {
  @ApiProperty({ example: 'Knitted in the round from undyed wool.' })
  description!: string;
  @ApiProperty({ example: 'standard' })
  taxClass!: string;
  @ApiProperty({ example: 'USD', description: 'ISO 4217.' })
  currency!: string;
  @ApiProperty({ ...time, example: '2026-03-01T09:00:00.000Z' })
  createdAt!: string;
  @ApiProperty({ type: [AdminCategoryLink] })
  categories!: AdminCategoryLink[];
  @ApiProperty({ type: [AdminImageView] })
  images!: AdminImageView[];
  @ApiProperty({ type: [AdminVariantView], description: 'In their order, archived ones too.' })
  variants!: AdminVariantView[];
}
