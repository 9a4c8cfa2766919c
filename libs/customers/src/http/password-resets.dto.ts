import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { maxPasswordLength, minPasswordLength } from '../domain/password-policy.js';
import { MayBeLeftOut } from './fields.js';

const exampleToken = 'q0Wm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8bq3h1E';
const password = {
  example: 'lanterns above the quiet mill',
  minLength: minPasswordLength,
  maxLength: maxPasswordLength,
};

export class PasswordResetRequest {
  @ApiProperty({ example: 'maria@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;
}

export class ResetPasswordRequest {
  @ApiProperty({ example: exampleToken, description: 'From the mailed link; valid for an hour, once.' })
  @IsString()
  @MaxLength(200)
  readonly token!: string;

  @ApiProperty(password)
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;
}

export class ChangePasswordRequest {
  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    maxLength: maxPasswordLength,
    description: 'May be left out by an account that has no password yet, within 10 minutes of its sign-in.',
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;

  @ApiProperty(password)
  @IsString()
  @MaxLength(1_024)
  readonly newPassword!: string;
}
