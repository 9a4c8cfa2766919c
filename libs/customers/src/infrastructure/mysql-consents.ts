import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { newId } from '#shared-kernel';
import type { Consent, ConsentPurpose, ConsentSource } from '../domain/consent.js';
import { Consents } from '../domain/consents.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import type { CustomerId } from '../domain/ids.js';

interface ConsentRow {
  is_given: number;
  wording: string;
  source: ConsentSource;
}

@Injectable()
export class MysqlConsents extends Consents {
  constructor(private readonly database: Database) {
    super();
  }

  override async latest(customerId: CustomerId, purpose: ConsentPurpose): Promise<Consent | undefined> {
    const id = idToBytes(customerId);
    const owner = await this.database.queryOne(
      'SELECT id FROM customers WHERE id = :id AND erased_at IS NULL FOR UPDATE',
      { id },
    );
    if (owner === undefined) throw new CustomerNotFound();
    // Index consents_of_customer, backwards.
    const row = await this.database.queryOne<ConsentRow>(
      `SELECT is_given, wording, source
       FROM consents
       WHERE customer_id = :id AND purpose = :purpose
       ORDER BY occurred_at DESC, id DESC
       LIMIT 1`,
      { id, purpose },
    );
    if (row === undefined) return undefined;
    return { purpose, isGiven: row.is_given === 1, wording: row.wording, source: row.source };
  }

  override async append(customerId: CustomerId, consent: Consent): Promise<void> {
    const { purpose, isGiven, wording, source } = consent;
    await this.database.write(
      `INSERT INTO consents (id, customer_id, purpose, is_given, wording, source, address, occurred_at)
       VALUES (:id, :customerId, :purpose, :isGiven, :wording, :source, :address, UTC_TIMESTAMP(3))`,
      {
        id: idToBytes(newId()),
        customerId: idToBytes(customerId),
        purpose,
        isGiven: isGiven ? 1 : 0,
        wording,
        source,
        address: currentClient()?.address ?? null,
      },
    );
  }

  override async forget(customerId: CustomerId): Promise<void> {
    await this.database.write('DELETE FROM consents WHERE customer_id = :customerId', {
      customerId: idToBytes(customerId),
    });
  }
}
