import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Header, HttpCode, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ErasePerson } from '../application/erase-person.js';
import { ExportPersonalData } from '../application/export-personal-data.js';
import { EraseMeRequest } from './privacy.dto.js';

@ApiTags('Privacy')
@ApiNotFoundResponse({ type: Problem, description: 'customers.not-found: the account is gone.' })
@Controller('me')
export class PrivacyController {
  constructor(
    private readonly exportPersonalData: ExportPersonalData,
    private readonly erasePerson: ErasePerson,
  ) {}

  @Get('export')
  @Requires('profile:read')
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Everything that the shop has stored about you',
    description:
      'One JSON document, as a file to keep. Without passwords and tokens, of which only hashes are stored.',
  })
  @ApiOkResponse({
    description:
      'Profile, addresses, sign-ins, orders, payments, carts, reviews, mails and what the audit log says of you.',
    schema: { type: 'object', additionalProperties: true },
  })
  async export(@CurrentPrincipal() { id }: Principal): Promise<StreamableFile> {
    const pieces = await this.exportPersonalData.execute(id);
    return new StreamableFile(Readable.from(pieces), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="my-data.json"',
    });
  }

  @Delete()
  @HttpCode(204)
  @Requires('profile:write')
  @Throttle({ default: { limit: 5, ttl: 60_000 } })
  @Header('cache-control', 'no-store')
  @Header('clear-site-data', '"cookies"')
  @ApiOperation({
    summary: 'Erase your account and what the shop knows of you',
    description:
      'At once and for good: all sign-ins end. Orders stay without your name as soon as the law allows it; published reviews stay without it, too.',
  })
  @ApiBody({ type: EraseMeRequest, required: false })
  @ApiNoContentResponse({ description: 'Erased.' })
  @ApiConflictResponse({
    type: Problem,
    description: 'privacy.open-orders: orders still wait for their payment. customers.last-owner.',
  })
  async erase(
    @CurrentPrincipal() { id, sessionId }: Principal,
    // Not `| undefined`: that would be no class to validate by, and nothing would be validated.
    @Body() { currentPassword }: EraseMeRequest,
  ): Promise<void> {
    await this.erasePerson.execute({ customerId: id, sessionId, password: currentPassword });
  }
}
