import { Body, Controller, Header, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { Problem } from '#platform/http/problem.js';
import { ApiSession } from '../api-session.js';
import { AcceptInvitation } from '../../application/accept-invitation.js';
import { AtMostPerMinute } from '../limits.js';
import { answerSignIn, mustBeMeant } from '../session-answer.js';
import { SecondFactorView, type SessionView, type CookieSessionView } from '../sessions.dto.js';
import { TransportField, type Transport } from '../transport.js';

export class AcceptInvitationRequest {
  @ApiProperty({
    example: 'q0Wm3rjVYkJw5c0b1mJr0Q3b7Jx2yJ8c1k7m8bq3h1E',
    description: 'From the mailed link; valid for 48 hours, once.',
  })
  @IsString()
  @MaxLength(200)
  readonly token!: string;

  @ApiProperty({
    example: 'tangled kites over harbour',
    maxLength: 128,
    description:
      'Of your account, if the address has a verified one with a password; otherwise the one that you choose now.',
  })
  @IsString()
  @MaxLength(1_024)
  readonly password!: string;

  @TransportField()
  readonly transport?: Transport;
}

@ApiTags('Accounts')
@Public()
@Controller('auth/staff-invitations')
export class AcceptanceController {
  constructor(private readonly acceptInvitation: AcceptInvitation) {}

  @Post('acceptance')
  @AtMostPerMinute(20)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Join the staff by the token of the mailed link',
    description:
      'Makes an account with the role, or gives the account of this address the role and ends its sessions. Signs in.',
  })
  @ApiSession(201)
  @ApiAcceptedResponse({ type: SecondFactorView, description: 'The account has a second factor.' })
  @ApiForbiddenResponse({ type: Problem, description: 'auth.wrong-password, auth.account-disabled' })
  @ApiConflictResponse({ type: Problem, description: 'customers.already-staff' })
  async accept(
    @Body() { transport, ...invitation }: AcceptInvitationRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | CookieSessionView | SecondFactorView> {
    mustBeMeant(request, transport);
    return answerSignIn(await this.acceptInvitation.execute(invitation), reply, transport);
  }
}
