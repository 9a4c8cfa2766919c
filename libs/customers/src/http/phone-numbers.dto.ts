import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Equals, IsString, MaxLength } from 'class-validator';
import { MayBeLeftOut, MayBeNull } from './fields.js';

export class AddPhoneNumberRequest {
  @ApiProperty({
    example: '+1 415 555 0123',
    maxLength: 40,
    description: 'With its country code, or as it is dialled in `country`.',
  })
  @IsString()
  @MaxLength(40)
  readonly number!: string;

  @ApiPropertyOptional({ example: 'US', minLength: 2, maxLength: 2, description: 'ISO 3166-1 alpha-2.' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(20)
  readonly country?: string;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Work', maxLength: 40 })
  @MayBeNull()
  @IsString()
  @MaxLength(160)
  readonly label?: string | null;

  @ApiPropertyOptional({
    example: true,
    enum: [true],
    description: 'Makes this the default, instead of the one that was. The first number is it anyway.',
  })
  @MayBeLeftOut()
  @Equals(true, { message: 'isDefault can only be true: make another number the default instead' })
  readonly isDefault?: true;
}

/** All fields may be left out and stay then. */
export class ChangePhoneNumberRequest extends PartialType(AddPhoneNumberRequest, {
  skipNullProperties: false,
}) {}

export class PhoneNumberView {
  @ApiProperty({ example: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5221', format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: '+14155550123', description: 'E.164.' })
  readonly number!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Work' })
  readonly label!: string | null;

  @ApiProperty({ example: true })
  readonly isDefault!: boolean;
}

export class PhoneNumberList {
  @ApiProperty({ type: [PhoneNumberView] })
  readonly items!: PhoneNumberView[];
}
