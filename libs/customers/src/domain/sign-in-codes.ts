import type { CustomerId } from './ids.js';
import type { SignInMethod } from './sessions.js';

/** What a code stands for until an app exchanges it: somebody who has shown who they are. */
export interface SignInCode {
  readonly customerId: CustomerId;
  readonly method: SignInMethod;
  /** S256 (RFC 7636 4.2) of what the app that began the sign-in knows. */
  readonly codeChallenge: string;
}

/** Codes as hashes, and attempts that have come back from a provider. Adding and taking codes works only inside a unit of work. */
export abstract class SignInCodes {
  abstract add(codeHash: Buffer, code: SignInCode, lifetimeSeconds: number): Promise<void>;

  /** Takes the code away. Undefined if it is unknown, was taken or has run out. */
  abstract take(codeHash: Buffer): Promise<SignInCode | undefined>;

  /** @returns false if this attempt has come back before */
  abstract finishAttempt(stateHash: Buffer, lifetimeSeconds: number): Promise<boolean>;

  /** Codes and attempts that have run out. @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
