import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsISO8601, IsString, Matches, MaxLength } from 'class-validator';
import { grantableScopes } from '../../domain/roles.js';
import { MayBeNull } from '../fields.js';
import { CurrentPassword } from './fields.js';

export class MakeApiKeyRequest {
  @ApiProperty({ example: 'Warehouse', minLength: 1, maxLength: 100, description: 'What it is for.' })
  @IsString()
  @MaxLength(400)
  readonly name!: string;

  @ApiProperty({ type: [String], enum: grantableScopes, isArray: true, example: ['stock:manage'] })
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  readonly scopes!: string[];

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'Left out or null: until it is revoked.',
  })
  @MayBeNull()
  @Matches(/^2\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/, {
    message: '$property must be a time with its zone, such as 2027-12-01T09:00:00Z',
  })
  @IsISO8601({ strict: true })
  readonly expiresAt?: string | null;

  @CurrentPassword()
  readonly currentPassword?: string;
}
