import { Body, Controller, Get, Header, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '#platform/auth/permissions.js';
import { statusOfKind } from '#platform/http/problem.js';
import { DomainError } from '#shared-kernel';
import { AcceptInvitation } from '../../application/accept-invitation.js';
import { InvalidInvitation } from '../../domain/staff.errors.js';
import { AtMostPerMinute } from '../limits.js';
import { invalidInvitationPage, invitationPage, joinedPage } from '../pages/invitation.page.js';
import { AcceptInvitationRequest } from './acceptance.controller.js';

const html = 'text/html; charset=utf-8';

/** What the mailed link opens in a browser. Programs use `POST /v1/auth/staff-invitations/acceptance`. */
@ApiExcludeController()
@Public()
@Controller('auth/staff-invitations')
export class InvitationPageController {
  constructor(private readonly acceptInvitation: AcceptInvitation) {}

  /** Changes nothing, so that a mail scanner that opens the link does no harm. */
  @Get()
  @AtMostPerMinute(60)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  show(@Query('token') token: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.form(typeof token === 'string' ? token : '', reply);
  }

  @Post('confirmation')
  @AtMostPerMinute(20)
  @Header('content-type', html)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async confirm(
    @Body() { token, password }: AcceptInvitationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    try {
      await this.acceptInvitation.accept({ token, password });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.form(token, reply, error);
    }
    void reply.status(200);
    return joinedPage();
  }

  private async form(token: string, reply: FastifyReply, problem?: DomainError): Promise<string> {
    try {
      const { invitation, hasAccount } = await this.acceptInvitation.ask(token);
      const { email, role } = invitation;
      if (problem !== undefined) void reply.status(statusOfKind[problem.kind]);
      return invitationPage({
        ...{ token, email, role, hasAccount },
        ...(problem === undefined ? {} : { problem: problem.message }),
      });
    } catch (error) {
      if (!(error instanceof InvalidInvitation)) throw error;
      void reply.status(400);
      return invalidInvitationPage(error.message);
    }
  }
}
