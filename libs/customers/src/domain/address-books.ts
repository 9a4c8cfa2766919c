import type { AddressBook } from './address-book.js';
import type { CustomerId } from './ids.js';

/** Works only inside a unit of work. */
export abstract class AddressBooks {
  /** Locked against other writers until the unit of work ends. @throws CustomerNotFound */
  abstract of(id: CustomerId): Promise<AddressBook>;

  abstract save(book: AddressBook): Promise<void>;
}
