import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { CustomerId } from '../domain/ids.js';
import { PersonalRecords } from '../domain/personal-records.js';

/** test/integration/privacy holds the list to the tables that there are. */
const ofCustomers = [
  'addresses',
  'phone_numbers',
  'consents',
  'email_tokens',
  'identities',
  'known_devices',
  'recovery_codes',
  'second_factors',
  'sign_in_challenges',
  'sign_in_codes',
];

@Injectable()
export class MysqlPersonalRecords extends PersonalRecords {
  constructor(private readonly database: Database) {
    super();
  }

  override async wipe(customerId: CustomerId, emailKey: string): Promise<void> {
    const parameters = { customerId: idToBytes(customerId) };
    for (const table of ofCustomers)
      await this.database.writeLater(`DELETE FROM ${table} WHERE customer_id = :customerId`, parameters);
    await this.database.writeLater(
      'DELETE t FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id WHERE s.customer_id = :customerId',
      parameters,
    );
    await this.database.writeLater(
      'UPDATE sessions SET address = NULL, user_agent = NULL WHERE customer_id = :customerId',
      parameters,
    );
    await this.database.writeLater('DELETE FROM staff_invitations WHERE email_key = :emailKey', { emailKey });
  }
}
