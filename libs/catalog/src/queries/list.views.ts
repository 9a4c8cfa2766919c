import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProductCard } from './catalog.views.js';

export class CategoryCountView {
  @ApiProperty({ example: 'knitwear' })
  slug!: string;
  @ApiProperty({ example: 'Knitwear' })
  name!: string;
  @ApiProperty({ example: 7, description: 'Products, if this category were asked for.' })
  count!: number;
}

export class ValueCountView {
  @ApiProperty({ example: 'm', description: 'What `option.<code>` takes.' })
  code!: string;
  @ApiProperty({ example: 'M' })
  name!: string;
  @ApiProperty({ example: 12, description: 'Products that have a variant with it.' })
  count!: number;
}

export class OptionCountsView {
  @ApiProperty({ example: 'size' })
  code!: string;
  @ApiProperty({ example: 'Size' })
  name!: string;
  @ApiProperty({ type: [ValueCountView], description: 'Those that lead to a product, in their order.' })
  values!: ValueCountView[];
}

export class PriceRangeView {
  @ApiProperty({ example: 2500, description: 'In minor units, included; what `priceMin` takes.' })
  from!: number;
  @ApiProperty({ example: 4999, description: 'Included; what `priceMax` takes.' })
  to!: number;
  @ApiProperty({ example: 31 })
  count!: number;
}

export class PriceFacetView {
  @ApiProperty({ example: 900 })
  min!: number;
  @ApiProperty({ example: 24900 })
  max!: number;
  @ApiProperty({ type: [PriceRangeView] })
  ranges!: PriceRangeView[];
}

export class FacetsView {
  @ApiPropertyOptional({ type: [CategoryCountView] })
  category?: CategoryCountView[];
  @ApiPropertyOptional({ type: [OptionCountsView] })
  option?: OptionCountsView[];
  @ApiPropertyOptional({ type: PriceFacetView, nullable: true, description: 'Null if nothing is found.' })
  price?: PriceFacetView | null;
}

export class ProductPage {
  @ApiProperty({ type: [ProductCard] })
  items!: ProductCard[];
  @ApiPropertyOptional({ example: 1, description: 'Absent in the answer to a cursor.' })
  page?: number;
  @ApiProperty({ example: 20 })
  limit!: number;
  @ApiProperty({ example: 101, description: 'Of all pages.' })
  total!: number;
  @ApiProperty({
    enum: ['exact', 'at-least'],
    example: 'exact',
    description: 'Whether `total` is all of them or only as far as was counted.',
  })
  totalRelation!: 'exact' | 'at-least';
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Pass it as `cursor`, with the same filters and sort, for what follows. Null on the last page.',
  })
  nextCursor!: string | null;
  @ApiPropertyOptional({ type: FacetsView, description: 'Those asked for with `facets`.' })
  facets?: FacetsView | undefined;
}

export class SuggestionView {
  @ApiProperty({
    enum: ['words', 'category', 'product'],
    description: 'A text to search for, a category to open, or a product to show.',
  })
  kind!: 'words' | 'category' | 'product';
  @ApiProperty({ example: 'wool sweater' })
  text!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of the category or the product.' })
  slug!: string | null;
}

export class SuggestionsView {
  @ApiProperty({ type: [SuggestionView], description: 'The most promising ones first, of each kind.' })
  items!: SuggestionView[];
}
