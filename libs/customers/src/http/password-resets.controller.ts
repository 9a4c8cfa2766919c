import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { RequestPasswordReset } from '../application/request-password-reset.js';
import { ResetPassword } from '../application/reset-password.js';
import { AtMostPerMinute } from './limits.js';
import { PasswordResetRequest, ResetPasswordRequest } from './password-resets.dto.js';
import { MailOnItsWay, mailOnItsWay } from './registrations.dto.js';

@ApiTags('Accounts')
@Public()
@Controller('auth/password-resets')
export class PasswordResetsController {
  constructor(
    private readonly requestReset: RequestPasswordReset,
    private readonly resetPassword: ResetPassword,
  ) {}

  @Post()
  @AtMostPerMinute(10)
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Have a link mailed to choose a new password',
    description:
      'The links before are void then. Answers the same whether or not the address has an account. An account gets at most three such mails an hour.',
  })
  @ApiAcceptedResponse({ type: MailOnItsWay })
  @ApiBadRequestResponse({ type: Problem, description: 'customers.invalid-email' })
  @ApiTooManyRequestsResponse({ type: Problem, description: 'auth.too-many-mails: from your address.' })
  async request(@Body() { email }: PasswordResetRequest): Promise<MailOnItsWay> {
    await this.requestReset.execute(email);
    return mailOnItsWay;
  }

  @Post('confirmation')
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Choose a new password by the token of the mailed link',
    description:
      'Verifies the address, too. Every session of the account ends, and its other mailed links are void. A second factor stays.',
  })
  @ApiNoContentResponse({ description: 'Sign in with the new password now.' })
  @ApiBadRequestResponse({
    type: Problem,
    description:
      'auth.reset-token-invalid, or customers.weak-password: then the token can be used again with another password.',
  })
  async confirm(@Body() request: ResetPasswordRequest): Promise<void> {
    await this.resetPassword.execute(request);
  }
}
