import type { Customer } from './customer.js';
import type { CustomerId } from './ids.js';

/** What a sign-in is checked against; read without a lock, so that guessing blocks nobody. */
export interface Credentials {
  readonly customerId: CustomerId;
  readonly passwordHash: string;
}

/** All accounts. Except for what is read without a lock, works only inside a unit of work; what it loads is locked until that ends. */
export abstract class Customers {
  /** @throws CustomerNotFound */
  abstract get(id: CustomerId): Promise<Customer>;

  abstract withEmail(emailKey: string): Promise<Customer | undefined>;

  abstract credentials(emailKey: string): Promise<Credentials | undefined>;

  /** Undefined if there is no such account. Works outside of a unit of work too. */
  abstract passwordHashOf(id: CustomerId): Promise<string | undefined>;

  /** @throws EmailTaken */
  abstract add(customer: Customer): Promise<void>;

  /** @throws EmailTaken after a change of the address */
  abstract save(customer: Customer): Promise<void>;
}
