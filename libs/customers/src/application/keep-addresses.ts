import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { AddressBook, AddressChange } from '../domain/address-book.js';
import { AddressBooks } from '../domain/address-books.js';
import { CountryRules } from '../domain/country-rules.js';
import type { AddressId, CustomerId } from '../domain/ids.js';

/**
 * Adds, changes and removes addresses: three use cases of one line each, which differ in what they tell the book. A book is
 * found by its owner alone, so an address of somebody else is simply not in it.
 */
@Injectable()
export class KeepAddresses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly books: AddressBooks,
    private readonly rules: CountryRules,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyAddresses, InvalidAddress, CustomerNotFound */
  add(customerId: CustomerId, address: AddressChange): Promise<AddressId> {
    return this.tell(customerId, (book) => book.add(address, this.rules, this.clock.now()));
  }

  /** @throws AddressNotFound, InvalidAddress, CustomerNotFound */
  change(customerId: CustomerId, addressId: AddressId, change: AddressChange): Promise<void> {
    return this.tell(customerId, (book) => book.change(addressId, change, this.rules));
  }

  /** @throws AddressNotFound, CustomerNotFound */
  remove(customerId: CustomerId, addressId: AddressId): Promise<void> {
    return this.tell(customerId, (book) => book.remove(addressId));
  }

  private tell<Result>(customerId: CustomerId, decide: (book: AddressBook) => Result): Promise<Result> {
    return this.unitOfWork.run(async () => {
      const book = await this.books.of(customerId);
      const result = decide(book);
      await this.books.save(book);
      return result;
    });
  }
}
