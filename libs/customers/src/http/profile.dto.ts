import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MayBeLeftOut } from './fields.js';

export class ProfileView {
  @ApiProperty({ example: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5221', format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ example: 'ada@example.test' })
  readonly email!: string;

  @ApiProperty({ example: 'Ada Lovelace' })
  readonly name!: string;

  @ApiProperty({ example: 'en' })
  readonly locale!: string;

  @ApiProperty({ example: 'customer', enum: ['customer', 'support', 'catalogue', 'manager', 'owner'] })
  readonly role!: string;

  @ApiProperty({ example: true })
  readonly emailVerified!: boolean;

  @ApiProperty({ example: '2026-11-20T10:00:00.000Z', format: 'date-time' })
  readonly createdAt!: string;
}

export class ChangeProfileRequest {
  @ApiPropertyOptional({ example: 'Ada King', maxLength: 100 })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(400)
  readonly name?: string;

  @ApiPropertyOptional({ example: 'en-GB', maxLength: 35, description: 'Language tag (BCP 47).' })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(100)
  readonly locale?: string;
}
