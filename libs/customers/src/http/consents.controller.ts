import { Body, Controller, Get, Header, Put, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { RecordConsent } from '../application/record-consent.js';
import type { CustomerId } from '../domain/ids.js';
import { ConsentQueries } from '../queries/consent.queries.js';
import { ConsentHistory, ConsentList, RecordConsentRequest } from './consents.dto.js';
import { AtMostPerMinute } from './limits.js';

const parameters = new Set(['page', 'limit']);

@ApiTags('Profile')
@ApiNotFoundResponse({ type: Problem, description: 'customers.not-found: the account is gone.' })
@Controller('me/consents')
export class ConsentsController {
  constructor(
    private readonly queries: ConsentQueries,
    private readonly recordConsent: RecordConsent,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What you have agreed to' })
  @ApiOkResponse({ type: ConsentList })
  async list(@CurrentPrincipal() { id }: Principal): Promise<ConsentList> {
    return { items: await this.queries.now(id) };
  }

  @Put('marketing-email')
  @AtMostPerMinute(20)
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Agree to mails with news and offers, or take that back',
    description: 'Each change is added to the history; saying the same again is none.',
  })
  @ApiOkResponse({ type: ConsentList })
  async record(
    @CurrentPrincipal() { id }: Principal,
    @Body() { given, wording }: RecordConsentRequest,
  ): Promise<ConsentList> {
    await this.recordConsent.inProfile(id as CustomerId, { purpose: 'marketing-email', given, wording });
    return { items: await this.queries.now(id) };
  }

  @Get('history')
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'All that you have agreed to and taken back, the newest first' })
  @ApiQuery({ name: 'page', required: false, example: 1 })
  @ApiQuery({ name: 'limit', required: false, example: 20 })
  @ApiOkResponse({ type: ConsentHistory })
  history(@CurrentPrincipal() { id }: Principal, @Query() query: RawQuery): Promise<ConsentHistory> {
    refuseUnknownParameters(query, parameters);
    return this.queries.history(id, pageRequest(query));
  }
}
