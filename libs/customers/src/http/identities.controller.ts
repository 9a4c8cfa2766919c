import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Config } from '#platform/config/config.js';
import { Problem } from '#platform/http/problem.js';
import { LinkIdentity, type Linker } from '../application/link-identity.js';
import { SignInProviders } from '../application/sign-in-provider.js';
import { UnlinkIdentity } from '../application/unlink-identity.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { IdentityQueries } from '../queries/identity.queries.js';
import { AtMostPerMinute } from './limits.js';
import {
  IdentitiesView,
  LinkIdentityRequest,
  LinkUrlView,
  ProviderParam,
  UnlinkIdentityRequest,
} from './provider-sign-in.dto.js';
import { returnAddress } from './return-address.js';
import { SignInAttempts } from './sign-in-attempts.js';

const refused = 'auth.password-needed, auth.wrong-password or auth.sign-in-again.';

@ApiTags('Profile')
@Controller('me/identities')
export class IdentitiesController {
  constructor(
    private readonly queries: IdentityQueries,
    private readonly providers: SignInProviders,
    private readonly linkIdentity: LinkIdentity,
    private readonly unlinkIdentity: UnlinkIdentity,
    private readonly attempts: SignInAttempts,
    private readonly config: Config,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Accounts elsewhere that sign you in' })
  @ApiOkResponse({ type: IdentitiesView })
  async list(@CurrentPrincipal() { id }: Principal): Promise<IdentitiesView> {
    return { items: await this.queries.of(id) };
  }

  @Post(':provider')
  @ProviderParam()
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Begin to link an account elsewhere',
    description:
      'Sets a cookie: the url works in the browser that has asked for it, which a page on another origin therefore asks with credentials.',
  })
  @ApiOkResponse({ type: LinkUrlView })
  @ApiForbiddenResponse({ type: Problem, description: refused })
  @ApiNotFoundResponse({ type: Problem, description: 'auth.provider-not-offered' })
  @ApiConflictResponse({ type: Problem, description: 'customers.another-identity-linked' })
  async link(
    @Param('provider') name: string,
    @CurrentPrincipal() principal: Principal,
    @Body() { currentPassword, returnTo }: LinkIdentityRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkUrlView> {
    const linker = linkerOf(principal);
    const back = returnTo === undefined ? undefined : this.returnAddressOf(returnTo);
    const { url, ...started } = await this.linkIdentity.start(
      this.providers.named(name),
      linker,
      currentPassword,
    );
    void reply.header('set-cookie', this.attempts.keep(name, { ...started, returnTo: back, linker }));
    return { url };
  }

  @Delete(':provider')
  @ProviderParam()
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiOperation({ summary: 'Unlink an account elsewhere', description: 'Ends all your other sessions, too.' })
  @ApiNoContentResponse()
  @ApiForbiddenResponse({ type: Problem, description: refused })
  @ApiNotFoundResponse({ type: Problem, description: 'customers.identity-not-found' })
  @ApiConflictResponse({
    type: Problem,
    description: 'customers.last-way-in: set a password first, by POST /v1/auth/password-resets.',
  })
  async unlink(
    @Param('provider') name: string,
    @CurrentPrincipal() principal: Principal,
    @Body() { currentPassword }: UnlinkIdentityRequest,
  ): Promise<void> {
    await this.unlinkIdentity.execute(name, linkerOf(principal), currentPassword);
  }

  private returnAddressOf(wanted: string): string {
    return returnAddress(wanted, { publicUrl: this.config.http.publicUrl, ...this.config.auth });
  }
}

function linkerOf({ id, sessionId }: Principal): Linker {
  return { customerId: id as CustomerId, sessionId: sessionId as SessionId };
}
