import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { MayBeLeftOut } from './fields.js';
import { TransportField, type Transport } from './transport.js';

export class SignInRequest {
  @ApiProperty({ example: 'ada@example.test', format: 'email', maxLength: 254 })
  @IsString()
  @MaxLength(320)
  readonly email!: string;

  @ApiProperty({ example: 'tangled kites over harbour', maxLength: 128 })
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;

  @TransportField()
  readonly transport?: Transport;
}

export class RefreshRequest {
  @ApiPropertyOptional({
    example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8',
    description: 'Left out by browsers that have it as a cookie.',
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(200)
  readonly refreshToken?: string;

  @TransportField()
  readonly transport?: Transport;
}

export class SessionView {
  @ApiProperty({
    example: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6Ij….…',
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

/** With the transport `cookie`: the tokens are in the cookies. */
export class CookieSessionView {
  @ApiProperty({
    example: '01932b7e-8d3c-7f1e-9a55-3f0d6b8f2c11.x8rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8Zb3xkq0sW',
    description:
      'For the header X-CSRF-Token of every POST, PATCH, PUT and DELETE; lasts as long as the session.',
  })
  readonly csrfToken!: string;

  @ApiProperty({ example: 900, description: 'Life of the access token in seconds.' })
  readonly expiresIn!: number;
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
