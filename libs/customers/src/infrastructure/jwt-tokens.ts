import { Injectable, Logger } from '@nestjs/common';
import type { AccessTokenClaims } from '#platform/auth/jwt.strategy.js';
import { SignedTokens } from '#platform/auth/signed-tokens.js';
import { accessToken, operatorToken } from '#platform/auth/token-kinds.js';
import { Config } from '#platform/config/config.js';
import { parseId } from '#shared-kernel';
import {
  AccessTokens,
  OperatorTokens,
  type AccessToken,
  type SessionFacts,
} from '../application/access-tokens.js';
import type { SessionId } from '../domain/ids.js';
import { lacksSecondFactor, permissionsOfSession } from '../domain/roles.js';
import type { Account } from '../domain/sessions.js';

@Injectable()
export class JwtAccessTokens extends AccessTokens {
  constructor(
    private readonly tokens: SignedTokens,
    private readonly config: Config,
  ) {
    super();
  }

  override issue(
    { id, email, role }: Account,
    sessionId: SessionId,
    { secondFactor, sessionSeconds }: SessionFacts,
  ): AccessToken {
    const { accessTokenSeconds, staffSecondFactor } = this.config.auth;
    const expiresInSeconds = Math.min(accessTokenSeconds, sessionSeconds);
    const session = { role, secondFactor, isRequired: staffSecondFactor === 'required' };
    const claims: Omit<AccessTokenClaims, 'sub' | 'exp'> = {
      sid: sessionId,
      role,
      scope: [...permissionsOfSession(session)].join(' '),
      email,
      ...(lacksSecondFactor(session) ? { needs: 'second-factor' } : {}),
    };
    const token = this.tokens.sign(accessToken, claims, { subject: id, expiresIn: expiresInSeconds });
    return { token, expiresInSeconds };
  }
}

@Injectable()
export class JwtOperatorTokens extends OperatorTokens {
  private readonly logger = new Logger(JwtOperatorTokens.name);

  constructor(private readonly tokens: SignedTokens) {
    super();
  }

  override issue(sessionId: SessionId, lifetimeSeconds: number): string {
    return this.tokens.sign(operatorToken, { sid: sessionId }, { expiresIn: lifetimeSeconds });
  }

  override verify(token: string): SessionId | undefined {
    try {
      const { sid } = this.tokens.verify(operatorToken, token);
      return typeof sid === 'string' ? parseId<SessionId>(sid) : undefined;
    } catch (error) {
      // Forged, or of an hour ago: either way nobody is signed in. The token itself must not reach the log.
      this.logger.debug(`Operator cookie refused: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}
