import { Body, Controller, Delete, Get, Header, HttpCode, Patch, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { ChangeRole } from '../../application/change-role.js';
import type { CustomerId } from '../../domain/ids.js';
import { StaffNotFound } from '../../domain/staff.errors.js';
import { StaffQueries } from '../../queries/staff.queries.js';
import { StaffPage, StaffView } from '../../queries/staff.views.js';
import { AtMostPerMinute } from '../limits.js';
import { confirmationOf } from './confirmation-of.js';
import { IdOf, Paged, pageParameters } from './fields.js';
import { ChangeRoleRequest, DismissRequest } from './staff.dto.js';

const conflicts = 'customers.own-account, customers.last-owner';

@ApiTags('Administration: staff')
@Controller('admin/staff')
export class StaffController {
  constructor(
    private readonly queries: StaffQueries,
    private readonly changeRole: ChangeRole,
  ) {}

  @Get()
  @Requires('staff:read')
  @Paged()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The staff, the longest serving first' })
  @ApiOkResponse({ type: StaffPage })
  list(@Query() query: RawQuery): Promise<StaffPage> {
    refuseUnknownParameters(query, pageParameters);
    return this.queries.staff(pageRequest(query));
  }

  @Patch(':id')
  @Requires('staff:manage')
  @AtMostPerMinute(30)
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({
    summary: 'Give a member of the staff another role',
    description:
      'Their sessions end within a second. API keys and invitations of one who is no owner any more end too.',
  })
  @ApiOkResponse({ type: StaffView })
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({ type: Problem, description: conflicts })
  async change(
    @IdOf('id', StaffNotFound) staffId: CustomerId,
    @Body() { role, currentPassword }: ChangeRoleRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StaffView> {
    await this.changeRole.execute({ owner: confirmationOf(principal, currentPassword), staffId, role });
    return this.queries.member(staffId);
  }

  @Delete(':id')
  @Requires('staff:manage')
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({
    summary: 'Take a member of the staff their role',
    description:
      'The account stays, as that of a customer. To shut it: POST /v1/admin/customers/{id}/disabling.',
  })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem })
  @ApiConflictResponse({ type: Problem, description: conflicts })
  async dismiss(
    @IdOf('id', StaffNotFound) staffId: CustomerId,
    @Body() { currentPassword }: DismissRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const owner = confirmationOf(principal, currentPassword);
    await this.changeRole.execute({ owner, staffId, role: 'customer' });
  }
}
