import type { CustomerId } from './ids.js';
import type { PhoneBook } from './phone-book.js';

/** Works only inside a unit of work. */
export abstract class PhoneBooks {
  /** Locked against other writers until the unit of work ends. @throws CustomerNotFound */
  abstract of(id: CustomerId): Promise<PhoneBook>;

  abstract save(book: PhoneBook): Promise<void>;
}
