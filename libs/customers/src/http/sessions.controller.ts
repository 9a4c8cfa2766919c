import { Body, Controller, Delete, Header, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { RefreshSession } from '../application/refresh-session.js';
import { SignIn } from '../application/sign-in.js';
import { SignOut } from '../application/sign-out.js';
import type { SessionId } from '../domain/ids.js';
import { AtMostPerMinute } from './limits.js';
import { answerSignIn } from './session-answer.js';
import { RefreshRequest, SecondFactorView, SessionView, SignInRequest } from './sessions.dto.js';

@ApiTags('Accounts')
@Controller('auth/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly refreshSession: RefreshSession,
    private readonly signOut: SignOut,
  ) {}

  @Post()
  @Public()
  @AtMostPerMinute(30)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sign in' })
  @ApiCreatedResponse({ type: SessionView })
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
    @Body() request: SignInRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | SecondFactorView> {
    return answerSignIn(await this.signIn.execute(request), reply);
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
  @ApiOkResponse({ type: SessionView })
  @ApiUnauthorizedResponse({
    type: Problem,
    description: 'auth.refresh-token-invalid or auth.refresh-token-reused: sign in again.',
  })
  refresh(@Body() { refreshToken }: RefreshRequest): Promise<SessionView> {
    return this.refreshSession.execute(refreshToken);
  }

  @Delete('current')
  @Requires('profile:read')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign out',
    description: 'Ends the session. The access token itself runs out within 15 minutes.',
  })
  @ApiNoContentResponse()
  async end(@CurrentPrincipal() { sessionId }: Principal): Promise<void> {
    await this.signOut.execute(sessionId as SessionId);
  }
}
