import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { StockState } from '../domain/stock-state.js';
import { ImageView } from './image.views.js';
import { RatingSummary, RatingView } from './rating.views.js';

const stockStates: StockState[] = ['in-stock', 'low', 'sold-out'];

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
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When the sale price ends, if somebody has said when.',
  })
  saleEndsAt!: string | null;
  @ApiProperty({ enum: stockStates, example: 'low' })
  stockState!: StockState;
  @ApiProperty({ type: [ChoiceView] })
  choices!: ChoiceView[];
}

export class RelatedProducts {
  @ApiProperty({ type: [ProductCard], description: 'What sells best in its category; at most 8.' })
  sameCategory!: ProductCard[];
  @ApiProperty({ type: [ProductCard], description: 'What others have bought with it; at most 8.' })
  boughtTogether!: ProductCard[];
}

export class ProductDetail extends ProductCard {
  @ApiProperty({ type: RatingSummary, nullable: true, description: 'Null until somebody has rated it.' })
  override rating!: RatingSummary | null;
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
  @ApiProperty()
  related!: RelatedProducts;
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
