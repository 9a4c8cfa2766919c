import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsDefined,
  IsEmail,
  IsInt,
  IsISO31661Alpha2,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** One printable line that says something: control characters would break labels and mail. */
function PrintableLine(maxLength: number): PropertyDecorator {
  return applyDecorators(
    IsString(),
    Length(1, maxLength),
    Matches(/\S/u, { message: '$property must not be blank' }),
    Matches(/^\P{Cc}*$/u, { message: '$property must be one line of text' }),
  );
}

export class ShippingAddressRequest {
  @ApiProperty({ example: 'Ada Byron', maxLength: 120 })
  @PrintableLine(120)
  readonly name!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Analytical Engines Ltd', maxLength: 120 })
  @IsOptional()
  @PrintableLine(120)
  readonly company?: string | null;

  @ApiProperty({ example: '12 Elm Street', maxLength: 200 })
  @PrintableLine(200)
  readonly line1!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Back door', maxLength: 200 })
  @IsOptional()
  @PrintableLine(200)
  readonly line2?: string | null;

  @ApiProperty({ example: 'Springfield', maxLength: 120 })
  @PrintableLine(120)
  readonly city!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'CA',
    maxLength: 120,
    description:
      'State or province. The United States and Canada tax by it: there it must be the two-letter code.',
  })
  @IsOptional()
  @PrintableLine(120)
  readonly region?: string | null;

  @ApiProperty({ example: '90210', maxLength: 20 })
  @PrintableLine(20)
  readonly postalCode!: string;

  @ApiProperty({ example: 'US', description: 'ISO 3166-1, two letters.' })
  @IsISO31661Alpha2()
  readonly country!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: '+1 555 0100', maxLength: 40 })
  @IsOptional()
  @PrintableLine(40)
  readonly phone?: string | null;
}

export class MoneyRequest {
  @ApiProperty({ example: 7032, description: "In the currency's minor unit: 7032 is 70.32 USD." })
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly amount!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217.' })
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as USD' })
  readonly currency!: string;
}

export class PlaceOrderRequest {
  @ApiPropertyOptional({
    example: 'ada@example.test',
    maxLength: 254,
    description: "Guests must give it. A customer's order goes to the account's address.",
  })
  @IsOptional()
  @MaxLength(254)
  @IsEmail()
  readonly email?: string;

  @ApiProperty()
  @IsDefined()
  @IsObject() // @ValidateNested alone lets a list through, an empty one unseen
  @ValidateNested()
  @Type(() => ShippingAddressRequest)
  readonly shippingAddress!: ShippingAddressRequest;

  @ApiProperty({
    example: '019b8b74-1800-7346-9df8-625c5e23ba63',
    description: 'One of GET /v1/shipping-methods.',
  })
  @IsUUID()
  readonly shippingMethodId!: string;

  @ApiPropertyOptional({
    type: MoneyRequest,
    description:
      'The total that the shopper has agreed to, as of POST /v1/checkout/quotes. Any other one is refused. Without it no line may cost anything else than the cart showed.',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => MoneyRequest)
  readonly expectedTotal?: MoneyRequest;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Please ring twice.', maxLength: 500 })
  @IsOptional()
  @Matches(/^(?:\P{Cc}|\n|\r)*$/u, { message: '$property must be plain text' })
  @MaxLength(500)
  @IsString()
  readonly note?: string | null;
}

export class QuoteRequest {
  @ApiProperty({ example: 'US', description: 'ISO 3166-1, two letters.' })
  @IsISO31661Alpha2()
  readonly country!: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'CA', description: 'State or province.' })
  @IsOptional()
  @PrintableLine(120)
  readonly region?: string | null;

  @ApiProperty({ example: '019b8b74-1800-7346-9df8-625c5e23ba63' })
  @IsUUID()
  readonly shippingMethodId!: string;
}
