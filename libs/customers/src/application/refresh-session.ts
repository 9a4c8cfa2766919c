import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customers } from '../domain/customers.js';
import { InvalidRefreshToken, RefreshTokenReused } from '../domain/customers.errors.js';
import { judgeRefresh, type RefreshVerdict } from '../domain/refresh.js';
import { Sessions, type PresentedRefreshToken } from '../domain/sessions.js';
import { AccessTokens } from './access-tokens.js';
import type { SessionTokens } from './open-session.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';
import { RefreshTokens } from './refresh-tokens.js';
import { whereFrom } from './where-from.js';

type Presented = PresentedRefreshToken & { verdict: RefreshVerdict; tokens: SessionTokens | undefined };

/** Exchanges a refresh token for the next one and a new access token. */
@Injectable()
export class RefreshSession {
  private readonly logger = new Logger(RefreshSession.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly customers: Customers,
    private readonly refreshTokens: RefreshTokens,
    private readonly accessTokens: AccessTokens,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRefreshToken, RefreshTokenReused (which has ended the session), NoSigningKey (then the token can be used again) */
  async execute(token: string): Promise<SessionTokens> {
    if (!isOpaqueToken(token)) throw new InvalidRefreshToken();
    const successor = this.refreshTokens.successorOf(token);
    // The verdict comes out of the transaction before it is thrown: the end of the session must not be rolled back.
    const presented = await this.unitOfWork.run(() => this.present(hashOfToken(token), successor));
    if (presented?.verdict === 'reuse') {
      const { account, sessionId } = presented;
      this.logger.warn(
        { customerId: account.id, sessionId },
        'A used refresh token came again; session ended',
      );
      throw new RefreshTokenReused();
    }
    if (presented?.tokens === undefined) throw new InvalidRefreshToken();
    return presented.tokens;
  }

  private tokensOf(presented: PresentedRefreshToken, refreshToken: string): SessionTokens {
    const { account, sessionId, sessionSeconds } = presented;
    const { token, expiresInSeconds } = this.accessTokens.issue(account, sessionId, presented);
    return {
      accessToken: token,
      refreshToken,
      expiresIn: expiresInSeconds,
      tokenType: 'Bearer',
      sessionId,
      sessionExpiresIn: sessionSeconds,
    };
  }

  private async present(tokenHash: Buffer, successor: string): Promise<Presented | undefined> {
    const successorHash = hashOfToken(successor);
    const presented = await this.sessions.present(tokenHash, successorHash);
    if (presented === undefined) return undefined;
    const verdict = judgeRefresh(presented);
    // Before the token is used up: while nothing can be signed it must stay good, or the next try would look like a thief's.
    const isGood = verdict === 'rotate' || verdict === 'repeat';
    const tokens = isGood ? this.tokensOf(presented, successor) : undefined;
    if (verdict === 'rotate') await this.sessions.rotate(presented.sessionId, tokenHash, successorHash);
    if (verdict === 'reuse') await this.endStolen(presented);
    return { ...presented, verdict, tokens };
  }

  /** Whoever of the two it was that came too late: from now on neither the thief nor the owner has a session. The owner is told why. */
  private async endStolen({ account, sessionId }: PresentedRefreshToken): Promise<void> {
    await this.sessions.end(sessionId, 'refresh-token-reused');
    const customer = await this.customers.get(account.id);
    customer.notice('refresh-token-reused', { at: this.clock.now(), ...whereFrom() });
    await this.customers.save(customer);
    await this.auditLog.append({
      actor: account.id,
      action: 'customers.refresh-token-reused',
      subjectType: 'session',
      subjectId: sessionId,
    });
  }
}
