import type { Consent, ConsentPurpose } from './consent.js';
import type { CustomerId } from './ids.js';

/** Everything that people have agreed to or taken back; the latest of a purpose counts. Works only inside a unit of work. */
export abstract class Consents {
  /** Locks the account, so that what is decided upon stays the latest. @throws CustomerNotFound */
  abstract latest(customerId: CustomerId, purpose: ConsentPurpose): Promise<Consent | undefined>;

  /** Writes down from which address it came, too. */
  abstract append(customerId: CustomerId, consent: Consent): Promise<void>;

  /** What somebody said who has not shown that the account is theirs. */
  abstract forget(customerId: CustomerId): Promise<void>;
}
