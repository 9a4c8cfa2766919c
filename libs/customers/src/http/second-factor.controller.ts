import { Body, Controller, Delete, Get, Header, HttpCode, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ChangeSecondFactor, type SecondFactorOwner } from '../application/change-second-factor.js';
import { SetUpSecondFactor } from '../application/set-up-second-factor.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { SecondFactorQueries } from '../queries/second-factor.queries.js';
import { AtMostPerMinute } from './limits.js';
import {
  BeginSecondFactorRequest,
  ConfirmSecondFactorRequest,
  RecoveryCodesView,
  SecondFactorChangeRequest,
  SecondFactorStatusView,
  SecretView,
} from './second-factor.dto.js';

const refused = 'auth.password-needed, auth.wrong-password or auth.wrong-code.';
const noneThere = 'auth.second-factor-not-enabled';

@ApiTags('Second factor')
@Controller('me/second-factor')
export class SecondFactorController {
  constructor(
    private readonly queries: SecondFactorQueries,
    private readonly setUp: SetUpSecondFactor,
    private readonly change: ChangeSecondFactor,
  ) {}

  @Get()
  @Requires('profile:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Whether signing in takes a code, too' })
  @ApiOkResponse({ type: SecondFactorStatusView })
  status(@CurrentPrincipal() { id }: Principal): Promise<SecondFactorStatusView> {
    return this.queries.status(id);
  }

  @Post()
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Begin to set up a second factor',
    description:
      'Brings a secret for an authenticator app (TOTP). It guards nothing until it is confirmed with a code, within 15 minutes; beginning again replaces it.',
  })
  @ApiCreatedResponse({ type: SecretView })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.password-needed or auth.wrong-password.' })
  @ApiConflictResponse({ type: Problem, description: 'auth.second-factor-enabled' })
  begin(
    @CurrentPrincipal() principal: Principal,
    @Body() { currentPassword }: BeginSecondFactorRequest,
  ): Promise<SecretView> {
    return this.setUp.begin(identityOf(principal, currentPassword));
  }

  @Post('confirmation')
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Confirm it with a code of the app',
    description:
      'From then on a sign-in needs a code. The recovery codes are shown this once. Other sessions of the account are ended.',
  })
  @ApiOkResponse({ type: RecoveryCodesView })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.wrong-code' })
  @ApiConflictResponse({
    type: Problem,
    description: 'auth.second-factor-not-begun or auth.second-factor-enabled.',
  })
  async confirm(
    @CurrentPrincipal() { id, sessionId }: Principal,
    @Body() { code }: ConfirmSecondFactorRequest,
  ): Promise<RecoveryCodesView> {
    const by = { customerId: id as CustomerId, sessionId: sessionId as SessionId, code };
    return { recoveryCodes: await this.setUp.confirm(by) };
  }

  @Delete()
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @HttpCode(204)
  @ApiOperation({
    summary: 'Take the second factor away',
    description:
      'Ends the other sessions; where staff needs a second factor, this session of a member of staff, too.',
  })
  @ApiNoContentResponse()
  @ApiForbiddenResponse({ type: Problem, description: refused })
  @ApiConflictResponse({ type: Problem, description: noneThere })
  remove(
    @CurrentPrincipal() principal: Principal,
    @Body() request: SecondFactorChangeRequest,
  ): Promise<void> {
    return this.change.remove(ownerOf(principal, request));
  }

  @Post('recovery-codes')
  @Requires('profile:write')
  @AtMostPerMinute(30)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'New recovery codes', description: 'The earlier ones do not work any more.' })
  @ApiCreatedResponse({ type: RecoveryCodesView })
  @ApiForbiddenResponse({ type: Problem, description: refused })
  @ApiConflictResponse({ type: Problem, description: noneThere })
  async renew(
    @CurrentPrincipal() principal: Principal,
    @Body() request: SecondFactorChangeRequest,
  ): Promise<RecoveryCodesView> {
    return { recoveryCodes: await this.change.renewRecoveryCodes(ownerOf(principal, request)) };
  }
}

function identityOf(
  { id, sessionId }: Principal,
  password: string | undefined,
): Omit<SecondFactorOwner, 'code'> {
  return { customerId: id as CustomerId, sessionId: sessionId as SessionId, password };
}

function ownerOf(
  principal: Principal,
  { currentPassword, code }: SecondFactorChangeRequest,
): SecondFactorOwner {
  return { ...identityOf(principal, currentPassword), code };
}
