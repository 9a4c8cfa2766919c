import type { CustomerId } from './ids.js';

/** Accounts and sign-ins that nobody needs any more. Each call is short, by itself, and works outside of a unit of work. */
export abstract class AccountHousekeeping {
  /**
   * Deletes accounts whose address nobody has shown to be theirs, nobody has ever signed in to, and no mailed link still waits for.
   * Customers of another shop stay: they have bought there. @returns how many went, at most `limit`
   */
  abstract deleteUnverified(olderThanDays: number, limit: number): Promise<number>;

  /** Customers who have not signed in nor used a session for so long, at most `limit`. Never staff. */
  abstract unused(days: number, limit: number): Promise<CustomerId[]>;

  /** Asked once more before something is done about it. */
  abstract isUnused(customerId: CustomerId, days: number): Promise<boolean>;

  /** Deletes sign-ins that ended so long ago. @returns how many went, at most `limit` */
  abstract deleteEndedSessions(days: number, limit: number): Promise<number>;
}
