import { Injectable } from '@nestjs/common';
import { EntitySchema, In } from 'typeorm';
import { Database } from '#platform/database/database.js';
import { idColumn, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import type { CustomerId } from '../domain/ids.js';
import { PhoneBook, type PhoneNumber } from '../domain/phone-book.js';
import { PhoneBooks } from '../domain/phone-books.js';

/** Plain values, as addresses are. */
export const phoneNumberMapping = new EntitySchema<PhoneNumber>({
  name: 'PhoneNumber',
  tableName: 'phone_numbers',
  columns: {
    id: idColumn({ primary: true }),
    customerId: idColumn({ name: 'customer_id' }),
    number: { type: 'varchar', length: 16 },
    label: { type: 'varchar', length: 40, nullable: true },
    isDefault: { name: 'is_default', type: 'boolean' },
    createdAt: { name: 'created_at', type: 'datetime', precision: 3 },
  },
});

@Injectable()
export class MysqlPhoneBooks extends PhoneBooks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
  ) {
    super();
  }

  override async of(id: CustomerId): Promise<PhoneBook> {
    // The account's row stands for the book, as it does for the addresses.
    const owner = await this.database.queryOne(
      'SELECT id FROM customers WHERE id = :id AND erased_at IS NULL FOR UPDATE',
      { id: idToBytes(id) },
    );
    if (owner === undefined) throw new CustomerNotFound();
    const numbers = await this.unitOfWork.manager.find(phoneNumberMapping, {
      where: { customerId: id },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return new PhoneBook(id, numbers);
  }

  override async save(book: PhoneBook): Promise<void> {
    const { manager } = this.unitOfWork;
    const { removed } = book;
    if (removed.length > 0) await manager.delete(phoneNumberMapping, { id: In([...removed]) });
    await manager.save(phoneNumberMapping, [...book.numbers]);
  }
}
