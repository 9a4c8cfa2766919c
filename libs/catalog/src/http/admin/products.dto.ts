import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import type { MoneyJson } from '#shared-kernel';
import {
  AreIds,
  IsMoney,
  IsMoneyOrNull,
  IsText,
  IsTextIfGiven,
  IsTimeOrNull,
  MayBeLeftOut,
} from './fields.js';

/** A request has at most 5,000 values; more variants are added one by one, or imported. */
const mostVariants = 250;
const mostChoices = 20;
const mostCategories = 100;

const nameOfVariant = {
  example: 'Ocean / M',
  description: 'What sets it apart from its siblings. Left out: the names of its option values.',
};

export class ChoiceRequest {
  @IsText(60, { example: 'size', description: 'Code of the option.' })
  readonly option!: string;

  @IsText(60, { example: 'm', description: 'Code of the value.' })
  readonly value!: string;
}

export class PriceRequest {
  @IsMoney()
  readonly price!: MoneyJson;

  @IsMoneyOrNull('What it costs while it is on sale. Left out or null: no sale.')
  readonly salePrice?: MoneyJson | null;

  @IsTimeOrNull('Left out or null: the sale holds already.')
  readonly saleStartsAt?: string | null;

  @IsTimeOrNull('From this moment on the regular price holds. Left out or null: until further notice.')
  readonly saleEndsAt?: string | null;
}

export class NewVariantRequest extends PriceRequest {
  @IsText(64, { example: 'HFIS-OCE-M', description: 'Capital letters, digits, hyphens, dots, underscores.' })
  readonly sku!: string;

  @IsTextIfGiven(200, nameOfVariant)
  readonly name?: string;

  @ApiPropertyOptional({ type: [ChoiceRequest], description: 'Its value in each of its options.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(mostChoices)
  @ValidateNested({ each: true })
  @Type(() => ChoiceRequest)
  readonly choices?: ChoiceRequest[];
}

export class VariantChangeRequest {
  @IsTextIfGiven(64, { example: 'HFIS-OCE-M' })
  readonly sku?: string;

  @IsTextIfGiven(200, nameOfVariant)
  readonly name?: string;

  @ApiPropertyOptional({ type: [ChoiceRequest], description: 'All of them: what is not named is gone.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(mostChoices)
  @ValidateNested({ each: true })
  @Type(() => ChoiceRequest)
  readonly choices?: ChoiceRequest[];
}

export class NewProductRequest {
  @IsText(160, {
    example: 'harbour-fisherman-sweater',
    description: 'Its address: letters, digits, hyphens.',
  })
  readonly slug!: string;

  @IsText(200, { example: 'Harbour fisherman sweater' })
  readonly name!: string;

  @IsTextIfGiven(16_000, { example: 'Knitted in the round from undyed wool.' })
  readonly description?: string;

  @IsTextIfGiven(32, { example: 'standard', description: 'What the tax on it is looked up by.' })
  readonly taxClass?: string;

  @MayBeLeftOut()
  @AreIds(mostCategories)
  readonly categoryIds?: string[];

  @ApiProperty({ type: [NewVariantRequest], required: false, description: 'May be added later.' })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(mostVariants)
  @ValidateNested({ each: true })
  @Type(() => NewVariantRequest)
  readonly variants?: NewVariantRequest[];
}

export class ProductChangeRequest {
  @IsTextIfGiven(160, { example: 'harbour-fisherman-sweater', description: 'The old address leads nowhere.' })
  readonly slug?: string;

  @IsTextIfGiven(200, { example: 'Harbour fisherman sweater' })
  readonly name?: string;

  @IsTextIfGiven(16_000)
  readonly description?: string;

  @IsTextIfGiven(32, { example: 'standard' })
  readonly taxClass?: string;
}

export class PlacementRequest {
  @AreIds(mostCategories)
  readonly categoryIds!: string[];
}

export class PublicationRequest {
  @IsTimeOrNull('When the draft publishes itself. Left out, null or past: now.')
  readonly publishAt?: string | null;
}

export class VariantOrderRequest {
  @AreIds(1_000)
  readonly variantIds!: string[];
}
