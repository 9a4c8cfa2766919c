import type { CustomerId } from './ids.js';

/** What lies around an account and tells of the person. Works only inside a unit of work. */
export abstract class PersonalRecords {
  /**
   * Everything goes but the account's own row and its sessions: ended ones are still told to processes that start, and tell
   * neither from where nor with which device any more.
   * @param emailKey of the address that the account has had: invitations know people by it alone
   */
  abstract wipe(customerId: CustomerId, emailKey: string): Promise<void>;
}
