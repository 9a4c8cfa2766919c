import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiExcludeEndpoint,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Config } from '#platform/config/config.js';
import { Problem, statusOfKind } from '#platform/http/problem.js';
import { DomainError } from '#shared-kernel';
import { AnswerChallenge } from '../application/answer-challenge.js';
import { SignInProviders } from '../application/sign-in-provider.js';
import { CodeChallengeInvalid, ReturnUrlRefused } from '../domain/provider-sign-in.errors.js';
import { AtMostPerMinute } from './limits.js';
import { providerSignedInPage } from './pages/provider.page.js';
import { secondFactorPage } from './pages/second-factor.page.js';
import { ProviderCallbacks, type CallbackAnswer, type CallbackQuery } from './provider-callbacks.js';
import { ProviderParam, ProvidersView } from './provider-sign-in.dto.js';
import { returnAddress } from './return-address.js';
import { AnswerChallengeRequest } from './second-factor.dto.js';
import { answerSignIn, mustBeMeant } from './session-answer.js';
import { SignInAttempts } from './sign-in-attempts.js';

const html = 'text/html; charset=utf-8';
/** S256 of RFC 7636. */
const challengePattern = /^[\w-]{43}$/;

/** Signing in by an account elsewhere: for browsers, which are sent there and back. */
@ApiTags('Accounts')
@Public()
@Controller('auth')
export class ProvidersController {
  constructor(
    private readonly providers: SignInProviders,
    private readonly attempts: SignInAttempts,
    private readonly callbacks: ProviderCallbacks,
    private readonly answerChallenge: AnswerChallenge,
    private readonly config: Config,
  ) {}

  @Get('providers')
  @ApiOperation({ summary: 'Where else one may have an account to sign in with' })
  @ApiOkResponse({ type: ProvidersView })
  list(): ProvidersView {
    const { publicUrl } = this.config.http;
    return {
      items: this.providers.offered.map(({ name, label }) => ({
        name,
        label,
        url: `${publicUrl}/v1/auth/${name}`,
      })),
    };
  }

  @Get(':provider')
  @AtMostPerMinute(60)
  @ApiOperation({
    summary: 'Sign in with Google',
    description:
      'A link, not a call: it sends the browser to the provider and from there, by way of us, to returnTo, with the session in cookies. Accounts with a second factor arrive with `#challenge=…&expiresIn=…` instead, whoever could not be signed in with `?error=<code>`. An app adds codeChallenge, arrives with `?code=…`, and exchanges it at POST /v1/auth/sessions/exchange.',
  })
  @ProviderParam()
  @ApiQuery({
    name: 'returnTo',
    required: false,
    description:
      'One of SIGN_IN_RETURN_URLS, or a page below PUBLIC_URL. Without it, a page of ours says how it went.',
  })
  @ApiQuery({
    name: 'codeChallenge',
    required: false,
    description: 'base64url of the SHA-256 of a random text that the app keeps (RFC 7636, S256).',
  })
  @ApiResponse({ status: 303, description: 'To the provider.' })
  @ApiNotFoundResponse({ type: Problem, description: 'auth.provider-not-offered' })
  async start(
    @Param('provider') name: string,
    @Query('returnTo') wanted: unknown,
    @Query('codeChallenge') challenge: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const provider = this.providers.named(name);
    const returnTo = this.returnToOf(wanted);
    const codeChallenge = codeChallengeOf(challenge, returnTo);
    const { url, ...started } = await provider.start();
    return send(reply, { status: 303, location: url, isOver: false }, [
      this.attempts.keep(name, { ...started, returnTo, codeChallenge }),
    ]);
  }

  @Get(':provider/callback')
  @AtMostPerMinute(60)
  @Header('referrer-policy', 'same-origin')
  @ApiExcludeEndpoint()
  async finish(
    @Param('provider') name: string,
    @Query() query: CallbackQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const answer = await this.callbacks.answer(this.providers.named(name), query, headers.cookie);
    if (answer.session !== undefined) answerSignIn(answer.session, reply, 'cookie');
    return send(reply, answer, answer.isOver ? [this.attempts.forget()] : []);
  }

  /** The form of the page that asks for the code; pages of the shop use POST /v1/auth/sessions/second-factor. */
  @Post(':provider/second-factor')
  @AtMostPerMinute(30)
  @Header('referrer-policy', 'same-origin')
  @ApiExcludeEndpoint()
  async secondFactor(
    @Param('provider') name: string,
    @Body() form: AnswerChallengeRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { label } = this.providers.named(name);
    mustBeMeant(request, 'cookie');
    try {
      answerSignIn(await this.answerChallenge.execute(form), reply, 'cookie');
      return send(reply, { status: 200, page: providerSignedInPage(label), isOver: true });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const page = secondFactorPage({ provider: name, challenge: form.challenge, problem: error.message });
      return send(reply, { status: statusOfKind[error.kind], page, isOver: false });
    }
  }

  private returnToOf(wanted: unknown): string | undefined {
    if (wanted === undefined) return undefined;
    if (typeof wanted !== 'string') throw new ReturnUrlRefused();
    return returnAddress(wanted, { publicUrl: this.config.http.publicUrl, ...this.config.auth });
  }
}

function codeChallengeOf(challenge: unknown, returnTo: string | undefined): string | undefined {
  if (challenge === undefined) return undefined;
  if (typeof challenge !== 'string' || !challengePattern.test(challenge) || returnTo === undefined)
    throw new CodeChallengeInvalid();
  return challenge;
}

function send(reply: FastifyReply, answer: CallbackAnswer, cookies: readonly string[] = []): string {
  void reply.status(answer.status).header('content-type', html).header('cache-control', 'no-store');
  for (const cookie of cookies) void reply.header('set-cookie', cookie);
  if (answer.location !== undefined) void reply.header('location', answer.location);
  return answer.page ?? '';
}
