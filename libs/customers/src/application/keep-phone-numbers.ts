import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { CountryRules } from '../domain/country-rules.js';
import type { CustomerId, PhoneNumberId } from '../domain/ids.js';
import type { PhoneBook, PhoneNumberInput } from '../domain/phone-book.js';
import { PhoneBooks } from '../domain/phone-books.js';

/** Adds, changes and removes telephone numbers, found by their owner alone: somebody else's is not in the book. */
@Injectable()
export class KeepPhoneNumbers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly books: PhoneBooks,
    private readonly rules: CountryRules,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyPhoneNumbers, InvalidPhoneNumber, PhoneNumberKnown, CustomerNotFound */
  add(customerId: CustomerId, input: PhoneNumberInput): Promise<PhoneNumberId> {
    return this.tell(customerId, (book) => book.add(input, this.rules, this.clock.now()));
  }

  /** @throws PhoneNumberNotFound, InvalidPhoneNumber, PhoneNumberKnown, CustomerNotFound */
  change(customerId: CustomerId, id: PhoneNumberId, input: PhoneNumberInput): Promise<void> {
    return this.tell(customerId, (book) => book.change(id, input, this.rules));
  }

  /** @throws PhoneNumberNotFound, CustomerNotFound */
  remove(customerId: CustomerId, id: PhoneNumberId): Promise<void> {
    return this.tell(customerId, (book) => book.remove(id));
  }

  private tell<Result>(customerId: CustomerId, decide: (book: PhoneBook) => Result): Promise<Result> {
    return this.unitOfWork.run(async () => {
      const book = await this.books.of(customerId);
      const result = decide(book);
      await this.books.save(book);
      return result;
    });
  }
}
