import { Body, Controller, Header, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { RegisterCustomer } from '../application/register-customer.js';
import { ResendVerification } from '../application/resend-verification.js';
import { VerifyEmail } from '../application/verify-email.js';
import { ApiSession } from './api-session.js';
import { AtMostPerMinute } from './limits.js';
import {
  MailOnItsWay,
  mailOnItsWay,
  RegisterRequest,
  VerificationMailRequest,
  VerifyEmailRequest,
} from './registrations.dto.js';
import { answerSession } from './session-answer.js';
import { type SessionView, type CookieSessionView } from './sessions.dto.js';

@ApiTags('Accounts')
@Public()
@Controller('auth')
export class RegistrationsController {
  constructor(
    private readonly registerCustomer: RegisterCustomer,
    private readonly resendVerification: ResendVerification,
    private readonly verifyEmail: VerifyEmail,
  ) {}

  @Post('registrations')
  @AtMostPerMinute(20)
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Register an account',
    description:
      'Answers the same whether or not the address has an account; a mail tells which. With ACCOUNT_VERIFICATION=optional: 201 and a session, or 409.',
  })
  @ApiAcceptedResponse({ type: MailOnItsWay })
  @ApiSession(201, 'Only with ACCOUNT_VERIFICATION=optional.')
  @ApiConflictResponse({ type: Problem, description: 'Only with ACCOUNT_VERIFICATION=optional.' })
  async register(
    @Body() { transport, ...request }: RegisterRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MailOnItsWay | SessionView | CookieSessionView> {
    const session = await this.registerCustomer.execute(request);
    if (session === undefined) return mailOnItsWay;
    void reply.status(201);
    return answerSession(session, reply, transport);
  }

  @Post('verification-mails')
  @AtMostPerMinute(10)
  @HttpCode(202)
  @ApiOperation({
    summary: 'Have another verification link mailed',
    description:
      'The links before are void then. Answers the same whether or not an account waits for verification.',
  })
  @ApiAcceptedResponse({ type: MailOnItsWay })
  async resend(@Body() { email }: VerificationMailRequest): Promise<MailOnItsWay> {
    await this.resendVerification.execute(email);
    return mailOnItsWay;
  }

  @Post('email-verifications')
  @AtMostPerMinute(60)
  @HttpCode(204)
  @ApiOperation({ summary: 'Verify an e-mail address by the token of the mailed link' })
  @ApiNoContentResponse({ description: 'Verified; sign in now.' })
  async verify(@Body() { token }: VerifyEmailRequest): Promise<void> {
    await this.verifyEmail.execute(token);
  }
}
