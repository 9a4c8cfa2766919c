import type { SessionId } from '../domain/ids.js';
import type { Account } from '../domain/sessions.js';

export interface AccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

export interface SessionFacts {
  /** Whether it has shown one. */
  readonly secondFactor: boolean;
  /** What is left of its life: no token outlives its session. */
  readonly sessionSeconds: number;
}

/** Issues what `libs/platform/src/auth` verifies. */
export abstract class AccessTokens {
  abstract issue(account: Account, sessionId: SessionId, facts: SessionFacts): AccessToken;
}

/** Tokens of the staff pages, of another audience: neither kind passes for the other. */
export abstract class OperatorTokens {
  abstract issue(sessionId: SessionId, lifetimeSeconds: number): string;

  /** The session that a genuine token is for, or undefined. */
  abstract verify(token: string): SessionId | undefined;
}
