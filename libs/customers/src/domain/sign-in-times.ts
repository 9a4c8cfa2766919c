import type { CustomerId, SessionId } from './ids.js';

export abstract class SignInTimes {
  /** By the database's clock, in seconds; undefined unless it is a running session of this account. A refresh is no sign-in. */
  abstract ageOf(sessionId: SessionId, customerId: CustomerId): Promise<number | undefined>;
}
