import type { EmailAddress } from './email-address.js';
import type { CustomerId } from './ids.js';

/** What the link in a mail is for; a token for one purpose is worth nothing for another. */
export type EmailTokenPurpose = 'verify-email' | 'reset-password' | 'change-email';

export interface NewEmailToken {
  readonly customerId: CustomerId;
  readonly purpose: EmailTokenPurpose;
  readonly tokenHash: Buffer;
  /** The address that it was mailed to and will change to, of `change-email` alone. */
  readonly newEmail?: EmailAddress;
}

export interface MailedToken {
  readonly customerId: CustomerId;
  readonly newEmail: string | undefined;
}

/** Of all tokens in mails. */
export const emailTokenSeconds = 3_600;

/** Tokens that were mailed, as hashes; an account has at most one for each purpose, so that a later one voids those before. */
export abstract class EmailTokens {
  /** Valid for `emailTokenSeconds`. */
  abstract replace(token: NewEmailToken): Promise<void>;

  /** Whose token it is, if it is still valid; locks nothing. */
  abstract find(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<MailedToken | undefined>;

  /** Takes the token away. @returns false if somebody else was faster, or it has just run out */
  abstract consume(purpose: EmailTokenPurpose, tokenHash: Buffer): Promise<boolean>;

  /** None of the account's links of these purposes works any more. */
  abstract voidAllOf(customerId: CustomerId, purposes: readonly EmailTokenPurpose[]): Promise<void>;

  /** @returns how many were deleted, at most `limit` */
  abstract deleteExpired(limit: number): Promise<number>;
}
