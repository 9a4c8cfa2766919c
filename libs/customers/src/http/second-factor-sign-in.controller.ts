import { Body, Controller, Header, Post, Req, Res } from '@nestjs/common';
import { ApiForbiddenResponse, ApiOperation, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { AnswerChallenge } from '../application/answer-challenge.js';
import { ApiSession } from './api-session.js';
import { AtMostPerMinute } from './limits.js';
import { AnswerChallengeRequest } from './second-factor.dto.js';
import { answerSignIn, mustBeMeant } from './session-answer.js';
import { type SessionView, type CookieSessionView, type SecondFactorView } from './sessions.dto.js';

@ApiTags('Accounts')
@Controller('auth/sessions')
export class SecondFactorSignInController {
  constructor(private readonly answerChallenge: AnswerChallenge) {}

  @Post('second-factor')
  @Public()
  @AtMostPerMinute(30)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Finish a sign-in with a code',
    description:
      'For an account with a second factor. A challenge takes five tries within five minutes; after ten wrong codes in a row codes of the app have to wait (429), recovery codes do not.',
  })
  @ApiSession(201)
  @ApiUnauthorizedResponse({
    type: Problem,
    description: 'auth.wrong-code: try again; auth.challenge-invalid: begin again with the password.',
  })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.account-disabled' })
  async finish(
    @Body() { challenge, code, transport }: AnswerChallengeRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CookieSessionView | SecondFactorView> {
    mustBeMeant(request, transport);
    return answerSignIn(await this.answerChallenge.execute({ challenge, code }), reply, transport);
  }
}
