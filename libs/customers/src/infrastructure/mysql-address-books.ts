import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { AddressBook } from '../domain/address-book.js';
import { AddressBooks } from '../domain/address-books.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import type { CustomerId } from '../domain/ids.js';
import { addressMapping } from './customer.mapping.js';

@Injectable()
export class MysqlAddressBooks extends AddressBooks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
  ) {
    super();
  }

  override async of(id: CustomerId): Promise<AddressBook> {
    // The account's row stands for the book: a lock on the addresses would not keep a new one out.
    const owner = await this.database.queryOne(
      'SELECT id FROM customers WHERE id = :id AND erased_at IS NULL FOR UPDATE',
      { id: idToBytes(id) },
    );
    if (owner === undefined) throw new CustomerNotFound();
    const addresses = await this.unitOfWork.manager.find(addressMapping, {
      where: { customerId: id },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return new AddressBook(id, addresses);
  }

  override async save(book: AddressBook): Promise<void> {
    const { manager } = this.unitOfWork;
    const { removed } = book;
    if (removed.length > 0) await manager.delete(addressMapping, { id: In([...removed]) });
    await manager.save(addressMapping, [...book.addresses]);
  }
}
