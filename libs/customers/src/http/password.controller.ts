import { Body, Controller, HttpCode, Put } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ChangePassword } from '../application/change-password.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { AtMostPerMinute } from './limits.js';
import { ChangePasswordRequest } from './password-resets.dto.js';

@ApiTags('Profile')
@Controller('me/password')
export class PasswordController {
  constructor(private readonly changePassword: ChangePassword) {}

  @Put()
  @Requires('profile:write')
  @AtMostPerMinute(20)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Change your password, or set the first one',
    description:
      'Every other session ends within a second; this one goes on. Links that were mailed to choose a password are void. A mail tells you of it.',
  })
  @ApiNoContentResponse()
  @ApiBadRequestResponse({ type: Problem, description: 'customers.weak-password' })
  @ApiForbiddenResponse({
    type: Problem,
    description:
      'auth.password-needed, auth.wrong-password, or without a password so far: auth.sign-in-again.',
  })
  @ApiTooManyRequestsResponse({ type: Problem, description: 'auth.too-many-attempts' })
  async change(
    @CurrentPrincipal() { id, sessionId }: Principal,
    @Body() { currentPassword, newPassword }: ChangePasswordRequest,
  ): Promise<void> {
    await this.changePassword.execute({
      customerId: id as CustomerId,
      sessionId: sessionId as SessionId,
      currentPassword,
      newPassword,
    });
  }
}
