import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { Sessions, type Account, type SignInMethod } from '../domain/sessions.js';
import { AccessTokens } from './access-tokens.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

/** What a client gets for a sign-in or a refresh. */
export interface SessionTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Life of the access token in seconds. */
  readonly expiresIn: number;
  readonly tokenType: 'Bearer';
}

/** Starts a session for an account that has shown who it is. Works only inside a unit of work. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly accessTokens: AccessTokens,
    private readonly config: Config,
  ) {}

  async execute(
    account: Account,
    method: SignInMethod,
    { secondFactor = false } = {},
  ): Promise<SessionTokens> {
    const refreshToken = newOpaqueToken();
    const sessionId = await this.sessions.start({
      customerId: account.id,
      kind: 'api',
      lifetimeSeconds: this.config.auth.refreshTokenDays * 86_400,
      method,
      secondFactor,
    });
    await this.sessions.addToken(sessionId, hashOfToken(refreshToken));
    const { token, expiresInSeconds } = this.accessTokens.issue(account, sessionId, { secondFactor });
    return { accessToken: token, refreshToken, expiresIn: expiresInSeconds, tokenType: 'Bearer' };
  }
}
