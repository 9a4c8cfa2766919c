import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { consentPurposes, type ConsentPurpose, type ConsentSource } from '../domain/consent.js';

const wording = {
  example: 'Send me news and offers by e-mail. I can take this back at any time.',
  maxLength: 500,
  description: 'What is agreed to, in the words that were shown.',
};
const purpose = { example: 'marketing-email', enum: consentPurposes };

/** The domain says how long a wording is; here only that it is text of a sane size. */
export class MarketingConsentRequest {
  @ApiProperty(wording)
  @IsString()
  @MaxLength(2_000)
  readonly wording!: string;
}

export class RecordConsentRequest extends MarketingConsentRequest {
  @ApiProperty({ example: true, description: 'False takes it back.' })
  @IsBoolean()
  readonly given!: boolean;
}

export class ConsentView {
  @ApiProperty(purpose)
  readonly purpose!: ConsentPurpose;

  @ApiProperty({ example: true })
  readonly given!: boolean;

  @ApiProperty({
    example: true,
    description:
      'Whether the shop acts upon it. What was agreed to with the registration is confirmed by opening the mailed link.',
  })
  readonly confirmed!: boolean;

  @ApiProperty({ type: String, nullable: true, example: wording.example })
  readonly wording!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', example: '2026-11-20T10:00:00.000Z' })
  readonly since!: string | null;
}

export class ConsentList {
  @ApiProperty({ type: [ConsentView] })
  readonly items!: ConsentView[];
}

export class ConsentStepView {
  @ApiProperty(purpose)
  readonly purpose!: ConsentPurpose;

  @ApiProperty({ example: true })
  readonly given!: boolean;

  @ApiProperty({ example: wording.example })
  readonly wording!: string;

  @ApiProperty({ example: 'profile', enum: ['registration', 'verification', 'profile'] })
  readonly source!: ConsentSource;

  @ApiProperty({ format: 'date-time', example: '2026-11-20T10:00:00.000Z' })
  readonly occurredAt!: string;
}

export class ConsentHistory {
  @ApiProperty({ type: [ConsentStepView] })
  readonly items!: ConsentStepView[];

  @ApiProperty({ example: 1 })
  readonly page!: number;

  @ApiProperty({ example: 20 })
  readonly limit!: number;

  @ApiProperty({ example: 1 })
  readonly total!: number;
}
