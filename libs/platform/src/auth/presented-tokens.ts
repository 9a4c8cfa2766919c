import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionCookies } from './session-cookies.js';

export interface PresentedToken {
  /** Undefined if the header holds something else. */
  readonly token: string | undefined;
  /** A cookie goes along with whatever the browser sends; a header is sent on purpose, so it wins. */
  readonly by: 'header' | 'cookie';
}

const bearer = /^bearer +(\S+)$/i;

/** Where a request has its access token. */
@Injectable()
export class PresentedTokens {
  constructor(private readonly cookies: SessionCookies) {}

  of({ headers }: Pick<FastifyRequest, 'headers'>): PresentedToken | undefined {
    const { authorization } = headers;
    if (authorization !== undefined) return { token: bearer.exec(authorization)?.[1], by: 'header' };
    const token = this.cookies.accessTokenIn(headers.cookie);
    return token === undefined ? undefined : { token, by: 'cookie' };
  }
}
