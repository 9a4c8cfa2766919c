import type { CustomerId } from './ids.js';
import type { SignInMethod } from './sessions.js';

export interface SignInChallenge {
  readonly customerId: CustomerId;
  readonly method: SignInMethod;
  /** Of the password at the first step: if it is another one by now, the first step counts no more. */
  readonly passwordMark: Buffer;
}

/** Sign-ins whose first step is done and which wait for a code, by the hash of what the client holds. Works only inside a unit of work. */
export abstract class SignInChallenges {
  abstract add(tokenHash: Buffer, challenge: SignInChallenge, lifetimeSeconds: number): Promise<void>;

  /** Whose it is, if it is still good; locks nothing. */
  abstract ownerOf(tokenHash: Buffer): Promise<CustomerId | undefined>;

  /** Counts a try, and only then says what it is for. Undefined if it has run out, or was tried too often. */
  abstract take(tokenHash: Buffer, maxTries: number): Promise<SignInChallenge | undefined>;

  /** @returns false if somebody else was faster */
  abstract remove(tokenHash: Buffer): Promise<boolean>;

  /** @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
