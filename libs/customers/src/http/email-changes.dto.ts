import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MayBeLeftOut } from './fields.js';

export class EmailChangeRequest {
  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    maxLength: 128,
    description: 'May be left out by an account that has no password yet, within 10 minutes of its sign-in.',
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;

  @ApiProperty({ example: 'merian@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly newEmail!: string;
}

export class ConfirmEmailChangeRequest {
  @ApiProperty({
    example: 'q0Wm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8bq3h1E',
    description: 'From the link mailed to the new address; valid for an hour, once.',
  })
  @IsString()
  @MaxLength(200)
  readonly token!: string;

  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    maxLength: 128,
    description: 'Of the account; left out by one that has none.',
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;
}
