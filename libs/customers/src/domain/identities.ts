import type { CustomerId } from './ids.js';

/** Who somebody is at a provider. `subject` never changes there; an address does, and goes to other people. */
export interface ProviderIdentity {
  readonly provider: string;
  readonly subject: string;
}

/** Accounts elsewhere that open accounts here, at most one of each provider an account. Works only inside a unit of work, but for questions. */
export abstract class Identities {
  /** Locks nothing, and works outside of a unit of work too. */
  abstract ownerOf(identity: ProviderIdentity): Promise<CustomerId | undefined>;

  /** The names of the providers. */
  abstract providersOf(customerId: CustomerId): Promise<readonly string[]>;

  /** @throws IdentityTaken, AnotherIdentityLinked */
  abstract link(customerId: CustomerId, identity: ProviderIdentity, email: string): Promise<void>;

  /** Notes a sign-in. @returns false if it has just been unlinked */
  abstract use(customerId: CustomerId, identity: ProviderIdentity, email: string): Promise<boolean>;

  /** @returns false if there was none */
  abstract unlink(customerId: CustomerId, provider: string): Promise<boolean>;

  /**
   * Whatever besides the password opens, or keeps its owner out of, an account that nobody had verified: somebody may have put it there who
   * knew that the owner of the address would come one day.
   */
  abstract dropPlanted(customerId: CustomerId): Promise<void>;

  /**
   * Unlinks what is known by another address than the account's: whoever shows by its mail box that it is theirs has not shown that they
   * are that one as well. @returns the providers
   */
  abstract unlinkOthers(customerId: CustomerId, emailKey: string): Promise<readonly string[]>;
}
