import { newId } from '#shared-kernel';
import type { CountryRules } from './country-rules.js';
import { AddressNotFound, TooManyAddresses } from './customers.errors.js';
import type { AddressId, CustomerId } from './ids.js';
import { postalAddress, type PostalAddress, type PostalAddressInput } from './postal-address.js';

/** A line of the book, in the shape of its row. */
export interface Address extends PostalAddress {
  readonly id: AddressId;
  readonly customerId: CustomerId;
  readonly isDefaultShipping: boolean;
  readonly isDefaultBilling: boolean;
  readonly createdAt: Date;
}

const uses = ['isDefaultShipping', 'isDefaultBilling'] as const;
type Use = (typeof uses)[number];

export type AddressChange = PostalAddressInput & { readonly [Each in Use]?: true | undefined };

/** The addresses of an account. As soon as there is one, exactly one is the default for shipping, and exactly one for billing. */
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

  /** The first one becomes the default for both, whether asked for or not. @throws TooManyAddresses, InvalidAddress */
  add(change: AddressChange, rules: CountryRules, now: Date): AddressId {
    if (this.entries.length >= AddressBook.capacity) throw new TooManyAddresses(AddressBook.capacity);
    const id = newId<AddressId>();
    const { customerId } = this;
    const isFirst = this.entries.length === 0;
    const address = postalAddress(change, rules);
    const entry = { id, customerId, isDefaultShipping: false, isDefaultBilling: false, createdAt: now };
    this.entries = [...this.entries, { ...entry, ...address }];
    for (const use of uses) if (isFirst || change[use] === true) this.makeDefault(use, id);
    return id;
  }

  /** Fields that are left out stay. @throws AddressNotFound, InvalidAddress */
  change(id: AddressId, change: AddressChange, rules: CountryRules): void {
    const entry = this.get(id);
    const { isDefaultShipping, isDefaultBilling, ...fields } = change;
    const given: Record<string, string | null | undefined> = fields;
    const written = Object.entries(given).filter(([, value]) => value !== undefined);
    // An address that was taken under other rules can still be chosen as it is.
    if (written.length > 0) {
      const changed = { ...entry, ...postalAddress({ ...entry, ...Object.fromEntries(written) }, rules) };
      this.entries = this.entries.map((each) => (each.id === id ? changed : each));
    }
    if (isDefaultShipping === true) this.makeDefault('isDefaultShipping', id);
    if (isDefaultBilling === true) this.makeDefault('isDefaultBilling', id);
  }

  /** The oldest of the others takes over as the default. @throws AddressNotFound */
  remove(id: AddressId): void {
    const removed = this.get(id);
    this.entries = this.entries.filter((each) => each.id !== id);
    this.removedIds.push(id);
    const [oldest] = this.entries;
    if (oldest === undefined) return;
    for (const use of uses) if (removed[use]) this.makeDefault(use, oldest.id);
  }

  private makeDefault(use: Use, id: AddressId): void {
    this.entries = this.entries.map((each) => ({ ...each, [use]: each.id === id }));
  }

  private get(id: AddressId): Address {
    const entry = this.entries.find((each) => each.id === id);
    if (entry === undefined) throw new AddressNotFound();
    return entry;
  }
}
