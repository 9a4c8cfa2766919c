import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MoneyView } from '#platform/http/money.view.js';
import type { MoneyJson } from '#shared-kernel';

/** May be left out. Unlike `@IsOptional()`, which lets null pass as well. */
export function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** May be left out, or emptied by null. */
export function MayBeNull(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined && value !== null);
}

/** More no shop asks for one thing; and a cart full of it is still a number. */
const highestAmount = 100_000_000_000;

export class MoneyInput implements MoneyJson {
  @ApiProperty({ example: 1999, description: "In the currency's minor unit: 1999 is 19.99 USD." })
  @IsInt()
  @Max(highestAmount)
  readonly amount!: number;

  @ApiProperty({ example: 'USD', description: 'ISO 4217.' })
  @Matches(/^[A-Z]{3}$/)
  readonly currency!: string;
}

export function IsMoney(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: MoneyView }),
    IsObject(),
    ValidateNested(),
    Type(() => MoneyInput),
  );
}

/** Left out or null: none. */
export function IsMoneyOrNull(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: MoneyView, nullable: true, description }),
    MayBeNull(),
    IsObject(),
    ValidateNested(),
    Type(() => MoneyInput),
  );
}

// Without it a text would pass as an object without fields.
function IsObject(): PropertyDecorator {
  return ValidateBy({
    name: 'isObject',
    validator: {
      validate: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
      defaultMessage: (about) => `${about?.property ?? 'it'} must be an object`,
    },
  });
}

/** A moment in the time of RFC 3339, with its zone: `2026-12-01T09:00:00Z`. Left out or null: none. */
export function IsTimeOrNull(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: String,
      format: 'date-time',
      nullable: true,
      example: '2026-12-01T09:00:00Z',
      description,
    }),
    MayBeNull(),
    ValidateBy({
      name: 'isTime',
      validator: {
        validate: isTime,
        defaultMessage: (about) =>
          `${about?.property ?? 'it'} must be a time with its zone, such as 2026-12-01T09:00:00Z`,
      },
    }),
  );
}

function isTime(value: unknown): boolean {
  const pattern = /^2\d{3}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
  if (typeof value !== 'string' || !pattern.test(value)) return false;
  // Date takes 31 February for 3 March.
  const time = new Date(value);
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return (
    !Number.isNaN(time.getTime()) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().startsWith(value.slice(0, 10))
  );
}

export function timeOf(text: string | null | undefined): Date | null {
  return typeof text === 'string' ? new Date(text) : null;
}

/** Its length and form are the domain's to judge; this keeps what is far too long away from it. */
export function IsText(maxLength: number, options: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(ApiProperty({ maxLength, ...options }), IsString(), MaxLength(maxLength));
}

export function IsTextIfGiven(maxLength: number, options: ApiPropertyOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, maxLength, ...options }),
    MayBeLeftOut(),
    IsString(),
    MaxLength(maxLength),
  );
}

export function AreIds(most: number): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: [String], format: 'uuid' }),
    IsArray(),
    ArrayMaxSize(most),
    IsUUID(undefined, { each: true }),
  );
}
