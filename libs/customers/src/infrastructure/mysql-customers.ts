import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { isDuplicateKey } from '#platform/database/errors.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { Customer } from '../domain/customer.js';
import { CustomerNotFound, EmailTaken } from '../domain/customers.errors.js';
import { Customers, type Credentials } from '../domain/customers.js';
import type { CustomerId } from '../domain/ids.js';

@Injectable()
export class MysqlCustomers extends Customers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  override async get(id: CustomerId): Promise<Customer> {
    const customer = await this.findLocked('customer.id = :id', { id: idToBytes(id) });
    if (customer === null) throw new CustomerNotFound();
    return customer;
  }

  override async withEmail(emailKey: string): Promise<Customer | undefined> {
    return (await this.findLocked('customer.currentEmailKey = :emailKey', { emailKey })) ?? undefined;
  }

  override async credentials(emailKey: string): Promise<Credentials | undefined> {
    const row = await this.database.queryOne<{ id: Buffer; password_hash: string }>(
      `SELECT id, password_hash
       FROM customers
       WHERE email_key = :emailKey`,
      { emailKey },
    );
    return row === undefined
      ? undefined
      : { customerId: bytesToId<CustomerId>(row.id), passwordHash: row.password_hash };
  }

  override async passwordHashOf(id: CustomerId): Promise<string | undefined> {
    const row = await this.database.queryOne<{ password_hash: string }>(
      'SELECT password_hash FROM customers WHERE id = :id',
      { id: idToBytes(id) },
    );
    return row?.password_hash;
  }

  override async add(customer: Customer): Promise<void> {
    try {
      await this.unitOfWork.manager.insert(Customer, customer);
    } catch (error) {
      throw isDuplicateKey(error) ? new EmailTaken() : error;
    }
    await this.outbox.append(customer.releaseEvents());
  }

  override async save(customer: Customer): Promise<void> {
    try {
      await this.unitOfWork.manager.save(customer);
    } catch (error) {
      throw isDuplicateKey(error) ? new EmailTaken() : error;
    }
    await this.outbox.append(customer.releaseEvents());
  }

  private findLocked(where: string, parameters: Record<string, unknown>): Promise<Customer | null> {
    return this.unitOfWork.manager
      .createQueryBuilder(Customer, 'customer')
      .where(where, parameters)
      .setLock('pessimistic_write')
      .getOne();
  }
}
