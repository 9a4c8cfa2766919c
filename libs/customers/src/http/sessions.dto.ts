import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

export class SignInRequest {
  @ApiProperty({ example: 'ada@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;

  @ApiProperty({ example: 'tangled kites over harbour', maxLength: 128 })
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;
}

export class RefreshRequest {
  @ApiProperty({ example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8' })
  @IsString()
  @MaxLength(200)
  readonly refreshToken!: string;
}

export class SessionView {
  @ApiProperty({
    example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…',
    description: 'For the Authorization header.',
  })
  readonly accessToken!: string;

  @ApiProperty({
    example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8',
    description: 'For POST /v1/auth/sessions/refresh, once; the answer brings the next one.',
  })
  readonly refreshToken!: string;

  @ApiProperty({ example: 900, description: 'Life of the access token in seconds.' })
  readonly expiresIn!: number;

  @ApiProperty({ example: 'Bearer', enum: ['Bearer'] })
  readonly tokenType!: 'Bearer';
}

/** The password was right; the account has a second factor. */
export class SecondFactorView {
  @ApiProperty({ example: 'second-factor-required', enum: ['second-factor-required'] })
  readonly status!: 'second-factor-required';

  @ApiProperty({
    example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8',
    description: 'For POST /v1/auth/sessions/second-factor, together with a code.',
  })
  readonly challenge!: string;

  @ApiProperty({ example: 300, description: 'How long the challenge can be used, in seconds.' })
  readonly expiresIn!: number;
}
