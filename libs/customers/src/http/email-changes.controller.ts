import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ConfirmEmailChange } from '../application/confirm-email-change.js';
import { RequestEmailChange } from '../application/request-email-change.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { ConfirmEmailChangeRequest, EmailChangeRequest } from './email-changes.dto.js';
import { AtMostPerMinute } from './limits.js';
import { MailOnItsWay, mailOnItsWay } from './registrations.dto.js';

@ApiTags('Profile')
@Controller()
export class EmailChangesController {
  constructor(
    private readonly requestChange: RequestEmailChange,
    private readonly confirmChange: ConfirmEmailChange,
  ) {}

  @Post('me/email-changes')
  @Requires('profile:write')
  @AtMostPerMinute(10)
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Have your e-mail address changed',
    description:
      'Mails a link to the new address and a warning to the old one; nothing changes before the link is opened. Answers the same whether or not somebody has the new address. At most three such mails an hour.',
  })
  @ApiAcceptedResponse({ type: MailOnItsWay })
  @ApiBadRequestResponse({ type: Problem, description: 'customers.invalid-email' })
  @ApiForbiddenResponse({
    type: Problem,
    description:
      'auth.password-needed, auth.wrong-password, or without a password so far: auth.sign-in-again.',
  })
  @ApiTooManyRequestsResponse({
    type: Problem,
    description: 'auth.too-many-attempts or auth.too-many-mails.',
  })
  async request(
    @CurrentPrincipal() { id, sessionId }: Principal,
    @Body() { currentPassword, newEmail }: EmailChangeRequest,
  ): Promise<MailOnItsWay> {
    await this.requestChange.execute({
      customerId: id as CustomerId,
      sessionId: sessionId as SessionId,
      currentPassword,
      newEmail,
    });
    return mailOnItsWay;
  }

  @Post('auth/email-changes/confirmation')
  @Public()
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Confirm the new e-mail address by the token of the mailed link, and the password',
    description: 'Every session ends: sign in again with the new address. Both addresses are told.',
  })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: Problem, description: 'auth.email-change-token-invalid' })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.password-needed or auth.wrong-password.' })
  @ApiTooManyRequestsResponse({ type: Problem, description: 'auth.too-many-attempts.' })
  @ApiConflictResponse({
    type: Problem,
    description: 'customers.new-email-taken: another account has been made with it meanwhile.',
  })
  async confirm(@Body() { token, currentPassword }: ConfirmEmailChangeRequest): Promise<void> {
    await this.confirmChange.execute({ token, currentPassword });
  }
}
