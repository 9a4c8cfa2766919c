import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import type { Customer } from '../domain/customer.js';
import type { SessionId } from '../domain/ids.js';
import { Sessions, type SignInMethod } from '../domain/sessions.js';
import { AccessTokens } from './access-tokens.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';
import { RecordSignIn } from './record-sign-in.js';

/** What a client gets for a sign-in or a refresh. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Life of the access token in seconds. */
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
  readonly sessionId: SessionId;
  /** Life that is left to the session, and so to the refresh token, in seconds. */
  readonly sessionExpiresIn: number;
  /** Only for a sign-in: what the device is known by from now on. */
  readonly deviceToken?: string;
}

/** Starts a session for somebody who has shown who they are. Works only inside a unit of work, with the account locked. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly accessTokens: AccessTokens,
    private readonly recordSignIn: RecordSignIn,
    private readonly config: Config,
  ) {}

  async execute(
    customer: Customer,
    method: SignInMethod,
    { secondFactor = false } = {},
  ): Promise<SessionTokens> {
    const refreshToken = newOpaqueToken();
    const lifetimeSeconds = this.config.auth.refreshTokenDays * 86_400;
    const sessionId = await this.sessions.start({
      customerId: customer.id,
      kind: 'api',
      lifetimeSeconds,
      method,
      secondFactor,
    });
    await this.sessions.addToken(sessionId, hashOfToken(refreshToken));
    const { token, expiresInSeconds } = this.accessTokens.issue(customer, sessionId, {
      secondFactor,
      sessionSeconds: lifetimeSeconds,
    });
    const deviceToken = await this.recordSignIn.execute(customer, method);
    return {
      accessToken: token,
      refreshToken,
      expiresIn: expiresInSeconds,
      tokenType: 'Bearer',
      sessionId,
      sessionExpiresIn: lifetimeSeconds,
      deviceToken,
    };
  }
}
