import { Controller, Delete, Get, Header, HttpCode, Param, Req, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { parseId } from '#shared-kernel';
import { EndOwnSessions } from '../application/end-own-sessions.js';
import { SessionNotFound } from '../domain/customers.errors.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SessionQueries } from '../queries/session.queries.js';
import { OwnSessionList } from './own-sessions.dto.js';
import { SessionDoor } from './session-door.js';

@ApiTags('Profile')
@Controller('me/sessions')
export class OwnSessionsController {
  constructor(
    private readonly queries: SessionQueries,
    private readonly sessions: EndOwnSessions,
    private readonly door: SessionDoor,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Where you are signed in', description: 'The one that was used last first.' })
  @ApiOkResponse({ type: OwnSessionList })
  async list(@CurrentPrincipal() { id, sessionId }: Principal): Promise<OwnSessionList> {
    const items = await this.queries.running(id);
    return { items: items.map((each) => ({ ...each, current: each.id === sessionId })) };
  }

  @Delete(':sessionId')
  @Requires('profile:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign out one device',
    description: 'Its tokens are refused within a second, everywhere.',
  })
  @ApiParam({ name: 'sessionId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({
    type: Problem,
    description: 'customers.session-not-found: unknown, ended, or not yours.',
  })
  async end(
    @Param('sessionId') text: string,
    @CurrentPrincipal() { id, sessionId: current }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const sessionId = parseId<SessionId>(text);
    if (sessionId === undefined) throw new SessionNotFound();
    await this.sessions.one(id as CustomerId, sessionId);
    if (sessionId === current) this.door.close(request, reply);
  }

  @Delete()
  @Requires('profile:write')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign out all other devices',
    description: 'Their tokens are refused within a second, everywhere.',
  })
  @ApiNoContentResponse()
  async endOthers(@CurrentPrincipal() { id, sessionId }: Principal): Promise<void> {
    await this.sessions.allOthers(id as CustomerId, sessionId as SessionId);
  }
}
