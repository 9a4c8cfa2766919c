import { Body, Controller, Delete, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { LimitedByDevice } from '#platform/rate-limit/rate-limit.guard.js';
import { RefreshSession } from '../application/refresh-session.js';
import { SignIn } from '../application/sign-in.js';
import { SignOut } from '../application/sign-out.js';
import { InvalidRefreshToken, RefreshTokenReused } from '../domain/customers.errors.js';
import type { SessionId } from '../domain/ids.js';
import { ApiSession } from './api-session.js';
import { AtMostPerMinute } from './limits.js';
import { answerSession, answerSignIn, mustBeMeant } from './session-answer.js';
import { SessionDoor } from './session-door.js';
import {
  CookieSessionView,
  RefreshRequest,
  SecondFactorView,
  SessionView,
  SignInRequest,
} from './sessions.dto.js';

@ApiTags('Accounts')
@Controller('auth/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
    private readonly door: SessionDoor,
  ) {}

  @Post()
  @Public()
  @AtMostPerMinute(30)
  @LimitedByDevice()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sign in' })
  @ApiSession(201)
  @ApiUnauthorizedResponse({
    type: Problem,
    description: 'auth.wrong-credentials: unknown account or wrong password; which one is not told.',
  })
  @ApiForbiddenResponse({
    type: Problem,
    description: 'auth.email-not-verified: the password is right, the address is not verified yet.',
  })
  @ApiAcceptedResponse({ type: SecondFactorView, description: 'The account has a second factor.' })
  async start(
    @Body() { transport, ...credentials }: SignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CookieSessionView | SecondFactorView> {
    mustBeMeant(request, transport);
    return answerSignIn(await this.signIn.execute(credentials), reply, transport);
  }

  @Post('refresh')
  @Public()
  @AtMostPerMinute(120)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Get a new access token',
    description:
      'Each refresh token works once; repeated within 10 seconds (two tabs, a lost answer) it brings the same successor again. Used later, it ends the session for everybody who holds a token of it.',
  })
  @ApiSession(200)
  @ApiUnauthorizedResponse({
    type: Problem,
    description: 'auth.refresh-token-invalid or auth.refresh-token-reused: sign in again.',
  })
  async refresh(
    @Body() { refreshToken, transport }: RefreshRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CookieSessionView> {
    // What came out of a cookie goes into a cookie: a script must not get at it by asking for JSON.
    const by = refreshToken === undefined ? 'cookie' : transport;
    mustBeMeant(request, by);
    try {
      const token = refreshToken ?? this.door.refreshTokenOf(request) ?? '';
      return answerSession(await this.refreshSession.execute(token), reply, by);
    } catch (error) {
      if (by === 'cookie' && endsTheSession(error)) this.door.close(request, reply);
      throw error;
    }
  }

  @Delete('current')
  @Requires('profile:read')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign out',
    description:
      'Ends the session: its tokens are refused from now on, by other processes of the shop within a second. A browser loses its cookies.',
  })
  @ApiNoContentResponse()
  async end(
    @CurrentPrincipal() { sessionId }: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signOut.execute(sessionId as SessionId);
    this.door.close(request, reply);
  }
}

function endsTheSession(error: unknown): boolean {
  return error instanceof InvalidRefreshToken || error instanceof RefreshTokenReused;
}
