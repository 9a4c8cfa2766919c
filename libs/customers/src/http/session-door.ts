import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CrossSiteDefence } from '#platform/auth/cross-site-defence.js';
import { SessionCookies } from '#platform/auth/session-cookies.js';
import type { SessionTokens } from '../application/open-session.js';
import type { CookieSessionView } from './sessions.dto.js';
import type { Transport } from './transport.js';

declare module 'fastify' {
  interface FastifyInstance {
    sessionDoor?: SessionDoor;
  }
}

/** Sessions of browsers: their tokens go into cookies, and come back from there. */
@Injectable()
export class SessionDoor implements OnModuleInit {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly crossSite: CrossSiteDefence,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Whoever answers with a session finds the door at the server that answers. */
  onModuleInit(): void {
    const getter = (): SessionDoor => this;
    this.host.httpAdapter.getInstance<FastifyInstance>().decorate('sessionDoor', { getter });
  }

  /** @throws CsrfRefused */
  open(tokens: SessionTokens, reply: FastifyReply): CookieSessionView {
    const { accessToken, refreshToken, expiresIn, sessionExpiresIn, sessionId } = tokens;
    this.mustBeMeant(reply.request, 'cookie');
    const cookies = this.cookies.holding(
      { token: accessToken, seconds: expiresIn },
      { token: refreshToken, seconds: sessionExpiresIn },
    );
    void reply.header('set-cookie', cookies);
    return { csrfToken: this.crossSite.tokenFor(sessionId), expiresIn };
  }

  /** A form of another site shall not sign its visitors in. A provider's redirect comes from another site and is told apart by its state. @throws CsrfRefused */
  mustBeMeant(request: FastifyRequest, transport: Transport | undefined): void {
    if (transport === 'cookie' && request.method !== 'GET') this.crossSite.mustComeFromOwnPages(request);
  }

  refreshTokenOf({ headers }: FastifyRequest): string | undefined {
    return this.cookies.refreshTokenIn(headers.cookie);
  }

  /** Takes the session's cookies away from a browser that has them. */
  close({ headers }: FastifyRequest, reply: FastifyReply): void {
    const held = this.cookies.refreshTokenIn(headers.cookie) ?? this.cookies.accessTokenIn(headers.cookie);
    if (held !== undefined) void reply.header('set-cookie', this.cookies.gone);
  }
}

export function sessionDoorOf({ server }: { server: FastifyInstance }): SessionDoor {
  if (server.sessionDoor === undefined) throw new TypeError('The sign-in is served without its SessionDoor.');
  return server.sessionDoor;
}
