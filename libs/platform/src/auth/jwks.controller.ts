import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from './permissions.js';
import { SigningKeys } from './signing-keys.js';
import { accessToken } from './token-kinds.js';

/** What a service needs to verify our access tokens, and no more. */
export class JwkView {
  @ApiProperty({ enum: ['EC'] })
  readonly kty!: 'EC';

  @ApiProperty({ enum: ['P-256'] })
  readonly crv!: 'P-256';

  @ApiProperty({ example: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU' })
  readonly x!: string;

  @ApiProperty({ example: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' })
  readonly y!: string;

  @ApiProperty({ format: 'uuid', description: 'As in the header of the tokens.' })
  readonly kid!: string;

  @ApiProperty({ enum: ['ES256'] })
  readonly alg!: 'ES256';

  @ApiProperty({ enum: ['sig'] })
  readonly use!: 'sig';
}

export class JwksView {
  @ApiProperty({ type: [JwkView] })
  readonly keys!: JwkView[];
}

@ApiTags('Accounts')
@Public()
@Controller({ path: '.well-known', version: VERSION_NEUTRAL })
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get('jwks.json')
  // A key is published a minute before it signs: whoever keeps the answer for half of that knows it in time.
  @Header('cache-control', 'public, max-age=30')
  @ApiOperation({
    summary: 'The keys that access tokens are signed with',
    description:
      'For other services that take them (RFC 7517). They can’t see there whether a session has been ended.',
  })
  @ApiOkResponse({ type: JwksView })
  list(): JwksView {
    return { keys: this.keys.published(accessToken.longestSeconds) };
  }
}
