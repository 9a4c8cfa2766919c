import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
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
import { InviteStaff } from '../../application/invite-staff.js';
import type { CustomerId, InvitationId } from '../../domain/ids.js';
import { InvitationNotFound } from '../../domain/staff.errors.js';
import { StaffQueries } from '../../queries/staff.queries.js';
import { InvitationPage, InvitationView } from '../../queries/staff.views.js';
import { AtMostPerMinute } from '../limits.js';
import { confirmationOf } from './confirmation-of.js';
import { IdOf, Paged, pageParameters } from './fields.js';
import { InviteStaffRequest } from './staff.dto.js';

@ApiTags('Administration: staff')
@Controller('admin/staff/invitations')
export class InvitationsController {
  constructor(
    private readonly queries: StaffQueries,
    private readonly inviteStaff: InviteStaff,
  ) {}

  @Get()
  @Requires('staff:read')
  @Paged()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who was asked to join the staff, the newest first' })
  @ApiOkResponse({ type: InvitationPage })
  list(@Query() query: RawQuery): Promise<InvitationPage> {
    refuseUnknownParameters(query, pageParameters);
    return this.queries.invitations(pageRequest(query));
  }

  @Post()
  @Requires('staff:manage')
  @AtMostPerMinute(20)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Ask somebody to join the staff',
    description:
      'By mail, with a link that works for 48 hours, once. Earlier invitations to the same address are void.',
  })
  @ApiCreatedResponse({ type: InvitationView })
  @ApiConflictResponse({ type: Problem, description: 'customers.already-staff' })
  async invite(
    @Body() { email, name, role, currentPassword }: InviteStaffRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InvitationView> {
    const owner = confirmationOf(principal, currentPassword);
    return this.queries.invitation(await this.inviteStaff.execute({ owner, email, name, role }));
  }

  @Post(':id/resending')
  @Requires('staff:manage')
  @AtMostPerMinute(20)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({
    summary: 'Mail an invitation again',
    description: 'With a new link; the earlier one is void.',
  })
  @ApiOkResponse({ type: InvitationView })
  @ApiNotFoundResponse({ type: Problem })
  async resend(
    @IdOf('id', InvitationNotFound) id: InvitationId,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InvitationView> {
    await this.inviteStaff.resend({ id, actor: principal.id as CustomerId });
    return this.queries.invitation(id);
  }

  @Delete(':id')
  @Requires('staff:manage')
  @HttpCode(204)
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'Take an invitation back' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse({ type: Problem })
  async revoke(
    @IdOf('id', InvitationNotFound) id: InvitationId,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.inviteStaff.revoke({ id, actor: principal.id as CustomerId });
  }
}
