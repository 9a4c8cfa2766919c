import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { MakeApiKey } from '../../application/make-api-key.js';
import { RevokeApiKey } from '../../application/revoke-api-key.js';
import type { ApiKeyId } from '../../domain/ids.js';
import { ApiKeyNotFound } from '../../domain/staff.errors.js';
import { StaffQueries } from '../../queries/staff.queries.js';
import { ApiKeyPage, NewApiKeyView } from '../../queries/staff.views.js';
import { AtMostPerMinute } from '../limits.js';
import { MakeApiKeyRequest } from './api-keys.dto.js';
import { confirmationOf } from './confirmation-of.js';
import { IdOf, Paged, pageParameters } from './fields.js';

@ApiTags('Administration: API keys')
@Requires('api-keys:manage')
@Controller('admin/api-keys')
export class ApiKeysController {
  constructor(
    private readonly queries: StaffQueries,
    private readonly makeApiKey: MakeApiKey,
    private readonly revokeApiKey: RevokeApiKey,
  ) {}

  @Get()
  @Paged()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'API keys, the newest first' })
  @ApiOkResponse({ type: ApiKeyPage })
  list(@Query() query: RawQuery): Promise<ApiKeyPage> {
    refuseUnknownParameters(query, pageParameters);
    return this.queries.apiKeys(pageRequest(query));
  }

  @Post()
  @AtMostPerMinute(20)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Make an API key',
    description:
      'For a program of the shop: `Authorization: Bearer tp_…`. It does what its scopes say, under its own id in the audit log, until it is revoked, ' +
      'runs out, or you stop being an owner. You are told by mail.',
  })
  @ApiCreatedResponse({ type: NewApiKeyView })
  async make(
    @Body() { name, scopes, expiresAt, currentPassword }: MakeApiKeyRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<NewApiKeyView> {
    const { id, secret } = await this.makeApiKey.execute({
      maker: confirmationOf(principal, currentPassword),
      name,
      scopes,
      expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : null,
    });
    return { ...(await this.queries.apiKey(id)), secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'Revoke an API key', description: 'It is refused within a second.' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem })
  async revoke(
    @IdOf('id', ApiKeyNotFound) id: ApiKeyId,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.revokeApiKey.execute({ id, actor: principal.id });
  }
}
