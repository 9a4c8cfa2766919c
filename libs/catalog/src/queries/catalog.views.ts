import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { StockState } from '../domain/stock-state.js';

const stockStates: StockState[] = ['in-stock', 'low', 'sold-out'];

export class RatingView {
  @ApiProperty({ example: 4.6, description: 'From 1 to 5, one decimal.' })
  average!: number;
  @ApiProperty({ example: 12 })
  count!: number;
}

/** A product in a list. The three prices are those of the variant that costs least now. */
export class ProductCard {
  @ApiProperty({ example: '019b8b74-1800-7074-8e59-ef8d8981cf54' })
  id!: string;
  @ApiProperty({ example: 'harbour-fisherman-sweater' })
  slug!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  name!: string;
  @ApiProperty({ description: 'What it costs now; with several variants, from.' })
  price!: MoneyView;
  @ApiProperty({ description: 'What the dearest variant costs now.' })
  priceTo!: MoneyView;
  @ApiProperty({ description: 'What it costs when it is not on sale.' })
  listPrice!: MoneyView;
  @ApiProperty({
    type: MoneyView,
    nullable: true,
    description: 'The price while it is on sale, null when it is not.',
  })
  salePrice!: MoneyView | null;
  @ApiProperty({ enum: stockStates, example: 'in-stock' })
  stockState!: StockState;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '/images/sweater-ocean-1.svg',
    description: "A path below the shop's address.",
  })
  imageUrl!: string | null;
  @ApiProperty({ type: RatingView, nullable: true, description: 'Null until somebody has rated it.' })
  rating!: RatingView | null;
}

export class ImageView {
  @ApiProperty({ example: '/images/sweater-ocean-1.svg' })
  url!: string;
  @ApiProperty({ example: 'Harbour fisherman sweater' })
  alt!: string;
}

export class ShelfLink {
  @ApiProperty({ example: 'wardrobe' })
  slug!: string;
  @ApiProperty({ example: 'Wardrobe' })
  name!: string;
}

export class CategoryLink {
  @ApiProperty({ example: 'knitwear' })
  slug!: string;
  @ApiProperty({ example: 'Knitwear' })
  name!: string;
  @ApiProperty()
  department!: ShelfLink;
}

export class OptionValueView {
  @ApiProperty({ example: 'm' })
  code!: string;
  @ApiProperty({ example: 'M' })
  name!: string;
}

export class OptionView {
  @ApiProperty({ example: 'size' })
  code!: string;
  @ApiProperty({ example: 'Size' })
  name!: string;
  @ApiProperty({ type: [OptionValueView], description: 'The values that the variants have, in their order.' })
  values!: OptionValueView[];
}

export class ChoiceView {
  @ApiProperty({ example: 'size', description: 'Code of the option.' })
  option!: string;
  @ApiProperty({ example: 'm', description: 'Code of the value.' })
  value!: string;
}

/** What is put into a cart. */
export class VariantView {
  @ApiProperty({ example: '019b8b74-1800-7310-90a4-231c660f7531' })
  id!: string;
  @ApiProperty({ example: 'HFIS-OCE-M' })
  sku!: string;
  @ApiProperty({ example: 'Ocean / M', description: 'Empty if the product has only one variant.' })
  name!: string;
  @ApiProperty({ description: 'What it costs now.' })
  price!: MoneyView;
  @ApiProperty()
  listPrice!: MoneyView;
  @ApiProperty({ type: MoneyView, nullable: true })
  salePrice!: MoneyView | null;
  @ApiProperty({ enum: stockStates, example: 'low' })
  stockState!: StockState;
  @ApiProperty({ type: [ChoiceView] })
  choices!: ChoiceView[];
}

export class ProductDetail extends ProductCard {
  @ApiProperty({
    example: 'Knitted in the round from undyed wool, with a collar that stands up to the wind.',
  })
  description!: string;
  @ApiProperty({ type: String, format: 'date-time', example: '2026-03-01T09:00:00.000Z' })
  publishedAt!: string;
  @ApiProperty({ type: [ImageView] })
  images!: ImageView[];
  @ApiProperty({ type: [CategoryLink] })
  categories!: CategoryLink[];
  @ApiProperty({ type: [OptionView] })
  options!: OptionView[];
  @ApiProperty({ type: [VariantView] })
  variants!: VariantView[];
}

export class ProductPage {
  @ApiProperty({ type: [ProductCard] })
  items!: ProductCard[];
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 101, description: 'Of all pages.' })
  total!: number;
}

class ShelfView {
  @ApiProperty({ example: '019b8b7b-7f00-7d21-b3c4-5a6978e1f200' })
  id!: string;
  @ApiProperty()
  description!: string;
  @ApiProperty({ example: 34, description: 'Published products.' })
  productCount!: number;
}

export class DepartmentCategoryView extends ShelfView {
  @ApiProperty({ example: 'knitwear' })
  slug!: string;
  @ApiProperty({ example: 'Knitwear' })
  name!: string;
}

export class CategoryView extends DepartmentCategoryView {
  @ApiProperty()
  department!: ShelfLink;
}

export class DepartmentView extends ShelfView {
  @ApiProperty({ example: 'wardrobe' })
  slug!: string;
  @ApiProperty({ example: 'Wardrobe' })
  name!: string;
  @ApiProperty({ type: [DepartmentCategoryView] })
  categories!: DepartmentCategoryView[];
}

export class DepartmentList {
  @ApiProperty({ type: [DepartmentView] })
  items!: DepartmentView[];
}

export class CategoryList {
  @ApiProperty({ type: [CategoryView] })
  items!: CategoryView[];
}
