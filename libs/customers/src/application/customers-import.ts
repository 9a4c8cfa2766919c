import { Injectable } from '@nestjs/common';
import { Clock } from '#shared-kernel';
import type { AddressBook } from '../domain/address-book.js';
import { AddressBooks } from '../domain/address-books.js';
import { AnyCountry } from '../domain/country-rules.js';
import { Customer } from '../domain/customer.js';
import { InvalidAddress, InvalidEmail, InvalidProfile } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import type { CustomerId } from '../domain/ids.js';
import { postalAddress, type PostalAddressInput } from '../domain/postal-address.js';
import { unusablePasswordHash } from '../domain/unusable-password.js';

export interface ImportedCustomer {
  /** Of the account that an earlier import has made of this customer. */
  id?: string | undefined;
  email: string;
  name: string;
  /** Undefined if none is known. */
  address: PostalAddressInput | undefined;
}

export type ImportedCustomerOutcome =
  /** `address`: undefined if there was none, otherwise whether it was kept, or what is wrong with it. */
  | { kind: 'created' | 'changed'; customerId: string; address: 'kept' | readonly string[] | undefined }
  /** Somebody has this address and has shown that it is theirs: the account is left as it is. */
  | { kind: 'has-account'; customerId: string }
  /** Another customer has come in with this address. */
  | { kind: 'same-address'; customerId: string }
  /** Somebody has registered with it, but has not shown that it is theirs. */
  | { kind: 'unproven-account' }
  /** They have had themselves forgotten since an earlier import. */
  | { kind: 'erased' }
  | { kind: 'refused'; field: 'email' | 'name' };

/** What it took is taken; its owner is asked for the rest with the next change. */
const oldShop = new AnyCountry();

/**
 * Customers of another shop. They get an account that nobody can sign in to: whoever registers again with the address (or resets the
 * password) chooses one, and shows by the mailed link that the address is theirs. No mail goes out by itself.
 */
@Injectable()
export class CustomersImport {
  constructor(
    private readonly customers: Customers,
    private readonly books: AddressBooks,
    private readonly clock: Clock,
  ) {}

  /** Works only inside a unit of work. */
  async keep(input: ImportedCustomer): Promise<ImportedCustomerOutcome> {
    const email = orUndefined(() => EmailAddress.of(input.email));
    if (email === undefined) return { kind: 'refused', field: 'email' };
    if (input.id !== undefined) return this.change(input.id as CustomerId, input);
    const known = await this.customers.withEmail(email.key);
    if (known !== undefined && isUntouched(known)) return { kind: 'same-address', customerId: known.id };
    if (known !== undefined)
      return known.isVerified ? { kind: 'has-account', customerId: known.id } : { kind: 'unproven-account' };
    const { name } = input;
    const registration = { email, name, passwordHash: unusablePasswordHash() };
    const customer = orUndefined(() => Customer.register(registration, this.clock.now()));
    if (customer === undefined) return { kind: 'refused', field: 'name' };
    await this.customers.add(customer);
    return { kind: 'created', customerId: customer.id, address: await this.keepAddress(customer.id, input) };
  }

  /** What the owner has taken into their own hands is left alone. */
  private async change(id: CustomerId, input: ImportedCustomer): Promise<ImportedCustomerOutcome> {
    const customer = await this.customers.get(id);
    if (customer.isErased) return { kind: 'erased' };
    if (!isUntouched(customer)) return { kind: 'has-account', customerId: id };
    const changed = orUndefined(() => {
      customer.changeProfile({ name: input.name });
      return customer;
    });
    if (changed === undefined) return { kind: 'refused', field: 'name' };
    await this.customers.save(customer);
    return { kind: 'changed', customerId: id, address: await this.keepAddress(id, input) };
  }

  private async keepAddress(
    id: CustomerId,
    { address }: ImportedCustomer,
  ): Promise<'kept' | readonly string[] | undefined> {
    if (address === undefined) return undefined;
    const problems = problemsOf(address);
    if (problems.length > 0) return problems;
    const book = await this.books.of(id);
    this.write(book, address);
    await this.books.save(book);
    return 'kept';
  }

  private write(book: AddressBook, address: PostalAddressInput): void {
    const [first] = book.addresses;
    if (first === undefined) book.add(address, oldShop, this.clock.now());
    else book.change(first.id, address, oldShop);
  }
}

/** Nobody has come for it yet. By a password or not: some sign in elsewhere. */
function isUntouched({ needsPassword, isVerified }: Customer): boolean {
  return needsPassword && !isVerified;
}

/** The fields of the address that our rules have something against. */
function problemsOf(address: PostalAddressInput): readonly string[] {
  try {
    postalAddress(address, oldShop);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidAddress)) throw error;
    return [...new Set(error.details.map(({ field }) => field))];
  }
}

function orUndefined<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidEmail || error instanceof InvalidProfile) return undefined;
    throw error;
  }
}
