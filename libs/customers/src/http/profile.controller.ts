import { Body, Controller, Get, Header, Patch } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ChangeProfile } from '../application/change-profile.js';
import type { CustomerId } from '../domain/ids.js';
import { CustomerQueries } from '../queries/customer.queries.js';
import { ChangeProfileRequest, ProfileView } from './profile.dto.js';

@ApiTags('Profile')
@ApiNotFoundResponse({ type: Problem, description: 'customers.not-found: the account is gone.' })
@Controller('me')
export class ProfileController {
  constructor(
    private readonly queries: CustomerQueries,
    private readonly changeProfile: ChangeProfile,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Your profile' })
  @ApiOkResponse({ type: ProfileView })
  show(@CurrentPrincipal() { id }: Principal): Promise<ProfileView> {
    return this.queries.profile(id);
  }

  @Patch()
  @Requires('profile:write')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Change your name or language', description: 'Fields that are left out stay.' })
  @ApiOkResponse({ type: ProfileView })
  async change(
    @CurrentPrincipal() { id }: Principal,
    @Body() change: ChangeProfileRequest,
  ): Promise<ProfileView> {
    await this.changeProfile.execute(id as CustomerId, change);
    return this.queries.profile(id);
  }
}
