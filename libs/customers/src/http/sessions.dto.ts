import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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

  @ApiPropertyOptional({
    example: 'mJr0Q3b7Jx2yJ8c1k7m8Zb3xkq0sWm3rjVYkJw5c0b1.Q3b7…',
    description:
      'After a sign-in: keep it, and send it as the header Device-Token with the next sign-in (browsers have it as a cookie). It opens nothing, but while somebody guesses at the account, it stays open to whoever has one.',
  })
  readonly deviceToken?: string;
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
