import { Body, Controller, Delete, HttpCode, Param } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { parseId } from '#shared-kernel';
import { TakeAwaySecondFactor } from '../application/take-away-second-factor.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { AtMostPerMinute } from './limits.js';
import { TakeAwaySecondFactorRequest } from './second-factor.dto.js';

@ApiTags('Administration: accounts')
@Controller('admin/customers/:customerId/second-factor')
export class SecondFactorAdminController {
  constructor(private readonly takeAway: TakeAwaySecondFactor) {}

  @Delete()
  @Requires('customers:manage')
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiOperation({
    summary: "Take away somebody's second factor",
    description:
      "For somebody who has lost the device and the recovery codes: make sure that it is the owner who asks. Their sessions are ended, and they are told by mail. Accounts of staff need the permission 'staff:manage'.",
  })
  @ApiParam({ name: 'customerId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem, description: 'customers.not-found' })
  @ApiForbiddenResponse({
    type: Problem,
    description: 'auth.forbidden, auth.password-needed or auth.wrong-password.',
  })
  @ApiConflictResponse({
    type: Problem,
    description: 'auth.second-factor-not-enabled, or auth.own-second-factor.',
  })
  async remove(
    @Param('customerId') text: string,
    @CurrentPrincipal() { id, sessionId, permissions }: Principal,
    @Body() { currentPassword, reason }: TakeAwaySecondFactorRequest,
  ): Promise<void> {
    const customerId = parseId<CustomerId>(text);
    if (customerId === undefined) throw new CustomerNotFound();
    const by = {
      customerId: id as CustomerId,
      sessionId: sessionId as SessionId,
      password: currentPassword,
      permissions,
    };
    await this.takeAway.execute({ customerId, reason, by });
  }
}
