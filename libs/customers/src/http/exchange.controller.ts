import { Body, Controller, Header, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiForbiddenResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { ExchangeSignInCode } from '../application/exchange-sign-in-code.js';
import { ApiSession } from './api-session.js';
import { AtMostPerMinute } from './limits.js';
import { ExchangeCodeRequest } from './provider-sign-in.dto.js';
import { answerSignIn, mustBeMeant } from './session-answer.js';
import { SecondFactorView, type SessionView, type CookieSessionView } from './sessions.dto.js';

@ApiTags('Accounts')
@Controller('auth/sessions')
export class ExchangeController {
  constructor(private readonly exchangeCode: ExchangeSignInCode) {}

  @Post('exchange')
  @Public()
  @AtMostPerMinute(60)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Sign in an app by the code of a sign-in elsewhere',
    description:
      'The code stands in the address that GET /v1/auth/{provider}?codeChallenge=… has led back to. It is good once, for 60 seconds, and only together with what codeChallenge was made of. 400 auth.sign-in-code-invalid: begin again.',
  })
  @ApiSession(201)
  @ApiAcceptedResponse({ type: SecondFactorView, description: 'The account has a second factor.' })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.account-disabled' })
  async exchange(
    @Body() { transport, ...shown }: ExchangeCodeRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CookieSessionView | SecondFactorView> {
    mustBeMeant(request, transport);
    return answerSignIn(await this.exchangeCode.execute(shown), reply, transport);
  }
}
