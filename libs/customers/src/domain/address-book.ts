import { newId } from '#shared-kernel';
import { AddressNotFound, TooManyAddresses } from './customers.errors.js';
import type { AddressId, CustomerId } from './ids.js';
import { postalAddress, type PostalAddress, type PostalAddressInput } from './postal-address.js';

/** A line of the book, in the shape of its row. */
export interface Address extends PostalAddress {
  readonly id: AddressId;
  readonly customerId: CustomerId;
  readonly isDefaultShipping: boolean;
  readonly createdAt: Date;
}

export type AddressChange = PostalAddressInput & { readonly isDefaultShipping?: true | undefined };

/** The shipping addresses of an account. As soon as there is one, exactly one is the default. */
export class AddressBook {
  static readonly capacity = 50;

  private readonly removedIds: AddressId[] = [];

  /** `entries` in the order in which they were added. */
  constructor(
    private readonly customerId: CustomerId,
    private entries: readonly Address[],
  ) {}

  get addresses(): readonly Address[] {
    return this.entries;
  }

  /** Ids whose rows are to go. */
  get removed(): readonly AddressId[] {
    return this.removedIds;
  }

  /** The first one becomes the default, whether asked for or not. @throws TooManyAddresses, InvalidAddress */
  add({ isDefaultShipping, ...fields }: AddressChange, now: Date): AddressId {
    if (this.entries.length >= AddressBook.capacity) throw new TooManyAddresses(AddressBook.capacity);
    const id = newId<AddressId>();
    const address = postalAddress(fields);
    const entry = { ...address, id, customerId: this.customerId, isDefaultShipping: false, createdAt: now };
    this.entries = [...this.entries, entry];
    if (isDefaultShipping === true || this.entries.length === 1) this.makeDefault(id);
    return id;
  }

  /** Fields that are left out stay. @throws AddressNotFound, InvalidAddress */
  change(id: AddressId, { isDefaultShipping, ...fields }: AddressChange): void {
    const entry = this.get(id);
    const given: Record<string, string | null | undefined> = fields;
    const written = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const changed = { ...entry, ...postalAddress({ ...entry, ...written }) };
    this.entries = this.entries.map((each) => (each.id === id ? changed : each));
    if (isDefaultShipping === true) this.makeDefault(id);
  }

  /** The oldest of the others takes over as the default. @throws AddressNotFound */
  remove(id: AddressId): void {
    const { isDefaultShipping } = this.get(id);
    this.entries = this.entries.filter((each) => each.id !== id);
    this.removedIds.push(id);
    const [oldest] = this.entries;
    if (isDefaultShipping && oldest !== undefined) this.makeDefault(oldest.id);
  }

  private makeDefault(id: AddressId): void {
    this.entries = this.entries.map((each) => ({ ...each, isDefaultShipping: each.id === id }));
  }

  private get(id: AddressId): Address {
    const entry = this.entries.find((each) => each.id === id);
    if (entry === undefined) throw new AddressNotFound();
    return entry;
  }
}
