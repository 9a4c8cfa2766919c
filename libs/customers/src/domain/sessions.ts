import type { CustomerId, SessionId } from './ids.js';
import type { PresentedToken } from './refresh.js';
import type { Role } from './roles.js';

/** Who a token speaks for. */
export interface Account {
  readonly id: CustomerId;
  readonly email: string;
  readonly role: Role;
}

/** `operator`: a sign-in to the staff pages, which has a cookie and no refresh tokens. */
export type SessionKind = 'api' | 'operator';

/** How somebody has shown who they are. */
export type SignInMethod = 'password' | 'google' | 'invitation';

export type SessionEnd =
  | 'signed-out'
  | 'revoked'
  | 'refresh-token-reused'
  | 'password-replaced'
  | 'email-changed'
  | 'second-factor-changed'
  | 'role-changed'
  | 'account-disabled'
  | 'account-erased';

export interface NewSession {
  readonly customerId: CustomerId;
  readonly kind: SessionKind;
  readonly lifetimeSeconds: number;
  readonly method: SignInMethod;
  /** Whether a second factor was shown, too. */
  readonly secondFactor: boolean;
}

export interface PresentedRefreshToken extends PresentedToken {
  readonly sessionId: SessionId;
  readonly account: Account;
  /** Whether the session has shown a second factor, too. */
  readonly secondFactor: boolean;
  /** Life that is left to the session. */
  readonly sessionSeconds: number;
}

/** Sign-ins, each the family of its refresh tokens. Expiry is computed by the database's clock. Works only inside a unit of work. */
export abstract class Sessions {
  /** Notes from where, too, as far as a request is being answered. */
  abstract start(of: NewSession): Promise<SessionId>;

  abstract addToken(sessionId: SessionId, tokenHash: Buffer): Promise<void>;

  /** The token with what is known about it; its session is locked until the unit of work ends. */
  abstract present(tokenHash: Buffer, successorHash: Buffer): Promise<PresentedRefreshToken | undefined>;

  /** Marks the token as used and puts its successor in its place. */
  abstract rotate(sessionId: SessionId, tokenHash: Buffer, successorHash: Buffer): Promise<void>;

  /** Locked until the unit of work ends. False for somebody else's, and once it has ended. */
  abstract isRunningOf(customerId: CustomerId, sessionId: SessionId): Promise<boolean>;

  /** What has ended stays as it ended. */
  abstract end(sessionId: SessionId, reason: SessionEnd): Promise<void>;

  /** @param except the session of the one who asks, if it shall go on */
  abstract endAllOf(customerId: CustomerId, reason: SessionEnd, except?: SessionId): Promise<void>;

  /** The session has shown a second factor just now, or the one that it had shown is gone. */
  abstract noteSecondFactor(sessionId: SessionId, isShown: boolean): Promise<void>;

  /** Whose session this is, unless it has ended; works outside of a unit of work too. */
  abstract running(sessionId: SessionId, kind: SessionKind): Promise<Account | undefined>;

  /** Sessions beyond their life, with their tokens. @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
