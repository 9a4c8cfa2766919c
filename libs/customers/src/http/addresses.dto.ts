import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Equals, IsString, MaxLength } from 'class-validator';
import { MayBeLeftOut, MayBeNull } from './fields.js';

const makesDefault = (use: string): object => ({
  example: true,
  enum: [true],
  description: `Makes this the default for ${use}, instead of the one that was. The first address is it anyway.`,
});

/** `name` to `phone` are checked by the domain (lengths, and what their country asks for); here only that they are texts of a sane size. */
export class AddAddressRequest {
  @ApiProperty({ example: 'Ada Lovelace', maxLength: 100 })
  @IsString()
  @MaxLength(400)
  readonly name!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Analytical Engines Ltd', maxLength: 100 })
  @MayBeNull()
  @IsString()
  @MaxLength(400)
  readonly company?: string | null;

  @ApiProperty({ example: '12 St James Square', maxLength: 200 })
  @IsString()
  @MaxLength(800)
  readonly line1!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Second floor', maxLength: 200 })
  @MayBeNull()
  @IsString()
  @MaxLength(800)
  readonly line2?: string | null;

  @ApiProperty({ example: 'San Francisco', maxLength: 100 })
  @IsString()
  @MaxLength(400)
  readonly city!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'CA',
    maxLength: 100,
    description:
      'State, province or prefecture by code or name (ISO 3166-2). Needed in US, CA, AU, BR, MX, IN, JP and CN, free elsewhere.',
  })
  @MayBeNull()
  @IsString()
  @MaxLength(400)
  readonly region?: string | null;

  @ApiPropertyOptional({ example: '94103', maxLength: 20, description: 'Only where the post has codes.' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(80)
  readonly postalCode?: string;

  @ApiProperty({ example: 'US', minLength: 2, maxLength: 2, description: 'ISO 3166-1 alpha-2.' })
  @IsString()
  @MaxLength(20)
  readonly country!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: '(415) 555-0123',
    maxLength: 30,
    description: 'As in its country, or with the country code.',
  })
  @MayBeNull()
  @IsString()
  @MaxLength(100)
  readonly phone?: string | null;

  @ApiPropertyOptional(makesDefault('shipping'))
  @MayBeLeftOut()
  @Equals(true, { message: 'isDefaultShipping can only be true: make another address the default instead' })
  readonly isDefaultShipping?: true;

  @ApiPropertyOptional(makesDefault('billing'))
  @MayBeLeftOut()
  @Equals(true, { message: 'isDefaultBilling can only be true: make another address the default instead' })
  readonly isDefaultBilling?: true;
}

/** All fields may be left out and stay then; null empties those that can be empty. */
export class ChangeAddressRequest extends PartialType(AddAddressRequest, { skipNullProperties: false }) {}

export class AddressView {
  @ApiProperty({ example: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5221', format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  readonly company!: string | null;

  @ApiProperty({ example: '12 St James Square' })
  readonly line1!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Second floor' })
  readonly line2!: string | null;

  @ApiProperty({ example: 'San Francisco' })
  readonly city!: string;

  @ApiProperty({ type: String, nullable: true, example: 'CA' })
  readonly region!: string | null;

  @ApiProperty({ example: '94103', description: 'Empty where the post has none.' })
  readonly postalCode!: string;

  @ApiProperty({ example: 'US' })
  readonly country!: string;

  @ApiProperty({ type: String, nullable: true, example: '+14155550123', description: 'E.164.' })
  readonly phone!: string | null;

  @ApiProperty({ example: true })
  readonly isDefaultShipping!: boolean;

  @ApiProperty({ example: true })
  readonly isDefaultBilling!: boolean;
}

export class AddressPage {
  @ApiProperty({ type: [AddressView] })
  readonly items!: AddressView[];

  @ApiProperty({ example: 1 })
  readonly page!: number;

  @ApiProperty({ example: 20 })
  readonly limit!: number;

  @ApiProperty({ example: 1 })
  readonly total!: number;
}
