import type { CustomerId } from './ids.js';

/** A secret that the account shares with an authenticator app. */
export interface SecondFactor {
  readonly secret: Buffer;
  /** Undefined while it is being set up: it guards nothing yet. */
  readonly enabledAt: Date | undefined;
}

/** Second factors with their recovery codes, at most one an account. Except for questions, works only inside a unit of work. */
export abstract class SecondFactors {
  /** Locks nothing, and works outside of a unit of work too. */
  abstract isEnabled(customerId: CustomerId): Promise<boolean>;

  abstract of(customerId: CustomerId): Promise<SecondFactor | undefined>;

  /** Begins to set one up, in place of one that was not finished. */
  abstract begin(customerId: CustomerId, secret: Buffer): Promise<void>;

  /** The one that was begun at most so many seconds ago. */
  abstract unfinished(customerId: CustomerId, maxAgeSeconds: number): Promise<SecondFactor | undefined>;

  /** @param step of the code that has shown that the app works */
  abstract enable(customerId: CustomerId, step: number): Promise<void>;

  /** Each code is good once. @returns false if this step's, or a later one's, has been taken */
  abstract takeStep(customerId: CustomerId, of: { secret: Buffer; step: number }): Promise<boolean>;

  /** With its recovery codes, and the sign-ins that wait for it. */
  abstract remove(customerId: CustomerId): Promise<void>;

  abstract replaceRecoveryCodes(customerId: CustomerId, hashes: readonly Buffer[]): Promise<void>;

  /** @returns false if there is no such code, or not any more */
  abstract takeRecoveryCode(customerId: CustomerId, hash: Buffer): Promise<boolean>;

  /** @param passwordMark of the password that was known to whoever guesses @returns how many in a row this one makes */
  abstract noteWrongCode(customerId: CustomerId, passwordMark: Buffer): Promise<number>;

  abstract forgetWrongCodes(customerId: CustomerId): Promise<void>;

  /** What was guessed with this password, and how many seconds ago the last time. */
  abstract wrongCodes(
    customerId: CustomerId,
    passwordMark: Buffer,
  ): Promise<{ inARow: number; lastSecondsAgo: number }>;
}
