import type { CustomerId } from './ids.js';

/** Tokens that were mailed, as hashes; an account has at most one, so that a later one voids those before. */
export abstract class EmailTokens {
  abstract replace(customerId: CustomerId, tokenHash: Buffer, lifetimeSeconds: number): Promise<void>;

  /** Whose token it is, if it is still valid; locks nothing. */
  abstract ownerOf(tokenHash: Buffer): Promise<CustomerId | undefined>;

  /** Takes the token away. @returns false if somebody else was faster, or it has just run out */
  abstract consume(tokenHash: Buffer): Promise<boolean>;

  /** @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
