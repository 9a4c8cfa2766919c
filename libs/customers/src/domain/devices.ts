import type { CustomerId } from './ids.js';

/** Browsers and apps from which an account was signed in to, by the hashes of the tokens that they were given. */
export abstract class Devices {
  /** Costs the same for an account that does not exist. Works outside of a unit of work too. */
  abstract isKnown(tokenHash: Buffer, customerId: CustomerId | undefined): Promise<boolean>;

  /** Remembers it, or that it was used again; of too many, those that were not used for longest are forgotten. Only inside a unit of work. */
  abstract remember(tokenHash: Buffer, customerId: CustomerId): Promise<void>;

  /** It has got another token; the other accounts that know it know it by that one. Only inside a unit of work. */
  abstract rename(oldHash: Buffer, newHash: Buffer): Promise<void>;

  /** All but one, if it is given. Only inside a unit of work. */
  abstract forgetAllOf(customerId: CustomerId, except?: Buffer): Promise<void>;

  /** Notes the time, by the database's clock. Only inside a unit of work. @returns whether the account was signed in to before */
  abstract noteSignIn(customerId: CustomerId): Promise<boolean>;

  /** Those that were not used for half a year. @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
