import { Body, Controller, Get, Header, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { statusOfKind } from '#platform/http/problem.js';
import { DomainError } from '#shared-kernel';
import { ConfirmEmailChange } from '../application/confirm-email-change.js';
import { isOpaqueToken } from '../application/opaque-token.js';
import { RequestPasswordReset } from '../application/request-password-reset.js';
import { ResetPassword } from '../application/reset-password.js';
import { InvalidEmailChangeToken, InvalidResetToken } from '../domain/recovery.errors.js';
import { ConfirmEmailChangeRequest } from './email-changes.dto.js';
import { AtMostPerMinute } from './limits.js';
import {
  askForResetPage,
  emailChangedPage,
  emailChangePage,
  emailNotChangedPage,
  invalidResetLinkPage,
  newPasswordPage,
  passwordChosenPage,
  resetMailPage,
} from './pages/recovery.page.js';
import { PasswordResetRequest, ResetPasswordRequest } from './password-resets.dto.js';

const html = 'text/html; charset=utf-8';
const incomplete = 'The link is not complete. Some mail programs break long lines.';

/**
 * What the mailed links open in a browser, without any script. A GET changes nothing, so that a mail scanner that opens the link does no
 * harm, and its token goes to no other site. Nobody need be signed in: the token in the form is what counts, so another site can't send
 * a form that means anything.
 */
@ApiExcludeController()
@Public()
@Controller('auth')
export class RecoveryPagesController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
    private readonly confirmEmailChange: ConfirmEmailChange,
  ) {}

  @Get('password-resets')
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  showReset(@Query('token') token: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (token === undefined) return askForResetPage();
    if (typeof token === 'string' && isOpaqueToken(token)) return newPasswordPage(token);
    void reply.status(400);
    return invalidResetLinkPage(incomplete);
  }

  @Post('password-resets/form')
  @AtMostPerMinute(10)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  async askForReset(
    @Body() { email }: PasswordResetRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const problem = await problemOf(this.requestReset.execute(email), reply);
    return problem === undefined ? resetMailPage() : askForResetPage(problem.message);
  }

  @Post('password-resets/confirmation/form')
  @AtMostPerMinute(30)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  async reset(
    @Body() { token, password }: ResetPasswordRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const problem = await problemOf(this.resetPassword.execute({ token, password }), reply);
    if (problem === undefined) return passwordChosenPage();
    return problem instanceof InvalidResetToken
      ? invalidResetLinkPage(problem.message)
      : newPasswordPage(token, problem.message);
  }

  @Get('email-changes')
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  showEmailChange(@Query('token') token: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    if (typeof token === 'string' && isOpaqueToken(token)) return emailChangePage(token);
    void reply.status(400);
    return emailNotChangedPage(incomplete, false);
  }

  @Post('email-changes/confirmation/form')
  @AtMostPerMinute(30)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  async changeEmail(
    @Body() { token, currentPassword = '' }: ConfirmEmailChangeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const problem = await problemOf(
      this.confirmEmailChange.execute({ token, currentPassword: currentPassword || undefined }),
      reply,
    );
    if (problem === undefined) return emailChangedPage();
    if (isAboutPassword(problem)) return emailChangePage(token, problem.message);
    return emailNotChangedPage(problem.message, problem instanceof InvalidEmailChangeToken);
  }
}

/** Then the link still works. */
function isAboutPassword({ details }: DomainError): boolean {
  return details.some(({ field }) => field === 'currentPassword');
}

/** The refusal, with its status on the reply; undefined if all went well. */
async function problemOf(work: Promise<void>, reply: FastifyReply): Promise<DomainError | undefined> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    void reply.status(statusOfKind[error.kind]);
    return error;
  }
  void reply.status(200);
  return undefined;
}
