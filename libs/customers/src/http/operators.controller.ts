import { Body, Controller, Get, Header, Post, Query, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Config } from '#platform/config/config.js';
import { statusOfKind } from '#platform/http/problem.js';
import { LimitedByDevice } from '#platform/rate-limit/rate-limit.guard.js';
import { DomainError } from '#shared-kernel';
import { OperatorSessions } from '../application/operator-sessions.js';
import { MayBeLeftOut } from './fields.js';
import { AtMostPerMinute } from './limits.js';
import { operatorSignedInPage, operatorSignInPage, operatorSignInPath } from './pages/operators.page.js';
import { mustComeFromOwnPages } from './same-origin.js';
import { staffPath } from './staff-path.js';

const html = 'text/html; charset=utf-8';

class OperatorSignInForm {
  @IsString()
  @MaxLength(320)
  readonly email!: string;

  @IsString()
  @MaxLength(1_024)
  readonly password!: string;

  @MayBeLeftOut()
  @IsString()
  @MaxLength(40)
  readonly code?: string;

  @MayBeLeftOut()
  @IsString()
  @MaxLength(2_000)
  readonly next?: string;
}

/** The door to the staff pages: a form and a cookie, because Bull Board is used in a browser. */
@ApiExcludeController()
@Public()
@Controller({ path: 'operators', version: VERSION_NEUTRAL })
export class OperatorsController {
  constructor(
    private readonly sessions: OperatorSessions,
    private readonly config: Config,
  ) {}

  @Get('sign-in')
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  // Under `no-referrer` browsers send `Origin: null` with the form.
  @Header('referrer-policy', 'same-origin')
  async form(@Query('next') wanted: unknown, @Req() request: FastifyRequest): Promise<string> {
    const next = staffPath(wanted);
    const operator = await this.sessions.verify(request.headers.cookie);
    return operator === undefined
      ? operatorSignInPage({ next })
      : operatorSignedInPage({ email: operator.email, next });
  }

  @Post('sign-in')
  @AtMostPerMinute(20)
  @LimitedByDevice()
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'same-origin')
  async signIn(
    @Body() { email, password, code, next }: OperatorSignInForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    mustComeFromOwnPages(request, this.config.http.publicUrl);
    try {
      const cookie = await this.sessions.signIn({ email, password, code });
      return redirect(reply, staffPath(next), cookie);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      void reply.status(statusOfKind[error.kind]);
      if (error.retryAfterSeconds !== undefined)
        void reply.header('retry-after', String(error.retryAfterSeconds));
      return operatorSignInPage({ next: staffPath(next), email, problem: error.message });
    }
  }

  @Post('sign-out')
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    mustComeFromOwnPages(request, this.config.http.publicUrl);
    return redirect(reply, operatorSignInPath, await this.sessions.signOut(request.headers.cookie));
  }
}

/** 303: the browser goes on with a GET. */
function redirect(reply: FastifyReply, path: string, cookie: string): string {
  void reply.status(303).header('location', path).header('set-cookie', cookie);
  return '';
}
