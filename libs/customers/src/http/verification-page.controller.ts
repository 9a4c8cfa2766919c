import { Body, Controller, Get, Header, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { isOpaqueToken } from '../application/opaque-token.js';
import { VerifyEmail } from '../application/verify-email.js';
import { InvalidVerificationToken } from '../domain/customers.errors.js';
import { AtMostPerMinute } from './limits.js';
import { confirmationPage, confirmedPage, invalidLinkPage } from './pages/verification.page.js';

const html = 'text/html; charset=utf-8';

class ConfirmationForm {
  @IsString()
  @MaxLength(200)
  readonly token!: string;
}

/** What the mailed link opens in a browser. Programs use `POST /v1/auth/email-verifications`. */
@ApiExcludeController()
@Public()
@Controller('auth/email-verifications')
export class VerificationPageController {
  constructor(private readonly verifyEmail: VerifyEmail) {}

  /** Changes nothing, so that a mail scanner that opens the link does no harm. */
  @Get()
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  show(@Query('token') token: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (typeof token === 'string' && isOpaqueToken(token)) return confirmationPage(token);
    void reply.status(400);
    return invalidLinkPage('The link is not complete. Some mail programs break long lines.');
  }

  @Post('confirmation')
  @AtMostPerMinute(60)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  async confirm(
    @Body() { token }: ConfirmationForm,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      await this.verifyEmail.execute(token);
    } catch (error) {
      if (!(error instanceof InvalidVerificationToken)) throw error;
      void reply.status(400);
      return invalidLinkPage(error.message);
    }
    void reply.status(200);
    return confirmedPage();
  }
}
