import { ApiParam, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { MayBeLeftOut } from './fields.js';
import { TransportField, type Transport } from './transport.js';

/** The provider's name in a path. */
export function ProviderParam(): MethodDecorator {
  return ApiParam({ name: 'provider', enum: ['google'], description: 'One of GET /v1/auth/providers.' });
}

export class ProviderView {
  @ApiProperty({ example: 'google' })
  readonly name!: string;

  @ApiProperty({ example: 'Google', description: 'For the button.' })
  readonly label!: string;

  @ApiProperty({
    example: 'http://localhost:3000/v1/auth/google',
    description: 'Where the button leads; returnTo and codeChallenge may be added.',
  })
  readonly url!: string;
}

export class ProvidersView {
  @ApiProperty({ type: [ProviderView] })
  readonly items!: ProviderView[];
}

export class ExchangeCodeRequest {
  @ApiProperty({
    example: 'Zb3xkq0sWm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8',
    description: 'Of the address that the sign-in led back to; good once, for 60 seconds.',
    maxLength: 200,
  })
  @IsString()
  @MaxLength(200)
  readonly code!: string;

  @ApiProperty({
    example: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    description: 'What codeChallenge was made of (RFC 7636, S256).',
    pattern: '^[A-Za-z0-9._~-]{43,128}$',
  })
  @Matches(/^[A-Za-z0-9._~-]{43,128}$/)
  readonly codeVerifier!: string;

  @TransportField()
  readonly transport?: Transport;
}

export class IdentityView {
  @ApiProperty({ example: 'google' })
  readonly provider!: string;

  @ApiProperty({ example: 'ada@example.test', description: 'As the provider had it at the last sign-in.' })
  readonly email!: string;

  @ApiProperty({ example: '2026-11-20T10:00:00.000Z', format: 'date-time' })
  readonly linkedAt!: string;

  @ApiProperty({ example: '2026-11-20T10:00:00.000Z', format: 'date-time' })
  readonly lastUsedAt!: string;
}

export class IdentitiesView {
  @ApiProperty({ type: [IdentityView] })
  readonly items!: IdentityView[];
}

/** Who changes how one can sign in says the password again. */
export class UnlinkIdentityRequest {
  @ApiPropertyOptional({
    example: 'tangled kites over harbour',
    description: 'May be left out by an account without a password, soon after signing in.',
    maxLength: 128,
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_024)
  readonly currentPassword?: string;
}

export class LinkIdentityRequest extends UnlinkIdentityRequest {
  @ApiPropertyOptional({
    example: 'http://localhost:3000/account',
    description: 'Where the browser is sent to afterwards, with linked=google or error=…',
    maxLength: 1_000,
  })
  @MayBeLeftOut()
  @IsString()
  @MaxLength(1_000)
  readonly returnTo?: string;
}

export class LinkUrlView {
  @ApiProperty({
    example: 'https://accounts.google.com/o/oauth2/v2/auth?…',
    description: 'For the browser that has sent this request, within ten minutes.',
  })
  readonly url!: string;
}
